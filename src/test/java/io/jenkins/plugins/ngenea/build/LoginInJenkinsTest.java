package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.FilesWith;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that log in with a user name and a password: a Pipeline and a freestyle build at a time. */
@WithJenkins
@Timeout(150)
class LoginInJenkinsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String PASSWORD = "s3cret-Pa55";

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;
    private static int users;

    /** Of the Hub, and the id of its credential in Jenkins. A new one for each test, so that none is logged in yet. */
    private String user;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
        known = HubInJenkins.start();
        hub = known.emulator();
    }

    @AfterAll
    static void stopHub() throws Exception {
        known.close();
        jenkins.after();
    }

    @BeforeEach
    void newUser() throws Exception {
        hub.profile(HubProfile.DOCUMENTED_ONLY);
        hub.holdJobs();
        hub.clearRequests();
        user = "user" + ++users;
        hub.addUser(user, PASSWORD);
        HubInJenkins.add(jenkins.jenkins, login(PASSWORD));
    }

    @AfterEach
    void leaveNoBuildRunning() {
        hub.jobs().forEach(job -> job.finish("SUCCESS"));
    }

    private UsernamePasswordCredentialsImpl login(String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, user, "", user, password);
    }

    private BothKinds following() throws Exception {
        return BothKinds.start(jenkins, ", credentialsId: '" + user + "'", builder -> builder.setCredentialsId(user))
                .awaitFollowed();
    }

    private static void finish(BothKinds both) throws Exception {
        both.jobs(hub).forEach(job -> job.finish("SUCCESS"));
        both.awaitEnd(Result.SUCCESS);
    }

    private static int logins() {
        return hub.requests(FaultPoint.TOKEN).size();
    }

    private static int refreshes() {
        return hub.requests(FaultPoint.REFRESH).size();
    }

    @Test
    void allBuildsOfAUserShareOneLogin() throws Exception {
        List<BothKinds> builds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            builds.add(BothKinds.start(
                    jenkins, ", credentialsId: '" + user + "'", builder -> builder.setCredentialsId(user)));
        }
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 6, LONG_ENOUGH));
        for (BothKinds both : builds) {
            both.awaitFollowed();
            both.jobs(hub).forEach(job -> assertEquals(user, job.owner()));
            finish(both);
        }
        assertEquals(1, logins());
        assertEquals(0, refreshes());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void anExpiredTokenIsRefreshedWithoutAWord(int status) throws Exception {
        BothKinds both = following();
        hub.expiredStatus(status);
        hub.expireAccessTokens();
        assertTrue(hub.awaitRequests(FaultPoint.REFRESH, 1, LONG_ENOUGH));
        finish(both);
        assertEquals(1, logins());
        assertEquals(1, refreshes());
        assertNoneSays(both, "Lost contact", "refused");
    }

    @Test
    void anExpiredRefreshTokenLogsInAgain() throws Exception {
        BothKinds both = following();
        hub.expireAccessTokens();
        hub.expireRefreshTokens();
        assertTrue(hub.awaitRequests(FaultPoint.TOKEN, 2, LONG_ENOUGH));
        finish(both);
        assertEquals(2, logins());
        assertNoneSays(both, "Lost contact", "refused");
    }

    @Test
    void aPasswordThatIsNotRightForAMomentIsSaidAndBorne() throws Exception {
        BothKinds both = following();
        hub.changePassword(user, "another");
        hub.expireAccessTokens();
        hub.expireRefreshTokens();
        both.awaitLog("Lost contact: Hub " + hub.url() + " rejected the user name and password (HTTP 401)."
                + " Check them. Retrying for up to 2 min in case the key is being rotated");
        assertNoneSays(both, PASSWORD);
        hub.changePassword(user, PASSWORD);
        both.awaitLog("Reconnected to Hub");
        finish(both);
    }

    @Test
    void aPasswordThatIsChangedInTheHubAndInJenkinsIsPickedUp() throws Exception {
        BothKinds both = following();
        hub.changePassword(user, "another-Pa55");
        CredentialsStore store =
                CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next();
        assertTrue(store.updateCredentials(Domain.global(), login(PASSWORD), login("another-Pa55")));
        hub.expireAccessTokens();
        hub.expireRefreshTokens();
        both.awaitLog("Jenkins has a newer one and continues with that.");
        finish(both);
        assertNoneSays(both, PASSWORD, "another-Pa55");
    }

    @Test
    void tokensAndPasswordAreInMemoryOnly() throws Exception {
        BothKinds both = following();
        hub.expireAccessTokens();
        assertTrue(hub.awaitRequests(FaultPoint.REFRESH, 1, LONG_ENOUGH));
        for (EmulatedJob job : both.jobs(hub)) {
            job.moveTo("PAUSED");
        }
        both.awaitLog("is PAUSED");
        String[] secrets = Stream.of(
                        Stream.of(PASSWORD),
                        hub.requests(FaultPoint.JOB).stream()
                                .map(request -> request.header("authorization").substring("Bearer ".length())),
                        hub.requests(FaultPoint.REFRESH).stream().map(LoginInJenkinsTest::refreshToken))
                .flatMap(each -> each)
                .distinct()
                .toArray(String[]::new);
        assertTrue(secrets.length >= 4, "only " + secrets.length + " secrets");
        FilesWith.none(jenkins.jenkins.getRootDir(), secrets);
        finish(both);
        FilesWith.none(jenkins.jenkins.getRootDir(), secrets);
    }

    private static String refreshToken(RecordedRequest request) {
        return request.body().replaceAll("\\{\"refresh\":\"([^\"]+)\"}", "$1");
    }

    private static void assertNoneSays(BothKinds both, String... texts) throws Exception {
        for (Run<?, ?> build : both.builds()) {
            for (String text : texts) {
                jenkins.assertLogNotContains(text, build);
            }
        }
    }
}
