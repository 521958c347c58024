package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.config.HubForms;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The web methods behind {@code WorkflowParameters/form.jelly}, for the descriptors of step and build step. */
public interface WorkflowParametersForm extends RunSettingsForm, FieldsAsMap {
    @POST
    default ComboBoxModel doFillWorkflowItems(
            @AncestorInPath Item item, @QueryParameter String hub, @QueryParameter String credentialsId) {
        return new WorkflowChecks(item, hub, credentialsId).offeredWorkflows();
    }

    /**
     * Whether a workflow is named that the Hub has, and the form has the fields that it needs.
     *
     * @param fieldNames one on each line; null where a form does not tell
     */
    @POST
    default FormValidation doCheckWorkflow(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String hub,
            @QueryParameter String credentialsId,
            @QueryParameter String fieldNames) {
        return new WorkflowChecks(item, hub, credentialsId).workflow(value, fieldNames);
    }

    @POST
    default ComboBoxModel doFillSiteItems(
            @AncestorInPath Item item, @QueryParameter String hub, @QueryParameter String credentialsId) {
        return new WorkflowChecks(item, hub, credentialsId).offeredSites();
    }

    /** Whether a site is given, here or by the Hub, and the Hub has it. */
    @POST
    default FormValidation doCheckSite(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String hub,
            @QueryParameter String credentialsId) {
        return new WorkflowChecks(item, hub, credentialsId).site(value);
    }

    /** For the form that is shown just now: the site that a job gets that names none; null if there is none. */
    @CheckForNull
    default String sitePlaceholder(@CheckForNull String hub) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : HubForms.defaultSite(request.findAncestorObject(Item.class), hub);
    }

    @POST
    default FormValidation doCheckDiscovery(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String hub,
            @QueryParameter String credentialsId) {
        return new WorkflowChecks(item, hub, credentialsId).discovery(value);
    }

    /**
     * Whether paths are given in one of the two ways.
     *
     * @param keptPaths what {@link KeptByForm} carries; null if nothing
     */
    @POST
    default FormValidation doCheckPaths(
            @QueryParameter String value, @QueryParameter String pathsFile, @QueryParameter String keptPaths) {
        return WorkflowChecks.paths(value, pathsFile, keptPaths);
    }

    /** Whether a timeout is one and somebody waits for it. */
    @POST
    default FormValidation doCheckTimeout(@QueryParameter String value, @QueryParameter boolean wait) {
        return WorkflowChecks.timeout(value, wait);
    }
}
