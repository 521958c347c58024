package io.jenkins.plugins.ngenea.builder;

import hudson.AbortException;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.HubEngine;
import io.jenkins.plugins.ngenea.follow.Outcome;
import io.jenkins.plugins.ngenea.run.HubRun;
import io.jenkins.plugins.ngenea.run.RequestFiles;
import io.jenkins.plugins.ngenea.run.WorkflowParameters;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.Jenkins;

/**
 * One run of the build step. It waits on the build's executor, as freestyle steps do, while the same follower as for
 * Pipelines watches the job.
 */
final class BuildStepRun {
    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;
    private final String key = UUID.randomUUID().toString();

    BuildStepRun(AbstractBuild<?, ?> build, BuildListener listener) {
        this.build = build;
        this.listener = listener;
    }

    /** True if the build may go on. */
    boolean perform(WorkflowParameters given) throws IOException, InterruptedException {
        RequestFiles files = new RequestFiles(build, key);
        WorkflowParameters parameters = files.spool(given, build.getWorkspace());
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        HubRun.Identity identity =
                new HubRun.Identity(key, "", HubEngine.get().scheduler().now().toEpochMilli());
        HubRun run = HubRun.submitting(build, listener, identity, parameters, files.paths(), false, end::complete);
        run.workflowRun().start();
        Outcome outcome;
        try {
            outcome = end.get();
        } catch (InterruptedException e) {
            if (Jenkins.get().isTerminating()) {
                // nobody aborted this: the record stays, and the job goes on
                run.workflowRun().detach();
            } else {
                run.workflowRun().abort();
                // within seconds; further interruptions would not make it faster
                say(end.join());
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return conclude(parameters, outcome);
    }

    private boolean conclude(WorkflowParameters parameters, Outcome outcome) throws AbortException {
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
        listener.getLogger().println("[Ngenea] " + outcome.message());
    }
}
