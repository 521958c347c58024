package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/**
 * Listens for Pipelines that resume after a restart. One of their steps may have ended while its cancel was still pending.
 * No step of the program knows that record any more, so the cancel is sent from here.
 */
@Extension
public final class ResumedBuilds extends FlowExecutionListener {
    private static final Logger LOGGER = Logger.getLogger(ResumedBuilds.class.getName());

    @Override
    public void onResumed(@NonNull FlowExecution execution) {
        // when the program is loaded, or cannot be: its steps have claimed what is theirs by then
        execution
                .getCurrentExecutions(false)
                .addListener(() -> loaded(execution), HubRuntime.get().pool());
    }

    private static void loaded(FlowExecution execution) {
        try {
            Queue.Executable build = execution.getOwner().getExecutable();
            if (build instanceof Run<?, ?> run) {
                RunRegistry.get().adoptCancels(run);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "No build found for " + execution);
        }
    }
}
