package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobLifeTest {
    private final SettableClock clock = new SettableClock();
    private final HubEmulator hub = HubEmulator.start(clock);
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aJobIsPendingThenStartedThenEndsByTheClock() throws Exception {
        EmulatedJob job = submit("/a");
        assertEquals("PENDING", job.state());
        seconds(1);
        assertEquals("STARTED", job.state());
        assertNull(job.completed());
        seconds(5);
        JsonNode shown = requests.get("/api/jobs/1/").json();
        assertEquals("SUCCESS", shown.path("state").textValue());
        assertEquals("2024-05-01T12:00:00Z", shown.path("created").textValue());
        assertEquals("2024-05-01T12:00:01Z", shown.path("started").textValue());
        assertEquals("2024-05-01T12:00:06Z", shown.path("completed").textValue());
        assertEquals("2024-05-01T12:00:06Z", job.completed().toString());
    }

    @Test
    void theCountersGrowWhileItRuns() throws Exception {
        hub.plan(JobPlan.lasting(Duration.ZERO, Duration.ofSeconds(10)));
        String paths = "\"/a\",\"/b\",\"/c\",\"/d\"";
        requests.post("/api/file/workflow/", Requests.submission("/x").replace("\"/x\"", paths));
        seconds(5);
        assertEquals(
                "{\"total\":4,\"processed\":2,\"failed\":0,\"skipped\":0}",
                requests.get("/api/jobs/1/").json().path("counts").toString());
        seconds(5);
        assertEquals(new JobCounts(4, 4, 0, 0), hub.job("1").counts());
        hub.job("1").counts(9, 8, 1);
        assertEquals(new JobCounts(9, 8, 1, 0), hub.job("1").counts());
    }

    @ParameterizedTest(name = "a path with {0} is {2} after {1} seconds")
    @CsvSource({
        "fail, 6, FAILURE",
        "error, 6, ERROR",
        "skip, 6, SKIPPED",
        "cancelled, 6, CANCELLED",
        "slow, 59, STARTED",
        "slow, 60, SUCCESS",
        "pause, 600, PAUSED",
        "odd, 3, REBALANCING",
        "odd, 6, SUCCESS"
    })
    void theWordsInAPathDecideItsEnd(String word, int seconds, String state) throws Exception {
        EmulatedJob job = submit("/data/" + word + ".txt");
        seconds(seconds);
        assertEquals(state, job.state());
    }

    @Test
    void aPathThatFailsOnceSucceedsTheNextTime() throws Exception {
        EmulatedJob first = submit("/data/fail-once.txt");
        EmulatedJob second = submit("/data/fail-once.txt");
        seconds(6);
        assertEquals("FAILURE", first.state());
        assertEquals("SUCCESS", second.state());
        assertTrue(second.failedTasks().isEmpty());
    }

    @Test
    void aFailedPathIsAFailedTask() throws Exception {
        submit("/data/fail.txt");
        seconds(6);
        JsonNode tasks = requests.get("/api/tasks/?job=1").json();
        assertEquals(1, tasks.path("count").intValue());
        JsonNode task = tasks.path("results").path(0);
        assertEquals("FAILURE", task.path("state").textValue());
        assertEquals(
                "/data/fail.txt: no such file or directory", task.path("error").textValue());
        assertEquals(0, requests.get("/api/tasks/?job=7").json().path("count").intValue());
    }

    @Test
    void aPlanCountsMoreThanThePaths() throws Exception {
        hub.plan(JobPlan.lasting(Duration.ZERO, Duration.ofSeconds(1))
                .endingIn("FAILURE")
                .withFailedTask("/x", "disk full"));
        EmulatedJob job = submit("/data/skip");
        assertTrue(job.failedTasks().isEmpty());
        seconds(1);
        assertEquals("FAILURE", job.state());
        assertEquals(
                new FailedTask("/x", "disk full", "FAILURE"), job.failedTasks().get(0));
        hub.plan(null);
        hub.planNext(JobPlan.immediate());
        assertEquals("SUCCESS", submit("/b").state());
        assertEquals("PENDING", submit("/b").state());
    }

    @Test
    void aHeldJobDoesWhatTheTestSays() throws Exception {
        hub.holdJobs();
        EmulatedJob job = submit("/a");
        seconds(100_000);
        assertEquals("STARTED", job.state());
        job.moveTo("DEQUEUING");
        assertEquals("DEQUEUING", state());
        job.failTask("/a", "gone");
        job.finish("FAILURE");
        assertEquals("FAILURE", state());
        assertEquals(1, requests.get("/api/tasks/?job=1").json().path("count").intValue());
    }

    @Test
    void aCancelledJobIsCancellingForAWhile() throws Exception {
        hub.holdJobs();
        hub.cancelDelay(Duration.ofSeconds(3));
        EmulatedJob job = submit("/a");
        assertEquals(200, requests.post("/api/jobs/1/cancel/", "").status());
        assertEquals("CANCELLING", state());
        assertEquals(200, requests.post("/api/jobs/1/cancel/", "").status());
        seconds(3);
        assertEquals("CANCELLED", state());
        assertEquals(2, job.cancelRequests());
        Requests.Answer late = requests.post("/api/jobs/1/cancel/", "");
        assertEquals(400, late.status());
        assertTrue(late.json().has("detail"));
        assertEquals(404, requests.post("/api/jobs/9/cancel/", "").status());
    }

    @Test
    void aPausedJobGoesOnWhereItStopped() throws Exception {
        EmulatedJob job = submit("/a");
        seconds(4);
        assertEquals(200, requests.post("/api/jobs/1/pause/", "").status());
        seconds(1000);
        assertEquals("PAUSED", job.state());
        assertEquals(200, requests.post("/api/jobs/1/resume/", "").status());
        assertEquals(400, requests.post("/api/jobs/1/resume/", "").status());
        seconds(1);
        assertEquals("STARTED", job.state());
        seconds(1);
        assertEquals("SUCCESS", job.state());
    }

    @Test
    void aRemovedJobIsNotFound() throws Exception {
        submit("/a");
        hub.removeJob("1");
        assertEquals(404, requests.get("/api/jobs/1/").status());
    }

    private EmulatedJob submit(String path) throws Exception {
        assertEquals(201, requests.submit(path).status());
        return hub.lastJob();
    }

    private String state() throws Exception {
        return requests.get("/api/jobs/1/").json().path("state").textValue();
    }

    private void seconds(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }
}
