package io.jenkins.plugins.ngenea.report;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.ViewCredentialsAction;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Actionable;
import hudson.model.Item;
import hudson.model.Run;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The pages on which a person can put right why a build had no way to its Hub, as far as whoever looks may see them. */
public final class WhereToMend {
    private static final String CREDENTIALS = "credentials/";

    private final String credentialsId;

    /**
     * @param credentialsId of the job's own credential; empty for the Hub's
     */
    WhereToMend(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    /** Whether to link the Hubs in the system configuration. */
    public boolean isHubVisible() {
        return Jenkins.get().hasAnyPermission(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
    }

    /**
     * Below Jenkins' root, the nearest place with credentials that the job of the build being shown can use; empty for no link.
     */
    @NonNull
    public String getCredentialsUrl() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        Run<?, ?> build = request == null ? null : request.findAncestorObject(Run.class);
        if (credentialsId.isEmpty() || build == null) {
            return "";
        }
        for (Object place = build.getParent(); place instanceof Item item; place = item.getParent()) {
            if (item instanceof Actionable folder && isVisible(folder.getAction(ViewCredentialsAction.class))) {
                return item.getUrl() + CREDENTIALS;
            }
        }
        return isVisible(ExtensionList.lookupSingleton(ViewCredentialsAction.RootActionImpl.class)) ? CREDENTIALS : "";
    }

    private static boolean isVisible(@CheckForNull ViewCredentialsAction credentials) {
        return credentials != null && credentials.hasPermission(CredentialsProvider.VIEW);
    }
}
