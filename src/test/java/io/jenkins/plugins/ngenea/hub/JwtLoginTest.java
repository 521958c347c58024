package io.jenkins.plugins.ngenea.hub;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubRefusalException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JwtLoginTest {
    private static final String PASSWORD = "s3cr\"et pässword";
    private static final int THREADS = 12;

    private final HubEmulator hub = HubEmulator.start();
    private final JwtLogin login = new JwtLogin("jenkins", PASSWORD);
    private final HubClient client = HubClients.client(hub.url(), login, Duration.ofSeconds(20));

    JwtLoginTest() {
        hub.addUser("jenkins", PASSWORD);
    }

    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private int logins() {
        return hub.requests(FaultPoint.TOKEN).size();
    }

    private int refreshes() {
        return hub.requests(FaultPoint.REFRESH).size();
    }

    @Test
    void theLoginIsSentAsTheManualWritesIt() throws Exception {
        client.jobs(1, 20);
        RecordedRequest request = hub.requests(FaultPoint.TOKEN).get(0);
        assertEquals("/api/auth/token/", request.path());
        assertEquals("{\"username\":\"jenkins\",\"password\":\"s3cr\\\"et pässword\"}", request.body());
        assertNull(request.header("authorization"));
        assertTrue(hub.requests(FaultPoint.JOBS).get(0).header("authorization").startsWith("Bearer eyJ"));
    }

    @Test
    void manyThreadsLogInOnce() throws Exception {
        assertEquals(THREADS, allAtOnce());
        assertEquals(1, logins());
    }

    @Test
    void manyThreadsThatWaitForALoginHearTogetherWhyItFailed() throws Exception {
        hub.faults().next(FaultPoint.TOKEN, Fault.hang());
        List<Throwable> problems = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> problems.add(assertThrows(HubException.class, () -> client.jobs(1, 20))));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        await().until(() -> threads.stream().allMatch(JwtLoginTest::waits));
        hub.changePassword("jenkins", "another");
        hub.faults().release();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(THREADS, problems.size());
        problems.forEach(problem -> assertInstanceOf(HubUnauthorizedException.class, problem));
        assertEquals(1, logins());
    }

    @Test
    void whoeverWaitsForALoginThatIsInterruptedAsksForItself() throws Exception {
        hub.faults().next(FaultPoint.TOKEN, Fault.hang());
        Thread first = new Thread(() -> assertThrows(InterruptedException.class, () -> client.jobs(1, 20)));
        first.start();
        assertTrue(hub.awaitRequests(FaultPoint.TOKEN, 1, Duration.ofSeconds(20)));
        CompletableFuture<JobPage> second = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            try {
                second.complete(client.jobs(1, 20));
            } catch (HubException | InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        other.start();
        await().until(() -> waits(other));
        first.interrupt();
        assertEquals(0, second.get(20, TimeUnit.SECONDS).jobs().size());
        assertEquals(2, logins());
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void manyThreadsWithAnExpiredTokenRefreshItOnce(int status) throws Exception {
        client.jobs(1, 20);
        hub.expiredStatus(status);
        hub.expireAccessTokens();
        assertEquals(THREADS, allAtOnce());
        assertEquals(1, logins());
        assertEquals(1, refreshes());
    }

    @Test
    void theRefreshIsSentAsTheManualWritesIt() throws Exception {
        client.jobs(1, 20);
        hub.expireAccessTokens();
        client.jobs(1, 20);
        RecordedRequest request = hub.requests(FaultPoint.REFRESH).get(0);
        assertEquals("/api/auth/token/refresh/", request.path());
        assertTrue(request.body().matches("\\{\"refresh\":\"[^\"]+\"}"), request.body());
        assertNull(request.header("authorization"));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void anExpiredTokenIsRefreshedInEveryProfile(HubProfile profile) throws Exception {
        hub.profile(profile);
        client.jobs(1, 20);
        hub.expireAccessTokens();
        client.jobs(1, 20);
        assertEquals(1, logins());
        assertTrue(refreshes() >= 1);
    }

    @Test
    void anExpiredRefreshTokenLogsInAgain() throws Exception {
        client.jobs(1, 20);
        hub.expireAccessTokens();
        hub.expireRefreshTokens();
        client.jobs(1, 20);
        assertEquals(2, logins());
    }

    @Test
    void aChangedPasswordIsUnauthorizedAndNotShown() throws Exception {
        client.jobs(1, 20);
        hub.expireAccessTokens();
        hub.expireRefreshTokens();
        hub.changePassword("jenkins", "another");
        HubException e = assertThrows(HubUnauthorizedException.class, () -> client.jobs(1, 20));
        assertTrue(e.getMessage().contains("rejected the user name and password"), e.getMessage());
        assertFalse(e.toString().contains(PASSWORD));
        assertTrue(e.notTaken());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aPageInPlaceOfTheLoginsAnswerMayBeAGatewaysAndIsNotShown(int status) {
        hub.faults().next(FaultPoint.TOKEN, Fault.status(status, "<p>" + PASSWORD, "text/html"));
        HubException e = assertThrows(HubRefusalException.class, () -> client.jobs(1, 20));
        assertTrue(e.mayBeGateways());
        assertTrue(
                e.getMessage()
                        .endsWith("was asked to log in and answered HTTP " + status + " with a body that is not JSON."),
                e.getMessage());
    }

    @Test
    void aPasswordThatTheHubRefusesInJsonIsTheHubsWord() {
        hub.faults().next(FaultPoint.TOKEN, Fault.detail(401, "No active account found."));
        assertFalse(assertThrows(HubUnauthorizedException.class, () -> client.jobs(1, 20))
                .mayBeGateways());
    }

    @Test
    void aUserWhoMayNotSubmitIsUnauthorizedAfterOneRenewal() {
        hub.addReadOnlyUser("jenkins", PASSWORD);
        assertThrows(HubUnauthorizedException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
        assertEquals(2, hub.requests(FaultPoint.SUBMIT).size());
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void aSubmitWithAnExpiredTokenMakesOneJob() throws Exception {
        client.jobs(1, 20);
        hub.expireAccessTokens();
        String id = client.submit(WorkflowBody.of(HubClients.manualsExample()));
        assertEquals(id, hub.lastJob().id());
        assertEquals(1, hub.jobs().size());
        List<RecordedRequest> posts = hub.requests(FaultPoint.SUBMIT);
        assertEquals(posts.get(0).body(), posts.get(1).body());
    }

    @Test
    void aLoginWithoutAnAnswerLeavesNoDoubtAboutTheSubmitItWasFor() {
        hub.faults().next(FaultPoint.TOKEN, Fault.unavailable("9"));
        HubException e = assertThrows(
                HubUnreachableException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
        assertTrue(e.notTaken());
        assertTrue(e.mayHeal());
        assertEquals(Optional.of(Duration.ofSeconds(9)), e.retryAfter());
        assertTrue(hub.requests(FaultPoint.SUBMIT).isEmpty());
    }

    @Test
    void aRefreshWithoutAnAnswerLeavesNoDoubtAboutTheSubmitItWasFor() throws Exception {
        client.jobs(1, 20);
        hub.expireAccessTokens();
        hub.faults().next(FaultPoint.REFRESH, Fault.connectionReset());
        HubException e = assertThrows(
                HubUnreachableException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
        assertTrue(e.notTaken());
        assertTrue(hub.jobs().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"refresh\":\"r\"}", "{\"access\":\"\"}", "{\"access\":\"a\\r\\nX-Evil: 1\"}"})
    void aLoginThatBringsNoUsableTokenIsUnintelligible(String body) {
        hub.faults().next(FaultPoint.TOKEN, Fault.status(200, body, "application/json"));
        HubException e = assertThrows(HubException.class, () -> client.jobs(1, 20));
        assertInstanceOf(HubInvalidAnswerException.class, e.getCause() == null ? e : e.getCause());
        assertTrue(e.getMessage().contains("without an access token"), e.getMessage());
    }

    @Test
    void aTokenForSomebodyElseIsAFreshOne() throws Exception {
        String first = login.freshAccessToken(HubClients.transport(), HubUrl.parse(hub.url()));
        String second = login.freshAccessToken(HubClients.transport(), HubUrl.parse(hub.url()));
        assertFalse(first.equals(second));
        assertEquals(2, logins());
    }

    @Test
    void theLoginDoesNotPrintItsPassword() {
        assertEquals("login of jenkins", login.toString());
    }

    /** @return how many got through */
    private int allAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<JobPage>> pages = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                pages.add(threads.submit(() -> {
                    go.await();
                    return client.jobs(1, 20);
                }));
            }
            go.countDown();
            for (Future<JobPage> page : pages) {
                page.get();
            }
            return pages.size();
        } finally {
            threads.shutdownNow();
        }
    }
}
