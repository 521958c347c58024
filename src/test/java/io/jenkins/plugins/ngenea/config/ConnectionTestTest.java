package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ProxyConfiguration;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        return test(url, credential, "");
    }

    private FormValidation test(String url, String credential, String jobPage) {
        return jenkins.jenkins
                .getDescriptorByType(NgeneaHub.DescriptorImpl.class)
                .doTestConnection(url, credential, 2, jobPage);
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
                "The Hub accepted the credentials and lists 0 jobs. Health: ok. Sites: dfoster1 ok, dfoster2 ok.",
                test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void withoutAJobNoPageIsLookedAt() {
        assertSays(
                FormValidation.Kind.OK,
                "The Hub has no job yet, so the link to a job's page was not checked.",
                test(HubInJenkins.CREDENTIAL));
        assertEquals(0, hub.emulator().requestCount(FaultPoint.PAGE));
    }

    private void submit(int jobs) throws Exception {
        HubClient client =
                HubClients.client(hub.emulator().url(), hub.emulator().newClientKey());
        for (int i = 0; i < jobs; i++) {
            client.submit(WorkflowBody.of(HubClients.manualsExample()));
        }
    }

    @Test
    void thePageOfTheNewestJobIsLookedAtWithoutTheKey() throws Exception {
        hub.emulator().order(HubProfile.JobOrder.OLDEST_FIRST);
        submit(11);
        assertSays(FormValidation.Kind.OK, "The page of job 11 answers.", test(HubInJenkins.CREDENTIAL));
        List<RecordedRequest> pages = hub.emulator().requests("GET", "/job/11");
        assertEquals(1, pages.size());
        assertFalse(pages.get(0).headers().toString().contains(hub.key()));
        assertNull(pages.get(0).header("authorization"));
    }

    @Test
    void aPageOfAJobThatIsNotThereIsAWarning() throws Exception {
        submit(1);
        hub.emulator().faults().always(FaultPoint.PAGE, Fault.html(404));
        assertSays(
                FormValidation.Kind.WARNING,
                "The page of job 1 is not at " + hub.emulator().url() + "/job/1 (HTTP 404). Enter where it is under"
                        + " Advanced, Page of a job.",
                test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void aPageBehindALoginIsGoodAndTheLoginIsNotFollowed() throws Exception {
        submit(1);
        hub.emulator()
                .faults()
                .always(FaultPoint.PAGE, Fault.redirect(302, hub.emulator().url() + "/login?next=/job/1"));
        assertSays(FormValidation.Kind.OK, "The page of job 1 answers, behind a login.", test(HubInJenkins.CREDENTIAL));
        assertEquals(0, hub.emulator().requests("GET", "/login").size());
    }

    @Test
    void thePageIsLookedForWhereTheFormSays() throws Exception {
        submit(1);
        try (HubEmulator other = HubEmulator.start()) {
            other.faults().always(FaultPoint.ANY, Fault.html(200));
            assertSays(
                    FormValidation.Kind.OK,
                    "The page of job 1 answers.",
                    test(hub.emulator().url(), HubInJenkins.CREDENTIAL, other.url() + "/show/{id}"));
            assertNull(other.requests("GET", "/show/1").get(0).header("authorization"));
        }
    }

    @Test
    void aPageThatCannotBeOneIsToldAndNotReplacedByTheUsualOne() throws Exception {
        submit(1);
        assertSays(
                FormValidation.Kind.WARNING,
                "The address of a job's page must contain {id} once.",
                test(hub.emulator().url(), HubInJenkins.CREDENTIAL, "https://ui.example.com/"));
        assertEquals(0, hub.emulator().requestCount(FaultPoint.PAGE));
    }

    @Test
    void whereNoHubIsAtTheAddressOfAPageTheOtherAddressIsOffered() {
        String url = hub.emulator().url();
        assertSays(
                FormValidation.Kind.ERROR,
                "There is no Hub API at " + url + "/jobs (HTTP 404). Enter " + url + ".",
                test(url + "/jobs", HubInJenkins.CREDENTIAL));
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
    void aHubThatIsNotWellIsAWarning() {
        hub.emulator().health("warning");
        assertSays(
                FormValidation.Kind.WARNING,
                "Health: warning. Sites: dfoster1 warning, dfoster2 warning.",
                test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void aHubThatIsDownRefusesConnections() {
        String url = hub.emulator().url();
        hub.emulator().goDown();
        assertSays(
                FormValidation.Kind.ERROR,
                url + " refuses connections. Check the port, and that the Hub is running.",
                test(HubInJenkins.CREDENTIAL));
    }

    @Test
    void anUnknownHostIsNamed() {
        assertSays(
                FormValidation.Kind.ERROR,
                "The host name nobody.invalid cannot be resolved. Check the URL.",
                test("https://nobody.invalid", HubInJenkins.CREDENTIAL));
    }

    @Test
    void httpsOnAnHttpPortIsRecognised() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> refuseTls(server));
            answering.start();
            String url = "https://127.0.0.1:" + server.getLocalPort();
            assertSays(
                    FormValidation.Kind.ERROR,
                    url + " does not speak https. If it is an http port, start the URL with http://.",
                    test(url, HubInJenkins.CREDENTIAL));
        }
    }

    /** Java asks twice. */
    private static void refuseTls(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // the client has seen enough, or the test is over
            }
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() {
        jenkins.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", 1));
        assertSays(
                FormValidation.Kind.ERROR,
                " cannot be reached through the proxy 127.0.0.1:1: ",
                test("http://hub.example.com", HubInJenkins.CREDENTIAL));
    }

    @Test
    void aGatewaysPageIsNeverShown() {
        hub.emulator().faults().always(FaultPoint.JOBS, Fault.html(502));
        FormValidation said = test(HubInJenkins.CREDENTIAL);
        assertSays(FormValidation.Kind.ERROR, "or a gateway in front of it, is not available (HTTP 502).", said);
        assertFalse(said.getMessage().contains("html"), said.getMessage());
    }

    @Test
    void aPathBelowTheHubIsNoHub() {
        FormValidation said = test(hub.emulator().url() + "/some/page", HubInJenkins.CREDENTIAL);
        assertSays(FormValidation.Kind.ERROR, "There is no Hub API at ", said);
        assertSays(FormValidation.Kind.ERROR, "/some/page (HTTP 404). Enter the address of the Hub's web page", said);
        assertFalse(said.getMessage().contains("html"), said.getMessage());
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
        FormValidation said = test(HubInJenkins.CREDENTIAL);
        assertSays(
                FormValidation.Kind.ERROR,
                "There is no Hub API at " + hub.emulator().url(),
                said);
        assertFalse(said.getMessage().contains("html"), said.getMessage());
    }

    @Test
    void withoutACredentialNothingIsAsked() {
        assertSays(FormValidation.Kind.ERROR, "Select credentials to test the connection.", test(""));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aCredentialOfAnotherKindIsNotSent() throws Exception {
        HubInJenkins.addFile(jenkins.jenkins, "file");
        assertSays(
                FormValidation.Kind.ERROR, "The credential 'file' is of the wrong kind (Secret file).", test("file"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aCredentialForAnotherHostIsNotSent() throws Exception {
        HubInJenkins.addForHost(
                jenkins.jenkins,
                "elsewhere.example.com",
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
