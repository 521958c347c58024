package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Finds the credential of a run when it is needed. A job's own credential is looked up with the permissions of the build,
 * and its use is tracked. The credential of the Hub is looked up as Jenkins itself, because the administrator chose it.
 */
public final class HubSecrets {
    private static final SecretFingerprint FINGERPRINT = new SecretFingerprint();

    private HubSecrets() {}

    /**
     * @param credentialsId blank or null for the Hub's own
     * @throws ConnectionException if there is none, or one of another kind
     */
    static StandardCredentials of(NgeneaHub hub, String credentialsId, Run<?, ?> run) throws ConnectionException {
        String own = Util.fixEmptyAndTrim(credentialsId);
        return own == null ? ofHub(hub) : ofJob(hub, own, run);
    }

    static StandardCredentials ofHub(NgeneaHub hub) throws ConnectionException {
        if (hub.getCredentialsId().isEmpty()) {
            throw new ConnectionException("Ngenea Hub '" + hub.getName()
                    + "' has no credential configured. Specify one with 'credentialsId' in the job.");
        }
        StandardCredentials found = system(hub.getCredentialsId(), requirements(hub.getUrl()));
        if (found == null) {
            throw new ConnectionException(
                    "The credential '" + hub.getCredentialsId() + "' of Ngenea Hub '" + hub.getName()
                            + "' does not exist. An administrator can select another under Manage Jenkins, System,"
                            + " Ngenea Hub.");
        }
        return found;
    }

    /**
     * A credential that the build may see; never the Hub's own.
     *
     * @throws ConnectionException if there is none
     */
    public static StandardCredentials ofJob(NgeneaHub hub, String id, Run<?, ?> run) throws ConnectionException {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements(hub.getUrl()));
        if (found == null) {
            throw new ConnectionException("The credential '" + id + "' for Ngenea Hub '" + hub.getName()
                    + "' does not exist where this job can see it (its folder, a parent folder or the global"
                    + " store). Create it there as Secret text with the client key, or correct"
                    + " 'credentialsId'.");
        }
        CredentialsProvider.track(run, found);
        return found;
    }

    /** Null if there is none. */
    static StandardCredentials system(String id, List<DomainRequirement> requirements) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements),
                CredentialsMatchers.withId(id));
    }

    static List<DomainRequirement> requirements(String url) {
        return URIRequirementBuilder.fromUri(url).build();
    }

    /**
     * @throws ConnectionException if it is of a kind that a Hub does not know, or cannot stand in a request
     */
    public static HubAuthentication authentication(StandardCredentials credential) throws ConnectionException {
        try {
            if (credential instanceof StringCredentials text) {
                return new ClientKey(text.getSecret().getPlainText());
            }
            if (credential instanceof StandardUsernamePasswordCredentials login) {
                return new JwtLogin(login.getUsername(), login.getPassword().getPlainText());
            }
        } catch (IllegalArgumentException e) {
            throw new ConnectionException("The credential '" + credential.getId() + "' cannot be used: "
                    + e.getMessage() + ". Enter the client key again.");
        }
        throw new ConnectionException("The credential '" + credential.getId() + "' is of the wrong kind ("
                + credential.getDescriptor().getDisplayName()
                + "). Use Secret text (a client key) or Username with password.");
    }

    /** What tells one secret from another; of no use to anybody who reads it. */
    static String fingerprint(StandardCredentials credential) {
        if (credential instanceof StringCredentials text) {
            return "key " + FINGERPRINT.of(text.getSecret().getPlainText());
        }
        if (credential instanceof StandardUsernamePasswordCredentials login) {
            return "login "
                    + FINGERPRINT.of(
                            login.getUsername() + '\n' + login.getPassword().getPlainText());
        }
        return "";
    }
}
