package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.follow.Outcome;
import io.jenkins.plugins.ngenea.run.HubRun;
import io.jenkins.plugins.ngenea.run.RequestFiles;
import io.jenkins.plugins.ngenea.run.WorkflowParameters;
import java.io.IOException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Submits a workflow and follows its job. */
final class NgeneaWorkflowStepExecution extends HubStepExecution {
    private static final long serialVersionUID = 1L;

    /**
     * What to do. Holds the paths only until they are in the build's directory; the reference is then replaced by one
     * without them, so that saves of the program stay small.
     */
    private volatile WorkflowParameters parameters;

    NgeneaWorkflowStepExecution(StepContext context, WorkflowParameters parameters) {
        super(context, parameters.settings());
        this.parameters = parameters;
    }

    @Override
    HubRun hubRun(Run<?, ?> build, TaskListener listener, HubRun.Identity identity, Consumer<Outcome> onEnd)
            throws IOException, InterruptedException {
        WorkflowParameters given = parameters;
        RequestFiles files = new RequestFiles(build, key());
        parameters = files.spool(given, given.pathsFile() == null ? null : workspaceFor(given));
        return HubRun.submitting(build, listener, identity, parameters, files.paths(), true, onEnd);
    }

    private FilePath workspaceFor(WorkflowParameters given) throws IOException, InterruptedException {
        FilePath workspace = workspace();
        if (workspace == null) {
            throw new AbortException("'pathsFile' (" + given.pathsFile()
                    + ") is read from a workspace, and there is none here. Run the step inside node {} or use"
                    + " 'paths'. Nothing was submitted.");
        }
        return workspace;
    }
}
