package io.jenkins.plugins.ngenea.request;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.config.HubForms;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The web methods behind {@code RunSettings/hub.jelly}, for the descriptor of whatever includes that. An interface,
 * because steps and build steps have base classes of their own.
 */
public interface RunSettingsForm {
    /** The Hubs that builds of the item may use. */
    @POST
    default ListBoxModel doFillHubItems(@AncestorInPath Item item, @QueryParameter String hub) {
        return HubForms.hubs(item, hub);
    }

    /** Whether builds of the item can use this Hub. */
    @POST
    default FormValidation doCheckHub(@AncestorInPath Item item, @QueryParameter String value) {
        return HubForms.checkHub(item, value);
    }

    /** The credentials that builds of the item can use for this Hub. */
    @POST
    default ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String hub, @QueryParameter String credentialsId) {
        return HubForms.credentials(item, hub, credentialsId, Messages.RunSettingsForm_OwnCredential());
    }

    /** Whether builds of the item can use this credential for this Hub. */
    @POST
    default FormValidation doCheckCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String hub) {
        return HubForms.checkCredential(item, hub, value, true);
    }
}
