package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HubTransportTest {
    private static final String KEY = "abcdef.0123456789";

    private final HubEmulator hub = HubEmulator.start();

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubClient client(Duration timeout) {
        hub.addClientKey(KEY);
        return HubClients.client(hub.url(), new ClientKey(KEY), timeout);
    }

    private HubException submitFails(HubClient client) {
        return assertThrows(HubException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
    }

    @Test
    void aRefusedConnectionTookNothing() {
        HubClient client = client(Duration.ofSeconds(10));
        hub.goDown();
        HubException e = submitFails(client);
        assertInstanceOf(HubUnreachableException.class, e);
        assertTrue(e.notTaken());
        assertTrue(e.mayHeal());
        assertTrue(e.getMessage().startsWith("POST " + hub.url() + "/api/file/workflow/: "), e.getMessage());
    }

    @Test
    void aHostThatNobodyKnowsTookNothing() {
        HubException e = submitFails(HubClients.client("http://no-such-hub.invalid", KEY));
        assertTrue(e.notTaken());
        assertTrue(e.getMessage().contains("the host name cannot be resolved"), e.getMessage());
    }

    @Test
    void aResetConnectionLeavesOpenWhetherTheRequestWasTaken() {
        hub.faults().always(FaultPoint.SUBMIT, Fault.connectionReset());
        HubException e = submitFails(client(Duration.ofSeconds(10)));
        assertInstanceOf(HubUnreachableException.class, e);
        assertFalse(e.notTaken());
        assertTrue(e.mayHeal());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aLostAnswerIsNeverSentAgainByTheHttpClientItself(int earlierRequests) throws Exception {
        HubClient client = client(Duration.ofSeconds(10));
        for (int i = 0; i < earlierRequests; i++) {
            // leaves a connection open, on which a client may be tempted to repeat
            client.jobs(1, 20);
        }
        hub.faults().always(FaultPoint.SUBMIT, Fault.connectionReset());
        submitFails(client);
        assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void halfAnAnswerLeavesOpenWhetherTheRequestWasTaken() {
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.halfAnswer()));
        HubException e = submitFails(client(Duration.ofSeconds(10)));
        assertFalse(e.notTaken());
        assertEquals(1, hub.jobs().size());
    }

    @Test
    void noAnswerInTimeLeavesOpenWhetherTheRequestWasTaken() {
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        HubException e = submitFails(client(Duration.ofMillis(200)));
        assertTrue(e.getMessage().contains("no answer in time"), e.getMessage());
        assertFalse(e.notTaken());
        assertTrue(e.mayHeal());
    }

    @Test
    void anAnswerThatDripsForEverIsBrokenOff() {
        hub.faults().next(FaultPoint.JOB, Fault.tricklingBody(Duration.ofMillis(20)));
        HubClient client = client(Duration.ofMillis(200));
        HubException e = assertThrows(HubUnreachableException.class, () -> client.job("1"));
        assertTrue(e.getMessage().contains("no complete answer within"), e.getMessage());
        assertTrue(e.mayHeal());
    }

    static List<Fault> answersThatDoNotEnd() {
        return List.of(Fault.hang(), Fault.stalledBody(), Fault.tricklingBody(Duration.ofMillis(50)));
    }

    /** Java 17's own stream of a body swallows interrupts. */
    @ParameterizedTest
    @MethodSource("answersThatDoNotEnd")
    void anInterruptedCallEndsAtOnce(Fault fault) throws Exception {
        hub.faults().next(FaultPoint.JOB, fault);
        HubClient client = client(Duration.ofSeconds(50));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                client.job("1");
                ended.complete(null);
            } catch (HubException | InterruptedException e) {
                ended.complete(e);
            }
        });
        caller.start();
        assertTrue(hub.awaitRequests(FaultPoint.JOB, 1, Duration.ofSeconds(20)));
        caller.interrupt();
        assertInstanceOf(InterruptedException.class, ended.get());
    }

    @Test
    void pathsThatBecomeUnreadableWhileTheyAreSentEndTheRequestWithNothingTaken() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        WorkflowBody body = WorkflowBody.of(new WorkflowRequest(
                "migrate", "dfoster1", () -> new Failing(opened.incrementAndGet() > 1), null, Map.of(), null));
        HubClient client = client(Duration.ofSeconds(20));
        HubException e = assertThrows(HubUnreachableException.class, () -> client.submit(body));
        assertTrue(e.notTaken());
        assertFalse(e.mayHeal());
        assertTrue(
                e.getMessage()
                        .contains("its paths cannot be read completely (the disk is gone). Nothing was submitted."),
                e.getMessage());
        assertTrue(hub.jobs().isEmpty());
    }

    /** 10,000 paths; the broken one gives up in their midst. */
    private static final class Failing implements PathSource.Cursor {
        private final boolean broken;
        private int next;

        private Failing(boolean broken) {
            this.broken = broken;
        }

        @Override
        public boolean hasNext() {
            return next < 10_000;
        }

        @Override
        public String next() {
            if (broken && next == 5000) {
                throw new UncheckedIOException(new IOException("the disk is gone"));
            }
            return "/mmfs1/data/file-" + next++;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNeverFollowedAndTheKeyStaysHere(int status) {
        try (AnsweringServer other = new AnsweringServer(200, "{\"id\":1,\"state\":\"SUCCESS\"}", Map.of())) {
            hub.faults().always(FaultPoint.ANY, Fault.redirect(status, other.url() + "/elsewhere/"));
            HubClient client = client(Duration.ofSeconds(10));
            HubException submit = submitFails(client);
            HubException get = assertThrows(HubRejectedException.class, () -> client.job("1"));
            HubException cancel = assertThrows(HubRejectedException.class, () -> client.cancel("1"));
            for (HubException e : new HubException[] {submit, get, cancel}) {
                boolean perhapsTaken = e == submit && status == 303;
                assertEquals(!perhapsTaken, e instanceof HubRejectedException refused && refused.status() == status);
                assertEquals(!perhapsTaken, e.notTaken());
                assertTrue(e.getMessage().contains("a redirect to " + other.url() + "/elsewhere/"), e.getMessage());
                assertTrue(e.getMessage().contains("Correct the URL in the configuration of this Hub"), e.getMessage());
            }
            assertEquals(0, other.seen().size());
        }
    }

    @Test
    void aClientThatWouldFollowRedirectsIsNotAccepted() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThrows(IllegalArgumentException.class, () -> HubClients.transport(following, Duration.ofSeconds(1)));
    }

    @Test
    void aClientWithAnAuthenticatorIsNotAccepted() {
        HttpClient asking =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        assertThrows(IllegalArgumentException.class, () -> HubClients.transport(asking, Duration.ofSeconds(1)));
    }

    @Test
    void theProxysPasswordGoesToTheProxyAheadOfAnyQuestion() throws Exception {
        try (AnsweringServer proxy = new AnsweringServer(200, "{\"id\":1,\"state\":\"SUCCESS\"}", Map.of())) {
            HttpClient throughProxy = HubClients.http(uri -> proxy.asProxy());
            HubTransport transport =
                    HubClients.transport(throughProxy, Duration.ofSeconds(10), uri -> "Basic cHJveHk6eA==");
            new HubClient(transport, HubUrl.parse("http://hub.invalid"), new ClientKey(KEY)).job("1");
            assertEquals("Basic cHJveHk6eA==", proxy.seen().get(0).getFirst("Proxy-Authorization"));
            assertEquals("Api-Key " + KEY, proxy.seen().get(0).getFirst("Authorization"));
        }
    }

    @Test
    void aLoginThatCannotStandInAHeaderIsNotRepeatedByTheMessage() {
        HubTransport transport =
                HubClients.transport(HubClients.http(null), Duration.ofSeconds(10), uri -> "Basic top-secret\nlogin");
        HubClient client = new HubClient(transport, HubUrl.parse(hub.url()), new ClientKey(KEY));
        for (Throwable e = submitFails(client); e != null; e = e.getCause()) {
            assertTrue(e.toString().contains("IllegalArgumentException"), e.toString());
            assertFalse(e.toString().contains("secret"), e.toString());
        }
        assertEquals(0, hub.requestCount());
    }

    @Test
    void noExceptionNamesTheKey() {
        HubClient client = client(Duration.ofMillis(200));
        Fault[] faults = {
            Fault.detail(400, "no"),
            Fault.detail(401, "no"),
            Fault.detail(404, "no"),
            Fault.html(500),
            Fault.connectionReset(),
            Fault.brokenJson(),
            Fault.hang(),
            Fault.redirect(302, "http://127.0.0.1:1/")
        };
        for (Fault fault : faults) {
            hub.faults().next(FaultPoint.SUBMIT, fault);
            for (Throwable e = submitFails(client); e != null; e = e.getCause()) {
                assertFalse(e.toString().contains(KEY), e.toString());
            }
        }
    }
}
