package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubServerTest {
    private final HubEmulator hub = HubEmulator.start();
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aHubThatIsDownRefusesConnectionsAndComesBackWithItsState() throws Exception {
        requests.submit("/a");
        String url = hub.url();
        hub.goDown();
        assertThrows(ConnectException.class, () -> requests.get("/api/jobs/"));
        hub.comeBack();
        assertEquals(url, hub.url());
        assertEquals(1, requests.get("/api/jobs/").json().path("count").intValue());
        hub.restart();
        assertEquals(201, requests.submit("/b").status());
        assertEquals(List.of("1", "2"), hub.jobs().stream().map(EmulatedJob::id).toList());
    }

    @Test
    void requestsAreRecordedWithTheirAnswers() throws Exception {
        requests.submit("/a");
        requests.get("/api/jobs/?page=1");
        RecordedRequest submit = hub.requests("POST", "/api/file/workflow/").get(0);
        assertEquals(Requests.submission("/a"), submit.body());
        assertEquals(submit.body().length(), submit.bodyLength());
        assertEquals(201, submit.status());
        assertTrue(submit.header("authorization").startsWith("Api-Key "));
        assertFalse(submit.toString().contains("Api-Key"));
        assertEquals("page=1", hub.requests(FaultPoint.JOBS).get(0).query());
        hub.clearRequests();
        assertTrue(hub.requests().isEmpty());
        assertEquals(2, hub.requestCount());
        assertEquals(1, hub.requestCount(FaultPoint.SUBMIT));
        assertEquals(1, hub.requestCount(FaultPoint.JOBS));
        assertEquals(0, hub.requestCount(FaultPoint.JOB));
    }

    @Test
    void manyClientsAtOnceGetAJobEach() {
        hub.holdJobs();
        List<Integer> statuses = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return requests.submit("/" + i).status();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertTrue(statuses.stream().allMatch(status -> status == 201));
        assertEquals(500, hub.jobs().stream().map(EmulatedJob::id).distinct().count());
        assertEquals(500, hub.requestCount());
    }

    @Test
    void answersTakeAsLongAsTheLatency() throws Exception {
        hub.latency(Duration.ofMillis(200));
        long start = System.nanoTime();
        requests.get("/api/jobs/");
        assertTrue(System.nanoTime() - start >= 200_000_000L);
    }

    @Test
    void severalHubsRunSideBySide() throws Exception {
        try (HubEmulator other = HubEmulator.start()) {
            Requests.withKey(other).submit("/a");
            assertTrue(hub.jobs().isEmpty());
            assertEquals(
                    401,
                    new Requests(other, "Api-Key " + hub.newClientKey())
                            .get("/api/jobs/")
                            .status());
        }
    }
}
