package io.jenkins.plugins.ngenea.step;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.config.HubForms;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of the steps have in common. The steps run without an agent. */
public abstract class HubStepDescriptor extends StepDescriptor {
    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @POST
    public ListBoxModel doFillHubItems(@AncestorInPath Item item, @QueryParameter String hub) {
        return HubForms.hubs(item, hub);
    }

    @POST
    public FormValidation doCheckHub(@AncestorInPath Item item, @QueryParameter String value) {
        return HubForms.checkHub(item, value);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String hub, @QueryParameter String credentialsId) {
        return HubForms.credentials(item, hub, credentialsId);
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String hub) {
        return HubForms.checkCredential(item, hub, value, true);
    }
}
