package io.jenkins.plugins.ngenea.report;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The pages on which a person can put right why a build had no way to its Hub, as far as whoever looks may see them. */
public final class WhereToMend {
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

    /** Below Jenkins' root, where the credentials are that the job of the build being shown can use; empty for no link. */
    @NonNull
    public String getCredentialsUrl() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        Run<?, ?> build = request == null ? null : request.findAncestorObject(Run.class);
        boolean isOffered =
                !credentialsId.isEmpty() && build != null && build.getParent().hasPermission(CredentialsProvider.VIEW);
        return isOffered ? build.getParent().getUrl() + "credentials/" : "";
    }
}
