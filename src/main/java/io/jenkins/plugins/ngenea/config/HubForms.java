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
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/**
 * What the forms of this plugin offer and check. Users without permission to configure learn nothing: lists contain only
 * the current value, and checks always succeed.
 */
public final class HubForms {
    private static final int FOLDERS_NAMED = 5;

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

    /** The logins that a new client key can be created with; nothing for others than administrators. */
    static ListBoxModel systemLogins() {
        ListBoxModel logins = new ListBoxModel();
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            logins.addAll(new StandardListBoxModel()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardUsernamePasswordCredentials.class,
                            List.of(),
                            CredentialsMatchers.always()));
        }
        return logins;
    }

    /** Whether an administrator should look at the URL of a Hub once more. */
    static FormValidation checkUrl(HubUrl url) {
        Optional<HubUrl> other = url.withoutPage();
        if (other.isPresent()) {
            return FormValidation.warning(Messages.NgeneaHub_PageUrl(other.get()));
        }
        return url.isEncrypted() ? FormValidation.ok() : FormValidation.warning(Messages.NgeneaHub_NotEncrypted());
    }

    /** Names of items that do not exist (yet) do no harm, but are often mistyped. */
    static FormValidation checkFolders(List<String> fullNames) {
        List<String> unknown = fullNames.stream()
                .filter(folder -> Jenkins.get().getItemByFullName(folder) == null)
                .limit(FOLDERS_NAMED)
                .toList();
        return unknown.isEmpty()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.NgeneaHub_NoFolder(String.join(", ", unknown)));
    }

    static FormValidation checkSystemCredential(String url, String id) {
        if (Util.fixEmptyAndTrim(id) == null) {
            return FormValidation.warning(Messages.HubForms_EachJobItsOwn());
        }
        StandardCredentials found = HubSecrets.system(id, HubSecrets.requirements(url));
        if (found == null) {
            return noSystemCredential(id);
        }
        FormValidation kind = checkKind(found);
        return kind.kind == FormValidation.Kind.OK && found.getScope() != CredentialsScope.SYSTEM
                ? FormValidation.warning(Messages.HubForms_ScopeNotSystem())
                : kind;
    }

    static FormValidation noSystemCredential(String id) {
        return FormValidation.error(
                HubSecrets.system(id, List.of()) == null
                        ? Messages.HubForms_NoCredential(id)
                        : Messages.HubForms_DomainWithoutUrl(id));
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
     * @param none what it means to select none
     */
    public static ListBoxModel credentials(@CheckForNull Item item, String hub, String current, String none) {
        if (!mayConfigure(item)) {
            return onlyCurrent(current);
        }
        return withoutChoice(none)
                .includeMatchingAs(
                        authentication(item), item, StandardCredentials.class, requirements(item, hub), USABLE)
                .includeCurrentValue(Util.fixNull(current));
    }

    private static StandardListBoxModel withoutChoice(String meaning) {
        StandardListBoxModel list = new StandardListBoxModel();
        list.add(meaning, "");
        return list;
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
            return mayBeBlank ? FormValidation.ok() : FormValidation.error(Messages.HubForms_SelectCredential());
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
                        ? Messages.HubForms_NotVisible(wanted)
                        : Messages.HubForms_DomainWithoutHub(wanted));
    }

    private static StandardCredentials find(@CheckForNull Item item, String id, List<DomainRequirement> requirements) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItem(
                        StandardCredentials.class, item, authentication(item), requirements),
                CredentialsMatchers.withId(id));
    }

    /** The site that a job gets that names none; null if it must name one, or the user may not know. */
    @CheckForNull
    public static String defaultSite(@CheckForNull Item item, String hub) {
        try {
            return mayConfigure(item)
                    ? NgeneaHubConfiguration.get().find(hub, item).getDefaultSite()
                    : null;
        } catch (ConnectionException e) {
            return null;
        }
    }

    /**
     * The credential that builds of the item would use, without a trace of its use.
     *
     * @param id blank for the Hub's own
     * @throws ConnectionException if there is none
     */
    static StandardCredentials credential(@CheckForNull Item item, NgeneaHub hub, String id)
            throws ConnectionException {
        String wanted = Util.fixEmptyAndTrim(id);
        if (wanted == null) {
            return HubSecrets.ofHub(hub);
        }
        StandardCredentials found = find(item, wanted, HubSecrets.requirements(hub.getUrl()));
        if (found == null) {
            throw new ConnectionException(Messages.HubForms_NotVisible(wanted));
        }
        return found;
    }

    /** Names of the Hubs that builds of the item may use. */
    public static ListBoxModel hubs(@CheckForNull Item item, String current) {
        ListBoxModel list = new ListBoxModel();
        List<NgeneaHub> open = mayConfigure(item) ? NgeneaHubConfiguration.get().openTo(item) : List.of();
        list.add(noChoice(open, item), "");
        open.forEach(hub -> list.add(hub.getName(), hub.getName()));
        String kept = Util.fixEmptyAndTrim(current);
        if (kept != null && list.stream().noneMatch(option -> option.value.equals(kept))) {
            list.add(kept, kept);
        }
        return list;
    }

    /** What stands for no choice. */
    private static String noChoice(List<NgeneaHub> open, @CheckForNull Item item) {
        if (open.isEmpty()) {
            return Messages.HubForms_NoHub();
        }
        try {
            NgeneaHub used = NgeneaHubConfiguration.get().find("", item);
            if (open.size() == 1) {
                return Messages.HubForms_OnlyHub(used.getName());
            }
            return used.isDefaultHub()
                    ? Messages.HubForms_DefaultHub(used.getName())
                    : Messages.HubForms_FirstHub(used.getName());
        } catch (ConnectionException e) {
            // the default Hub is closed to the item, and several others are not
            return Messages.HubForms_SelectHub();
        }
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

    /** Whether a build replaces variables in a value, so that nothing is known of it yet. */
    public static boolean isExpression(String value) {
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
        return FormValidation.error(Messages.HubForms_Number(least, most));
    }
}
