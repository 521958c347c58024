package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final HubEmulator hub = HubEmulator.start();
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aFaultComesOnceOrSoManyTimesOrAlways() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.badGateway());
        assertEquals(200, requests.get("/api/sites/").status());
        assertEquals(502, requests.get("/api/jobs/").status());
        assertEquals(200, requests.get("/api/jobs/").status());
        hub.faults().always(FaultPoint.ANY, Fault.html(500));
        hub.faults().times(2, FaultPoint.JOBS, Fault.detail(418, "teapot"));
        assertEquals(500, requests.get("/api/sites/").status());
        assertEquals(418, requests.get("/api/jobs/").status());
        assertEquals(1, hub.faults().pending());
        assertEquals(418, requests.get("/api/jobs/").status());
        assertEquals(500, requests.get("/api/jobs/").status());
        hub.faults().clear();
        assertEquals(200, requests.get("/api/jobs/").status());
        assertEquals(5, hub.faults().fired());
    }

    @Test
    void statusesCarryTheirHeaders() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.tooManyRequests("7"));
        hub.faults().next(FaultPoint.JOBS, Fault.redirect(302, "http://127.0.0.1:1/"));
        assertEquals("7", requests.get("/api/jobs/").header("retry-after"));
        assertEquals("http://127.0.0.1:1/", requests.get("/api/jobs/").header("location"));
    }

    @Test
    void aSubmitThatIsNotTakenMakesNoJobAndOneThatIsTakenDoes() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.badGateway());
        assertEquals(502, requests.submit("/a").status());
        assertTrue(hub.jobs().isEmpty());
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.badGateway()));
        assertEquals(502, requests.submit("/a").status());
        assertEquals(1, hub.jobs().size());
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        assertThrows(IOException.class, () -> requests.submit("/b"));
        assertEquals(2, hub.jobs().size());
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.halfAnswer()));
        assertThrows(IOException.class, () -> requests.submit("/c"));
        assertEquals(3, hub.jobs().size());
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.dropBody()));
        Requests.Answer bare = requests.submit("/d");
        assertEquals(201, bare.status());
        assertEquals("", bare.text());
        assertEquals(4, hub.jobs().size());
    }

    @Test
    void aConnectionIsClosedWithoutAnAnswer() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        assertThrows(IOException.class, () -> requests.submit("/a"));
        RecordedRequest lost = hub.requests(FaultPoint.SUBMIT).get(0);
        assertEquals(RecordedRequest.NO_ANSWER, lost.status());
        assertEquals(Requests.submission("/a"), lost.body());
        hub.faults().next(FaultPoint.SUBMIT, Fault.uploadReset());
        String large = Requests.submission("/" + "a".repeat(20_000_000));
        assertThrows(IOException.class, () -> requests.post("/api/file/workflow/", large));
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void halfOfAnAnswerReallyArrives() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.halfAnswer());
        try (Socket socket = new Socket("127.0.0.1", hub.port())) {
            socket.getOutputStream()
                    .write("GET /api/jobs/ HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(all.startsWith("HTTP/1.1 200"), all);
            assertTrue(all.endsWith("{\"id\": 1, \"sta"), all);
        }
    }

    @Test
    void brokenJsonIsBroken() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.brokenJson());
        Requests.Answer answer = requests.get("/api/jobs/");
        assertEquals(200, answer.status());
        assertThrows(JsonProcessingException.class, answer::json);
    }

    @Test
    void aHangingRequestIsProcessedWhenReleased() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        CompletableFuture<Integer> status = later();
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        assertEquals(
                RecordedRequest.UNDER_WAY,
                hub.requests(FaultPoint.SUBMIT).get(0).status());
        assertTrue(hub.jobs().isEmpty());
        assertFalse(status.isDone());
        hub.faults().release();
        assertEquals(201, status.get());
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang(Duration.ofMillis(50)));
        assertEquals(201, requests.submit("/b").status());
    }

    @Test
    void aRequestThatHangsWhenTheHubGoesDownIsNeverProcessed() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        CompletableFuture<Integer> status = later();
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        hub.restart();
        assertThrows(Exception.class, status::get);
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void anEndlessBodyEndsOnlyWhenTheClientGivesUp() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.endlessBody());
        try (InputStream body = open("/api/jobs/")) {
            assertEquals(50_000_000, body.readNBytes(50_000_000).length);
        }
        hub.faults().next(FaultPoint.JOBS, Fault.tricklingBody(Duration.ofMillis(1)));
        try (InputStream body = open("/api/jobs/")) {
            assertEquals("\"xxxxxxxxx", new String(body.readNBytes(10), StandardCharsets.US_ASCII));
        }
        hub.faults().next(FaultPoint.JOBS, Fault.stalledBody());
        try (InputStream body = open("/api/jobs/")) {
            assertEquals("{\"id\"", new String(body.readNBytes(5), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void bodiesCanBeHugeOrDeepOrFullOfEscapes() throws Exception {
        hub.faults().next(FaultPoint.JOBS, Fault.hugeBody(5_000_000));
        Requests.Answer huge = requests.get("/api/jobs/");
        assertEquals(5_000_000, huge.text().length());
        assertEquals("STARTED", huge.json().path("state").textValue());
        hub.faults().next(FaultPoint.JOBS, Fault.deepNesting(100_000));
        assertThrows(JsonProcessingException.class, requests.get("/api/jobs/")::json);
        hub.faults().next(FaultPoint.JOBS, Fault.terminalEscapes(400));
        Requests.Answer evil = requests.get("/api/jobs/");
        assertEquals(400, evil.status());
        assertEquals(Fault.EVIL_TEXT, evil.json().path("detail").textValue());
    }

    private CompletableFuture<Integer> later() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return requests.submit("/a").status();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private InputStream open(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.url() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }
}
