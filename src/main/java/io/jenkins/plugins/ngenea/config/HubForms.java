package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/**
 * What the forms of this plugin offer and check. Users without permission to configure learn nothing: lists contain only
 * the current value, and checks always succeed.
 */
public final class HubForms {
    private static final CredentialsMatcher USABLE = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));

    private HubForms() {}

    /** Whether the user may configure the item, or Jenkins itself where a form stands in no item. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    static ListBoxModel onlyCurrent(String credentialsId) {
        return new StandardListBoxModel().includeCurrentValue(Util.fixNull(credentialsId));
    }

    /**
     * @param url of the Hub, as it stands in the form
     */
    static ListBoxModel systemCredentials(String url, String current) {
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, HubSecrets.requirements(url), USABLE)
                .includeCurrentValue(Util.fixNull(current));
    }

    static FormValidation checkSystemCredential(String url, String id) {
        if (Util.fixEmptyAndTrim(id) == null) {
            return FormValidation.warning("Without a credential here, each job must specify one with 'credentialsId'.");
        }
        StandardCredentials found = HubSecrets.system(id, HubSecrets.requirements(url));
        if (found == null) {
            return noSystemCredential(id);
        }
        FormValidation kind = checkKind(found);
        return kind.kind == FormValidation.Kind.OK && found.getScope() != CredentialsScope.SYSTEM
                ? FormValidation.warning("Every job can use this credential by its id, regardless of the folders below."
                        + " Set its scope to System.")
                : kind;
    }

    private static FormValidation noSystemCredential(String id) {
        return FormValidation.error(
                HubSecrets.system(id, List.of()) == null
                        ? "There is no credential '" + id + "'."
                        : "The domain of credential '" + id + "' does not include the host of this URL.");
    }

    private static FormValidation checkKind(StandardCredentials credential) {
        try {
            HubSecrets.authentication(credential);
            return FormValidation.ok();
        } catch (ConnectionException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * The credentials that builds of the item may use.
     *
     * @param hub name of the Hub, as it stands in the form
     */
    public static ListBoxModel credentials(@CheckForNull Item item, String hub, String current) {
        if (!mayConfigure(item)) {
            return onlyCurrent(current);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        authentication(item), item, StandardCredentials.class, requirements(item, hub), USABLE)
                .includeCurrentValue(Util.fixNull(current));
    }

    /** Who the item's builds are. */
    private static Authentication authentication(@CheckForNull Item item) {
        return item instanceof Queue.Task ? Tasks.getAuthenticationOf2((Queue.Task) item) : ACL.SYSTEM2;
    }

    /** What a credential must fit; nothing if it cannot be told which Hub is meant. */
    private static List<DomainRequirement> requirements(@CheckForNull Item item, String hub) {
        try {
            return item == null
                    ? List.of()
                    : HubSecrets.requirements(
                            NgeneaHubConfiguration.get().find(hub, item).getUrl());
        } catch (ConnectionException e) {
            return List.of();
        }
    }

    /** Whether builds of the item can use a credential for a Hub; blank is well if {@code mayBeBlank}. */
    public static FormValidation checkCredential(@CheckForNull Item item, String hub, String id, boolean mayBeBlank) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        String wanted = Util.fixEmptyAndTrim(id);
        if (wanted == null) {
            return mayBeBlank ? FormValidation.ok() : FormValidation.error("Select a credential.");
        }
        if (isExpression(wanted)) {
            return FormValidation.ok();
        }
        StandardCredentials found = find(item, wanted, requirements(item, hub));
        if (found != null) {
            return checkKind(found);
        }
        return FormValidation.error(
                find(item, wanted, List.of()) == null
                        ? "This job cannot see a credential '" + wanted + "'."
                        : "The domain of credential '" + wanted + "' does not include the host of this Hub.");
    }

    private static StandardCredentials find(@CheckForNull Item item, String id, List<DomainRequirement> requirements) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItem(
                        StandardCredentials.class, item, authentication(item), requirements),
                CredentialsMatchers.withId(id));
    }

    /** Names of the Hubs that builds of the item may use. */
    public static ListBoxModel hubs(@CheckForNull Item item, String current) {
        ListBoxModel list = new ListBoxModel();
        List<NgeneaHub> open = mayConfigure(item) ? NgeneaHubConfiguration.get().openTo(item) : List.of();
        list.add(open.size() > 1 ? "- select -" : "(the only one)", "");
        open.forEach(hub -> list.add(hub.getName(), hub.getName()));
        String kept = Util.fixEmptyAndTrim(current);
        if (kept != null && list.stream().noneMatch(option -> option.value.equals(kept))) {
            list.add(kept, kept);
        }
        return list;
    }

    /** Whether builds of the item can use a Hub. */
    public static FormValidation checkHub(@CheckForNull Item item, String name) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        String wanted = Util.fixEmptyAndTrim(name);
        if (item == null || (wanted != null && isExpression(wanted))) {
            return FormValidation.ok();
        }
        try {
            NgeneaHubConfiguration.get().find(wanted, item);
            return FormValidation.ok();
        } catch (ConnectionException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Whether a site is given, here or by the Hub. */
    public static FormValidation checkSite(@CheckForNull Item item, String site, String hub) {
        if (!mayConfigure(item) || item == null || Util.fixEmptyAndTrim(site) != null) {
            return FormValidation.ok();
        }
        try {
            return NgeneaHubConfiguration.get().find(hub, item).getDefaultSite() == null
                    ? FormValidation.error("Enter the site where the workflow starts. This Hub has no default site.")
                    : FormValidation.ok();
        } catch (ConnectionException e) {
            // said at the Hub's own field
            return FormValidation.ok();
        }
    }

    /** Whether a workflow is named. */
    public static FormValidation checkWorkflow(String workflow) {
        return Util.fixEmptyAndTrim(workflow) == null
                ? FormValidation.error("Enter the workflow to run, for example migrate.")
                : FormValidation.ok();
    }

    /** Whether paths are given in one of the two ways. */
    public static FormValidation checkPaths(String paths, String pathsFile) {
        boolean listed = Util.fixEmptyAndTrim(paths) != null;
        boolean inFile = Util.fixEmptyAndTrim(pathsFile) != null;
        if (listed && inFile) {
            return FormValidation.error("Use either paths here or a file with paths below, not both.");
        }
        return listed || inFile
                ? FormValidation.ok()
                : FormValidation.error("Enter at least one path here, or a file with paths below.");
    }

    /** Whether a timeout is one and somebody waits for it. */
    public static FormValidation checkTimeout(String timeout, boolean wait) {
        try {
            return TimeLimit.seconds(timeout) > 0 && !wait
                    ? FormValidation.error(
                            "A timeout requires waiting. Select 'Wait for the job' or leave the timeout at 0.")
                    : FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean isExpression(String value) {
        return value.contains("$");
    }

    public static FormValidation checkNumber(String value, int least, int most) {
        String text = Util.fixEmptyAndTrim(value);
        try {
            int number = text == null ? least : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return FormValidation.ok();
            }
        } catch (NumberFormatException e) {
            // said below
        }
        return FormValidation.error("Enter a whole number from " + least + " to " + most + ".");
    }

    /** Asks a Hub for its jobs and its health. For administrators only: the caller has checked that. */
    static FormValidation testConnection(String url, String credentialsId, int timeoutSeconds) {
        NgeneaHub hub = new NgeneaHub("this one", url, credentialsId);
        hub.setTimeoutSeconds(timeoutSeconds);
        if (hub.getCredentialsId().isEmpty()) {
            return FormValidation.error("Select a credential to test the connection.");
        }
        StandardCredentials credential =
                HubSecrets.system(hub.getCredentialsId(), HubSecrets.requirements(hub.getUrl()));
        if (credential == null) {
            return noSystemCredential(hub.getCredentialsId());
        }
        try {
            HubClient client = HubConnections.get().connect(hub, credential).client();
            JobPage jobs = client.jobsWithoutPaths(1, 20);
            return FormValidation.ok(
                    "The Hub accepted the credential and lists " + jobs.total() + " jobs." + health(client));
        } catch (ConnectionException | HubException e) {
            return FormValidation.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error("Interrupted.");
        }
    }

    /** A Hub without this call is no worse for it. */
    private static String health(HubClient client) throws InterruptedException {
        try {
            HubHealth health = client.health();
            return health.overall().isEmpty() ? "" : " Health: " + health.overall() + ".";
        } catch (HubException e) {
            return "";
        }
    }
}
