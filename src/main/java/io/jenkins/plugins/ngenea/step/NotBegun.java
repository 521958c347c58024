package io.jenkins.plugins.ngenea.step;

import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.RefusedRun;
import io.jenkins.plugins.ngenea.build.RunRegistry;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.report.NgeneaJobFailureCause;
import io.jenkins.plugins.ngenea.request.RunSettings;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The end of a step whose run could not be made.
 *
 * @param key of the step's record
 * @param workflow null if it runs none
 * @param site null if none was given
 */
record NotBegun(StepContext context, String key, RunSettings settings, String workflow, String site) {
    private static final Logger LOGGER = Logger.getLogger(NotBegun.class.getName());

    /**
     * If there is a record, a job may be running: then {@code retry} must not try again.
     *
     * @param stopCause why the step was told to stop; null if it was not
     */
    void conclude(Throwable problem, Throwable stopCause) {
        HubRuntime.get().slots().expectNot(key);
        if (stopCause != null) {
            if (hasRecord()) {
                abortLeft(problem, stopCause);
                context.onFailure(FinalInterruption.of(stopCause, failure(problem)));
            } else {
                nothingSubmitted(stopCause);
            }
        } else if (hasRecord()) {
            // the step has failed: what becomes of the build is no word about the job
            HubRuntime.get().journal().unclaim(key);
            context.onFailure(new FlowInterruptedException(Result.FAILURE, true, failure(problem)));
        } else {
            showRefused(problem);
            context.onFailure(problem);
        }
    }

    /** Says so first; on the queue of the log, for which nobody else is to wait. */
    private void nothingSubmitted(Throwable stopCause) {
        try {
            TaskListener log = context.get(TaskListener.class);
            HubRuntime.get().log(context.get(Run.class)).execute(() -> {
                try {
                    if (workflow != null) {
                        log.getLogger().println("[Ngenea] Stopped before anything was submitted.");
                    }
                } finally {
                    context.onFailure(stopCause);
                }
            });
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            LOGGER.log(Level.FINE, "there is no log any more", e);
            context.onFailure(stopCause);
        }
    }

    private NgeneaJobFailureCause failure(Throwable problem) {
        return new NgeneaJobFailureCause(String.valueOf(problem.getMessage()))
                .withSetup(Util.fixNull(settings.credentialsId()));
    }

    private void showRefused(Throwable problem) {
        try {
            RefusedRun.show(context.get(Run.class), workflow, site, settings, problem);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "there is no build any more", e);
        }
    }

    /** It was stopped: that goes for a job of an earlier process, too. */
    private void abortLeft(Throwable problem, Throwable stopCause) {
        try {
            Run<?, ?> build = context.get(Run.class);
            if (problem != stopCause) {
                TaskListener log = context.get(TaskListener.class);
                HubRuntime.get().log(build).execute(() -> log.getLogger().println("[Ngenea] " + problem.getMessage()));
            }
            RunRegistry.get().abort(build, key);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            // the step has to end, whatever is wrong
            LOGGER.log(Level.WARNING, e, () -> "Cannot stop the Ngenea Hub job of the record " + key);
        }
    }

    private boolean hasRecord() {
        return HubRuntime.get().journal().mayHave(key);
    }
}
