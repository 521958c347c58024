package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The button "Test connection". */
@WithOneJenkins
class ConnectionTestTest {
    private static final String BAD_KEY = "kqBaW5.this-key-was-revoked";

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private FormValidation test(String url, String credential) {
        return jenkins.jenkins
                .getDescriptorByType(NgeneaHub.DescriptorImpl.class)
                .doTestConnection(url, credential, 2);
    }

    private FormValidation test(String credential) {
        return test(hub.emulator().url(), credential);
    }

    private static void assertSays(FormValidation.Kind kind, String text, FormValidation said) {
        String message = said.getMessage().replace("&#039;", "'");
        assertEquals(kind, said.kind, message);
        assertTrue(message.contains(text), message);
    }

    @Test
    void aGoodKeyIsPraisedAndTheHealthShown() {
        assertSays(
                FormValidation.Kind.OK,
                "The Hub accepted the credential and lists 0 jobs. Health: ok.",
                test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void theUrlMayBeThatOfTheApi() {
        assertSays(
                FormValidation.Kind.OK,
                "The Hub accepted the credential",
                test(hub.emulator().url() + "/api/", HubInJenkins.CREDENTIAL));
    }

    @Test
    void aLoginWorksAsWellAsAKey() throws Exception {
        hub.emulator().addUser("joe", "his password");
        HubInJenkins.add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "login", "", "joe", "his password"));
        assertSays(FormValidation.Kind.OK, "The Hub accepted the credential", test("login"));
    }

    @Test
    void aHubWithoutHealthIsNoWorse() {
        hub.emulator().faults().always(FaultPoint.HEALTH, Fault.detail(404, "Not found."));
        assertSays(FormValidation.Kind.OK, "lists 0 jobs.", test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void aBadKeyIsRefusedAndNotRepeated() throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, "bad", BAD_KEY);
        FormValidation said = test("bad");
        assertSays(FormValidation.Kind.ERROR, "401", said);
        assertFalse(said.getMessage().contains(BAD_KEY), said.getMessage());
        assertFalse(said.getMessage().contains("revoked"), said.getMessage());
    }

    @Test
    void aHubThatIsDownIsUnreachable() {
        hub.emulator().goDown();
        assertSays(FormValidation.Kind.ERROR, hub.emulator().url(), test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void aRedirectIsNotFollowed() {
        hub.emulator()
                .faults()
                .always(FaultPoint.JOBS, Fault.redirect(302, hub.emulator().url() + "/elsewhere"));
        assertSays(FormValidation.Kind.ERROR, "302", test(HubInJenkins.CREDENTIAL));
        assertEquals(0, hub.emulator().requests("GET", "/elsewhere").size());
    }

    @Test
    void somethingThatIsNoHubIsRecognised() {
        hub.emulator().faults().always(FaultPoint.JOBS, Fault.html(200));
        assertSays(FormValidation.Kind.ERROR, hub.emulator().url(), test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void withoutACredentialNothingIsAsked() {
        assertSays(FormValidation.Kind.ERROR, "Select a credential to test the connection.", test(""));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aCredentialOfAnotherKindIsNotSent() throws Exception {
        HubInJenkins.add(
                jenkins.jenkins,
                new FileCredentialsImpl(
                        CredentialsScope.SYSTEM,
                        "file",
                        "",
                        "key.txt",
                        SecretBytes.fromBytes("some.key".getBytes(StandardCharsets.UTF_8))));
        assertSays(
                FormValidation.Kind.ERROR, "The credential 'file' is of the wrong kind (Secret file).", test("file"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aCredentialForAnotherHostIsNotSent() throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addDomain(
                        new Domain("other", null, List.of(new HostnameSpecification("elsewhere.example.com", null))),
                        new StringCredentialsImpl(
                                CredentialsScope.SYSTEM,
                                "other-hosts-key",
                                "",
                                Secret.fromString(hub.emulator().newClientKey())));
        assertSays(
                FormValidation.Kind.ERROR,
                "The domain of credential 'other-hosts-key' does not include the host of this URL",
                test("other-hosts-key"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aCredentialThatIsGoneIsSaidToBe() {
        assertSays(FormValidation.Kind.ERROR, "There is no credential 'gone'.", test("gone"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aUrlThatIsNoneIsNotAsked() {
        assertSays(
                FormValidation.Kind.ERROR,
                "'hub.example.com' is not an http or https URL with a host.",
                test("hub.example.com", HubInJenkins.CREDENTIAL));
        assertEquals(0, hub.emulator().requestCount());
    }
}
