package io.jenkins.plugins.ngenea.builder;

import hudson.AbortException;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.build.RefusedRun;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * One run of the build step. It waits on the executor of the build, as freestyle steps do, while the same follower as for
 * Pipelines polls the job.
 */
final class BuildStepRun {
    private static final Logger LOGGER = Logger.getLogger(BuildStepRun.class.getName());
    /** Longer than a run takes to give its outcome once it was told to stop, and less than Jenkins waits before it deletes a job. */
    private static final int STOP_SECONDS = 14;

    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;
    private final String key = UUID.randomUUID().toString();

    BuildStepRun(AbstractBuild<?, ?> build, BuildListener listener) {
        this.build = build;
        this.listener = listener;
    }

    /** True if the build may go on. */
    boolean perform(WorkflowParameters parameters) throws IOException, InterruptedException {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        AttachedRun run;
        try {
            run = prepare(parameters, end::complete);
        } catch (AbortException e) {
            RefusedRun.show(build, parameters.workflow(), parameters.site(), parameters.settings(), e);
            throw e;
        }
        run.start();
        Outcome outcome;
        try {
            outcome = end.get();
        } catch (InterruptedException e) {
            if (Jenkins.get().isTerminating()) {
                // nobody aborted this: the record stays, and the job goes on
                run.workflowRun().detach();
            } else {
                run.workflowRun().abort();
                awaitStop(end);
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        String problem = listFailedPaths(run, outcome);
        return conclude(parameters, outcome, problem);
    }

    /** An abort breaks it off; nothing is left then. */
    private AttachedRun prepare(WorkflowParameters parameters, Consumer<Outcome> onEnd)
            throws IOException, InterruptedException {
        try {
            // a freestyle build is else written down only at its end: a kill would take it, and the way to its paths
            build.save();
            return hubRun(parameters, onEnd);
        } catch (IOException e) {
            if (!isInterruption(e)) {
                throw e;
            }
            // its mark stays on the thread where a file was closed by it
            Thread.interrupted();
            new RequestFiles(build, key).remove();
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    private static boolean isInterruption(IOException problem) {
        Throwable cause = problem;
        while (cause != null && !(cause instanceof ClosedByInterruptException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private AttachedRun hubRun(WorkflowParameters given, Consumer<Outcome> onEnd)
            throws IOException, InterruptedException {
        RequestFiles files = new RequestFiles(build, key);
        read(files, given);
        WorkflowParameters parameters = files.spool(given, listener);
        AttachedRun.Identity identity = new AttachedRun.Identity(
                key, "", HubRuntime.get().scheduler().clock().toEpochMilli(), false);
        return AttachedRun.submitting(build, listener, identity, parameters, files.paths(), false, onEnd);
    }

    /**
     * An abort breaks it off.
     *
     * @return why there is no list although one was asked for; empty if there is
     */
    private String listFailedPaths(AttachedRun run, Outcome outcome) throws InterruptedException {
        CompletableFuture<Boolean> listing = run.listFailedPaths(outcome, build::getWorkspace);
        try {
            listing.get();
            return "";
        } catch (InterruptedException e) {
            listing.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            return " " + e.getCause().getMessage();
        }
    }

    /** An abort breaks it off. */
    private void read(RequestFiles files, WorkflowParameters given) throws IOException, InterruptedException {
        CompletableFuture<Void> reading = files.read(given, build.getWorkspace(), listener);
        try {
            reading.get();
        } catch (InterruptedException e) {
            reading.completeExceptionally(e);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The outcome of an aborted run comes within seconds; further interruptions would not make it faster. */
    private void awaitStop(CompletableFuture<Outcome> end) {
        try {
            say(end.completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot stop the Ngenea Hub job of " + build);
        }
    }

    /**
     * @param problem what went wrong after the job had ended; empty if nothing did
     */
    private boolean conclude(WorkflowParameters parameters, Outcome outcome, String problem) throws AbortException {
        if (!problem.isEmpty()) {
            throw new AbortException(outcome.message() + problem);
        }
        switch (outcome.kind()) {
            case SUCCEEDED, SUBMITTED -> {
                return true;
            }
            case FAILED, CANCELLED -> {
                if (!parameters.settings().propagate()) {
                    say(outcome);
                    return true;
                }
                if (outcome.kind() == Outcome.Kind.CANCELLED) {
                    listener.error(outcome.message());
                    build.setResult(Result.ABORTED);
                    return false;
                }
            }
            default -> {
                // fails below
            }
        }
        throw new AbortException(outcome.message());
    }

    private void say(Outcome outcome) {
        if (outcome == null) {
            return;
        }
        listener.getLogger().println("[Ngenea] " + outcome.message());
    }
}
