package io.jenkins.plugins.ngenea.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.build.MissingRecord;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Submits a workflow and follows its job. */
final class NgeneaWorkflowStepExecution extends HubStepExecution {
    private static final long serialVersionUID = 1L;

    /**
     * What to do. Holds the paths until they are in the build's directory; the reference is then replaced by one without them,
     * so that later saves of the program stay small.
     */
    private volatile WorkflowParameters parameters;

    NgeneaWorkflowStepExecution(StepContext context, WorkflowParameters parameters) {
        super(context, parameters.settings());
        this.parameters = parameters;
    }

    @Override
    String workflow() {
        return parameters.workflow();
    }

    @Override
    String site() {
        return parameters.site();
    }

    @Override
    CompletableFuture<Void> saveProgram() {
        return ProgramSaves.withStep(getContext());
    }

    @Override
    void lookForRecord(Run<?, ?> build) throws IOException, InterruptedException {
        MissingRecord.writeAnew(build, getContext().get(TaskListener.class), identity(true), parameters);
    }

    @Override
    CompletableFuture<Void> readWorkspace(Run<?, ?> build, boolean resumed) throws IOException, InterruptedException {
        WorkflowParameters given = parameters;
        FilePath workspace = given.needsWorkspace() ? workspace() : null;
        return new RequestFiles(build, key())
                .read(given, workspace, getContext().get(TaskListener.class));
    }

    @Override
    AttachedRun hubRun(Run<?, ?> build, TaskListener listener, AttachedRun.Identity identity, Consumer<Outcome> onEnd)
            throws IOException {
        RequestFiles files = new RequestFiles(build, key());
        parameters = files.spool(parameters, listener);
        return AttachedRun.submitting(build, listener, identity, parameters, files.paths(), true, onEnd);
    }
}
