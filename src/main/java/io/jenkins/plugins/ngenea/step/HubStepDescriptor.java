package io.jenkins.plugins.ngenea.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.request.RunSettingsForm;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** What the forms of the steps have in common. The steps run without an agent. */
public abstract class HubStepDescriptor extends StepDescriptor implements RunSettingsForm {
    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }
}
