package io.jenkins.plugins.ngenea.testing;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** An emulated Hub that the Jenkins under test knows as "production", with its key in the credential "hub-key". */
public final class HubInJenkins implements AutoCloseable {
    public static final String NAME = "production";
    public static final String CREDENTIAL = "hub-key";
    public static final String SITE = "dfoster1";

    private final HubEmulator emulator;
    private final String key;

    private HubInJenkins(HubEmulator emulator) {
        this.emulator = emulator;
        this.key = emulator.newClientKey();
    }

    public static HubInJenkins start() throws IOException {
        return start(HubProfile.DOCUMENTED_ONLY);
    }

    public static HubInJenkins start(HubProfile profile) throws IOException {
        HubInJenkins hub = new HubInJenkins(HubEmulator.start(profile));
        hub.configure();
        return hub;
    }

    /** Without a Jenkins yet; call {@link #configure} in it. */
    public static HubInJenkins alone() throws IOException {
        return new HubInJenkins(HubEmulator.start());
    }

    public void configure() throws IOException {
        addKey(Jenkins.get(), CREDENTIAL, key);
        configure(hub());
    }

    public static void configure(NgeneaHub... hubs) {
        NgeneaHubConfiguration.get().setHubs(List.of(hubs));
    }

    public NgeneaHub hub() {
        NgeneaHub hub = new NgeneaHub(NAME, emulator.url(), CREDENTIAL);
        hub.setDefaultSite(SITE);
        hub.setPollCapSeconds(2);
        return hub;
    }

    public static void addKey(ModelObject where, String id, String key) throws IOException {
        add(where, new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(key)));
    }

    public static void add(ModelObject where, Credentials credential) throws IOException {
        CredentialsProvider.lookupStores(where).iterator().next().addCredentials(Domain.global(), credential);
    }

    /** Of a kind that holds no key. */
    public static void addFile(ModelObject where, String id) throws IOException {
        SecretBytes content = SecretBytes.fromBytes(new byte[] {'k'});
        add(where, new FileCredentialsImpl(CredentialsScope.GLOBAL, id, "", "key.txt", content));
    }

    /** In a domain of its own, which is for this host only. */
    public static void addForHost(ModelObject where, String host, Credentials credential) throws IOException {
        Domain domain = new Domain(host, null, List.of(new HostnameSpecification(host, null)));
        CredentialsProvider.lookupStores(where).iterator().next().addDomain(domain, credential);
    }

    public HubEmulator emulator() {
        return emulator;
    }

    public String key() {
        return key;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
