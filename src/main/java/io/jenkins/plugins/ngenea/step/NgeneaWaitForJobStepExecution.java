package io.jenkins.plugins.ngenea.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.request.RunSettings;
import java.io.IOException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Follows a job that runs already. */
final class NgeneaWaitForJobStepExecution extends HubStepExecution {
    private static final long serialVersionUID = 1L;

    /** Id of the Hub job. */
    private final String job;

    NgeneaWaitForJobStepExecution(StepContext context, RunSettings settings, String job) {
        super(context, settings);
        this.job = job;
    }

    @Override
    AttachedRun hubRun(Run<?, ?> build, TaskListener listener, AttachedRun.Identity identity, Consumer<Outcome> onEnd)
            throws IOException {
        return AttachedRun.following(build, listener, identity, settings(), job, onEnd);
    }
}
