package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.poll.ContactListener;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.JenkinsRule;

/** What administrators are told of Hubs that do not answer or refuse their key. */
@WithOneJenkins
class HubTroublesTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HubTroubles troubles = new HubTroubles(() -> now);
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubTroubles.Place place() throws Exception {
        NgeneaHub configured = NgeneaHubConfiguration.get().getHubs().get(0);
        return HubTroubles.place(configured.parsedUrl(), HubSecrets.ofHub(configured));
    }

    private List<String> shown() {
        return troubles.of(NgeneaHubConfiguration.get().getHubs()).stream()
                .map(HubTroublesMonitor.Line::hub)
                .toList();
    }

    @Test
    void aHubIsShownAfterHalfOfItsBudgetAndUntilItAnswers() throws Exception {
        troubles.failed(place(), false);
        assertEquals(List.of(), shown());
        now = now.plus(Duration.ofMinutes(15));
        troubles.failed(place(), false);
        assertEquals(List.of(HubInJenkins.NAME), shown());
        troubles.answered(place());
        assertEquals(List.of(), shown());
    }

    @Test
    void aHubThatAnswersOneKeyIsThereForAll() throws Exception {
        troubles.failed(place(), false);
        now = now.plus(Duration.ofMinutes(15));
        troubles.failed(place(), false);
        troubles.answered(new HubTroubles.Place(place().url(), "another key"));
        assertEquals(List.of(), shown());
    }

    @Test
    void aRefusedKeyIsShownUntilItIsReplaced() throws Exception {
        troubles.failed(place(), true);
        troubles.answered(new HubTroubles.Place(place().url(), "another key"));
        assertEquals(List.of(HubInJenkins.NAME), shown());
        HubInJenkins.addKey(jenkins.jenkins, "new", hub.emulator().newClientKey());
        HubInJenkins.configure(new NgeneaHub(HubInJenkins.NAME, hub.emulator().url(), "new"));
        assertEquals(List.of(), shown());
    }

    @Test
    void aJobsOwnKeyIsNoMatterForAdministrators() throws Exception {
        troubles.failed(new HubTroubles.Place(place().url(), "a job's key"), true);
        assertEquals(List.of(), shown());
    }

    @Test
    void pollsThatFailCountUntilOneIsAnswered() throws Exception {
        ContactListener polls = troubles.listener(place());
        HubException silence = new HubUnreachableException("no answer", null, true, true, null);
        polls.failed(silence, now);
        now = now.plus(Duration.ofMinutes(15));
        polls.failed(silence, now);
        assertEquals(List.of(HubInJenkins.NAME), shown());
        polls.answered();
        assertEquals(List.of(), shown());
    }

    @Test
    void noMoreThanTwoHundredAreKept() throws Exception {
        troubles.failed(place(), true);
        for (int i = 0; i < 200; i++) {
            troubles.failed(
                    new HubTroubles.Place(
                            HubUrl.parse("https://hub" + i + ".example.com").toString(), ""),
                    true);
        }
        assertEquals(List.of(), shown());
    }

    @Test
    void theMessageNamesTheHubAndGoesWhenTheKeyWorksAgain() throws Exception {
        HubTroublesMonitor monitor =
                jenkins.jenkins.getExtensionList(HubTroublesMonitor.class).get(0);
        assertFalse(monitor.isActivated());
        NgeneaHub configured = NgeneaHubConfiguration.get().getHubs().get(0);
        StandardCredentials credential = HubSecrets.ofHub(configured);
        hub.emulator().revokeKey(hub.key());
        ignoring(() ->
                HubConnections.get().connect(configured, credential).client().jobs(1, 20));
        assertTrue(monitor.isActivated());
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo("manage");
        assertTrue(
                page.asNormalizedText().contains("Ngenea Hub 'production' has not accepted its credentials since"),
                page.asNormalizedText());
        hub.emulator().addClientKey(hub.key());
        jenkins.jenkins
                .getDescriptorByType(NgeneaHub.DescriptorImpl.class)
                .doTestConnection(hub.emulator().url(), HubInJenkins.CREDENTIAL, 30, "");
        assertFalse(monitor.isActivated());
    }

    private static void ignoring(Executable call) throws Exception {
        try {
            call.execute();
        } catch (HubException e) {
            // the key is refused, as it is to be
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
