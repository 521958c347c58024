package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.ItemGroup;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.config.ClientKeyCreation.KeyNotCreatedException;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** A client key that an administrator makes from the form of a Hub. */
@WithOneJenkins
class ClientKeyCreationTest {
    private static final String USER = "joe";
    private static final String PASSWORD = "the-password-of-joe";

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private NgeneaHub entered;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().addUser(USER, PASSWORD);
        entered = new NgeneaHub("", hub.emulator().url(), "");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private String create(String name) throws Exception {
        return ClientKeyCreation.create(entered, name, "", USER, Secret.fromString(PASSWORD));
    }

    private static List<Credentials> stored() {
        return SystemCredentialsProvider.getInstance().getCredentials();
    }

    private String refusal(String name, String login, String password) {
        return assertThrows(
                        KeyNotCreatedException.class,
                        () -> ClientKeyCreation.create(entered, name, login, USER, Secret.fromString(password)))
                .getMessage();
    }

    @Test
    void theKeyIsStoredForTheSystemAndTheHubTakesIt() throws Exception {
        String id = create("From Jenkins");
        StandardCredentials stored = HubSecrets.system(id, List.of());
        assertEquals("ngenea-hub-from-jenkins", id);
        assertEquals(CredentialsScope.SYSTEM, stored.getScope());
        assertEquals(
                0,
                HubConnections.get()
                        .connect(entered, stored)
                        .client()
                        .jobs(1, 20)
                        .total());
    }

    @Test
    void aSecondKeyOfThatNameGetsAnIdOfItsOwn() throws Exception {
        create("jenkins");
        assertEquals("ngenea-hub-jenkins-2", create("jenkins"));
    }

    /** Holds each look for a free id until there is another, or for a second. */
    @TestExtension
    public static final class Meeting extends CredentialsProvider {
        private static volatile CyclicBarrier place;

        @NonNull
        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                @NonNull Class<C> type,
                ItemGroup itemGroup,
                Authentication authentication,
                @NonNull List<DomainRequirement> requirements) {
            CyclicBarrier current = place;
            if (current != null) {
                try {
                    current.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    // the other one is kept from looking now, as it should be
                }
            }
            return List.of();
        }
    }

    @Test
    void twoKeysThatAreMadeAtOnceGetTwoIds() throws Exception {
        Meeting.place = new CyclicBarrier(2);
        ExecutorService administrators = Executors.newFixedThreadPool(2);
        try {
            Future<String> first = administrators.submit(() -> create("twice"));
            Future<String> second = administrators.submit(() -> create("twice"));
            assertEquals(Set.of("ngenea-hub-twice", "ngenea-hub-twice-2"), Set.of(first.get(), second.get()));
        } finally {
            Meeting.place = null;
            administrators.shutdownNow();
        }
    }

    @Test
    void aLoginThatIsStoredCanBeUsed() throws Exception {
        HubInJenkins.add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "login", "", USER, PASSWORD));
        String id = ClientKeyCreation.create(entered, "jenkins", "login", "", null);
        assertTrue(HubSecrets.system(id, List.of()) instanceof StringCredentials);
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsAsked() {
        assertEquals("Enter a name for the key, of at most 100 characters.", refusal(" ", "", PASSWORD));
        assertEquals("Select a login, or enter a user name and a password of the Hub.", refusal("jenkins", "", ""));
        assertTrue(refusal("jenkins", HubInJenkins.CREDENTIAL, "").startsWith("No user name and password"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aWrongPasswordLeavesNothingBehind() {
        int before = stored().size();
        String said = refusal("jenkins", "", "wrong");
        assertTrue(said.contains("did not accept the credentials (HTTP 401)"), said);
        assertEquals(before, stored().size());
    }

    @Test
    void anAnswerThatIsLostIsSaidToBe() {
        hub.emulator().faults().always(FaultPoint.CLIENT_KEYS, Fault.takenThen(Fault.connectionReset()));
        String said = refusal("jenkins", "", PASSWORD);
        assertTrue(
                said.contains("The Hub may nevertheless have created the key: if it lists 'jenkins', delete it there."),
                said);
    }

    @Test
    void aKeyThatIsTheCiphertextOfASecretIsNotStored() throws Exception {
        int before = stored().size();
        String ciphertext = Secret.fromString("a secret of this Jenkins").getEncryptedValue();
        hub.emulator()
                .faults()
                .next(
                        FaultPoint.CLIENT_KEYS,
                        Fault.status(201, "{\"id\": 7, \"api_key\": \"" + ciphertext + "\"}", "application/json"));
        String said = refusal("jenkins", "", PASSWORD);
        assertTrue(said.contains("a key that Jenkins cannot store as it is"), said);
        assertFalse(said.contains(ciphertext), said);
        assertEquals(before, stored().size());
    }

    @Test
    void aKeyThatCannotBeStoredIsDeletedOnTheHubAgain() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("credentials.xml");
        Files.deleteIfExists(file);
        // nothing can be moved into its place
        Files.createDirectories(file.resolve("in the way"));
        int before = stored().size();
        try {
            String said = refusal("jenkins", "", PASSWORD);
            assertEquals(
                    "Jenkins could not store the new key (see the system log). Jenkins deleted the key on the Hub"
                            + " again.",
                    said);
        } finally {
            Files.delete(file.resolve("in the way"));
            Files.delete(file);
        }
        assertEquals(
                "DELETE", hub.emulator().requests(FaultPoint.CLIENT_KEYS).get(1).method());
        assertEquals(before, stored().size());
    }

    @Test
    void theFormSelectsTheNewKeyAndNeverShowsIt() throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        HtmlElement area = page.getFirstByXPath("//details[contains(@class,'ngenea-new-key')]");
        ((HtmlInput) area.querySelector(".ngenea-new-key__name")).setValue("form");
        ((HtmlInput) area.querySelector(".ngenea-new-key__user")).setValue(USER);
        ((HtmlInput) area.querySelector(".ngenea-new-key__password")).setValue(PASSWORD);
        ((HtmlButton) area.querySelector(".ngenea-new-key__create")).click();
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        String key = ((StringCredentials) HubSecrets.system("ngenea-hub-form", List.of()))
                .getSecret()
                .getPlainText();
        assertFalse(page.asXml().contains(key));
        HtmlForm form = page.getFormByName("config");
        assertEquals(
                "ngenea-hub-form",
                ((HtmlSelect)
                                area.getFirstByXPath(
                                        "ancestor::div[contains(@class,'repeated-chunk')][@name='hubs']//select[@name='_.credentialsId']"))
                        .getSelectedOptions()
                        .get(0)
                        .getValueAttribute());
        jenkins.submit(form);
        assertEquals(
                "ngenea-hub-form", NgeneaHubConfiguration.get().getHubs().get(0).getCredentialsId());
        assertFalse(Files.readString(
                        jenkins.jenkins.getRootDir().toPath().resolve(NgeneaHubConfiguration.class.getName() + ".xml"))
                .contains(PASSWORD));
    }
}
