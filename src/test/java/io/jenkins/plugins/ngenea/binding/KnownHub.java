package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** An emulated Hub that Jenkins knows as {@value #NAME}, and credentials for it. */
final class KnownHub implements AutoCloseable {
    static final String NAME = "production";

    final HubEmulator emulator = HubEmulator.start();

    String url() {
        return emulator.url();
    }

    /** Makes Jenkins know the Hub, without a credential of its own. */
    KnownHub open() {
        return openWith("");
    }

    KnownHub openWith(String ownCredentialsId) {
        // as people write it: the binding gives the plain address
        NgeneaHub hub = new NgeneaHub(NAME, url() + "/api/", ownCredentialsId);
        hub.setTimeoutSeconds(10);
        NgeneaHubConfiguration.get().setHubs(List.of(hub));
        return this;
    }

    void addAnother(String name) {
        List<NgeneaHub> hubs = new ArrayList<>(NgeneaHubConfiguration.get().getHubs());
        hubs.add(new NgeneaHub(name, "https://" + name + ".example.com", ""));
        NgeneaHubConfiguration.get().setHubs(hubs);
    }

    /** A client key of the Hub's, as a global Secret text. */
    String globalKey(String id) throws IOException {
        String key = emulator.newClientKey();
        addGlobal(text(CredentialsScope.GLOBAL, id, key));
        return key;
    }

    /** A user of the Hub's, as a global username/password credential. */
    void globalLogin(String id, String password) throws Exception {
        emulator.addUser("deploy", password);
        addGlobal(login(id, password));
    }

    static StandardCredentials login(String id, String password) throws Descriptor.FormException {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, "deploy", password);
    }

    static StandardCredentials text(CredentialsScope scope, String id, String secret) {
        return new StringCredentialsImpl(scope, id, null, Secret.fromString(secret));
    }

    static void addGlobal(StandardCredentials credential) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .removeIf(old -> old instanceof StandardCredentials
                        && ((StandardCredentials) old).getId().equals(credential.getId()));
        provider.getCredentials().add(credential);
        provider.save();
    }

    /** Into a domain of its own, which is for this host only. */
    static void addForHost(String host, StandardCredentials credential) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        Domain domain = new Domain(host, null, List.of(new HostnameSpecification(host, null)));
        provider.getDomainCredentialsMap().put(domain, List.of(credential));
        provider.save();
    }

    static void addToFolder(ItemGroup<?> folder, StandardCredentials credential) throws IOException {
        CredentialsStore store = StreamSupport.stream(
                        CredentialsProvider.lookupStores(folder).spliterator(), false)
                .filter(candidate -> candidate.getProvider() instanceof FolderCredentialsProvider)
                .filter(candidate -> candidate.getContext() == folder)
                .findFirst()
                .orElseThrow();
        store.addCredentials(Domain.global(), credential);
    }

    /** Fails unless the Hub lists its jobs to who sends this header. */
    void assertAccepts(String authorization) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/jobs/"))
                .header("Authorization", authorization)
                .build();
        assertEquals(
                200,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode());
    }

    @Override
    public void close() {
        emulator.close();
    }
}
