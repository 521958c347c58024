package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobParsingTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    private static Job job(String json) throws Exception {
        return JobParser.job(MAPPER.readTree(json), "7");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNKNOWN", "UNKNOWN_END"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyStateIsUnderstoodInAnyCase(JobState state) {
        assertEquals(state, JobState.of(state.name()));
        assertEquals(state, JobState.of(state.name().toLowerCase(Locale.ROOT)));
        assertEquals(
                state,
                JobState.of(
                        " " + state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,RUNNING",
        "PENDING,RUNNING",
        "STARTED,RUNNING",
        "PAUSING,RUNNING",
        "CANCELLING,RUNNING",
        "DEQUEUING,RUNNING",
        "PAUSED,PAUSED",
        "SUCCESS,ENDED_WELL",
        "Succeeded,ENDED_WELL",
        "SKIPPED,ENDED_WELL",
        "FAILURE,ENDED_BADLY",
        "ERROR,ENDED_BADLY",
        "CANCELLED,CANCELLED",
        "canceled,CANCELLED",
        "REBALANCING,UNKNOWN",
        "UNKNOWN,UNKNOWN",
        "UNKNOWN_END,UNKNOWN",
        "'',UNKNOWN"
    })
    void aStateMeansRunningOrWaitingOrOneWayToEnd(String word, JobState.Category category) {
        assertEquals(category, JobState.of(word).category());
        assertEquals(
                category.name().startsWith("ENDED") || category == JobState.Category.CANCELLED,
                JobState.of(word).isEnd());
    }

    @Test
    void anUnknownStateKeepsTheHubsOwnWord() throws Exception {
        Job job = job("{\"state\":\"Re\\u001b[31mbalancing\"}");
        assertEquals(JobState.UNKNOWN, job.state());
        assertEquals("Re [31mbalancing", job.stateName());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aJobIsReadInEveryProfile(HubProfile profile) throws Exception {
        try (HubEmulator hub = HubEmulator.start(profile)) {
            hub.holdJobs();
            HubClient client = HubClients.client(hub);
            hub.nextJobNumber(77);
            submit(client);
            String id = hub.lastJob().id();
            Job job = client.job(id);
            assertEquals(id, job.id());
            assertEquals(JobState.STARTED, job.state());
            assertEquals("migrate", job.workflow());
            assertEquals("dfoster1", job.site());
            JobPage page = client.jobs(1, 20);
            assertEquals(1, page.jobs().size());
            assertEquals(job.withoutRequest(), page.jobs().get(0).withoutRequest());
            assertTrue(page.last());
            assertEquals(1, page.total());
        }
    }

    private static void submit(HubClient client) throws Exception {
        try {
            client.submit(WorkflowBody.of(HubClients.manualsExample()));
        } catch (HubInvalidAnswerException e) {
            assertTrue(e.getMessage().contains("without a job id"));
        }
    }

    @Test
    void aJobThatShowsItsRequestIsComparable() throws Exception {
        Job.Shown shown;
        try (HubEmulator hub = HubEmulator.start()) {
            String job = "{\"paths\":[\"/a\",{\"path\":\"/b\"}],\"id\":7,\"state\":\"STARTED\",\"discovery\":null,"
                    + "\"fields\":{\"n\":5,\"t\":\"x\"}}";
            hub.faults().next(FaultPoint.JOBS, Fault.status(200, "[" + job + "]", "application/json"));
            shown = HubClients.client(hub).jobs(1, 20).jobs().get(0).shown();
        }
        assertEquals(PathsDigest.of(PathSource.of(List.of("/a", "/b"))), shown.pathsDigest());
        assertEquals(Discovery.NONE, shown.discovery());
        assertEquals(Map.of("n", "5", "t", "x"), shown.fields());
    }

    @Test
    void aJobThatShowsNothingOfItsRequestSaysSo() throws Exception {
        Job.Shown shown = job("{\"state\":\"STARTED\"}").shown();
        assertNull(shown.pathsDigest());
        assertNull(shown.discovery());
        assertNull(shown.fields());
    }

    @Test
    void namesMayStandInObjects() throws Exception {
        Job job = job("{\"state\":\"STARTED\",\"workflow\":{\"id\":3,\"name\":\"migrate\"},\"site\":{\"name\":\"s1\"},"
                + "\"owner\":{\"name\":\"me\"}}");
        assertEquals(List.of("migrate", "s1", "me"), List.of(job.workflow(), job.site(), job.owner()));
    }

    @Test
    void countersAreReadFromTheJobAndFromItsCounterObjects() throws Exception {
        assertEquals(
                Map.of("total", 9L, "done", 4L),
                job("{\"id\":7,\"priority\":3,\"state\":\"STARTED\",\"total\":9,\"counts\":{\"done\":4,\"x\":\"y\"}}")
                        .counts());
    }

    @Test
    void aCounterWhoseNameCouldBeTakenForSomethingElseIsLeftOut() throws Exception {
        String json =
                "{\"state\":\"STARTED\",\"done\":1,\"x\\\",\\\"state\\\":\\\"SUCCESS\":2,\"<b>\":3,\"\":4,\"a\\nb\":5,"
                        + "\"files.done: a-b_C 9\":6,\"" + "n".repeat(101) + "\":7,\"gr\u00fcn\":8}";
        assertEquals(Map.of("done", 1L, "files.done: a-b_C 9", 6L), job(json).counts());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"completed\":\"2024-05-01T12:00:00.000001Z\"',true",
        "'\"ended\":\"2024-05-01 12:00\"',true",
        "'\"completed\":1714564800.25',false",
        "'\"completed\":0',false",
        "'\"ended\":3',false",
        "'\"completed\":null',false",
        "'\"completed\":\"\"',false",
        "'\"completed\":false',false",
        "'\"x\":1',false"
    })
    void aJobShowsThatItEndedByATextAndNotByANumberWhichMayBeACounter(String member, boolean completed)
            throws Exception {
        assertEquals(completed, job("{\"state\":\"RESHUFFLED\"," + member + "}").completed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void aCounterThatIsNoNumberIsAMissingOne(String value) throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            String job = "{\"id\":7,\"state\":\"STARTED\",\"total\":" + value + ",\"processed\":4,\"counts\":{\"x\":"
                    + value + "}}";
            HubClient client = HubClients.client(hub);
            hub.faults().next(FaultPoint.JOB, Fault.status(200, job, "application/json"));
            assertEquals(Map.of("processed", 4L), client.job("7").counts());
            String list = "{\"count\":" + value + ",\"next\":null,\"results\":[" + job
                    + "],\"stats\":{\"state\":{\"NEW\":" + value + "}}}";
            hub.faults().times(2, FaultPoint.JOBS, Fault.status(200, list, "application/json"));
            for (JobPage page : List.of(client.jobs(1, 20), client.jobsWithoutPaths(1, 20))) {
                assertEquals(Map.of("processed", 4L), page.jobs().get(0).counts());
                assertEquals(1, page.total());
                assertEquals(Map.of("state", Map.of()), page.stats());
            }
        }
    }

    @Test
    void endlesslyManyCountersAreCapped() throws Exception {
        StringBuilder json = new StringBuilder("{\"state\":\"STARTED\"");
        for (int i = 0; i < 1000; i++) {
            json.append(",\"c").append(i).append("\":1");
        }
        assertEquals(20, job(json + "}").counts().size());
    }

    @Test
    void theManualsJobListIsRead() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            JobPage page = HubClients.client(hub).jobs(1, 20);
            assertEquals(0, page.total());
            assertTrue(page.last());
            assertEquals(List.of(), page.jobs());
            assertEquals(
                    Map.of("SUCCESS", 0L, "FAILURE", 0L, "STARTED", 0L, "PENDING", 0L, "ERROR", 0L),
                    page.stats().get("state"));
        }
    }

    @Test
    void aPageThatHasANextOneIsNotTheLast() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            HubClient client = HubClients.client(hub);
            for (int i = 0; i < 21; i++) {
                submit(client);
            }
            assertFalse(client.jobs(1, 20).last());
            assertEquals(21, client.jobs(1, 20).total());
            assertTrue(client.jobs(2, 20).last());
            assertEquals(1, client.jobs(2, 20).jobs().size());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void failedTasksAreToldInEveryProfile(HubProfile profile) throws Exception {
        try (HubEmulator hub = HubEmulator.start(profile)) {
            hub.plan(JobPlan.immediate()
                    .endingIn("FAILURE")
                    .withFailedTask("/mmfs1/a", "no such file")
                    .withErrorTask("/mmfs1/b", "denied"));
            HubClient client = HubClients.client(hub);
            submit(client);
            List<TaskFailure> failures = client.failures(hub.lastJob().id(), 10);
            assertEquals(2, failures.size(), failures.toString());
            assertTrue(failures.get(0).toString().contains("/mmfs1/a"), failures.toString());
            assertTrue(failures.get(0).message().contains("no such file"), failures.toString());
            assertEquals(
                    List.of("FAILURE", "ERROR"),
                    failures.stream().map(TaskFailure::state).toList());
            assertEquals(1, client.failures(hub.lastJob().id(), 1).size());
        }
    }

    @Test
    void failuresByFileAreToldOneByOne() throws Exception {
        String tasks = "[{\"state\":\"ERROR\",\"files\":[{\"path\":\"/a\",\"state\":\"failed\",\"reason\":\"gone\"},"
                + "{\"path\":\"/b\",\"state\":\"processed\"},{\"path\":\"/c\",\"status\":\"aborted\"}]}]";
        List<TaskFailure> failures = TaskParser.failures(MAPPER.readTree(tasks).get(0));
        assertEquals(
                List.of("/a: FAILED: gone", "/c: ABORTED"),
                failures.stream().map(Object::toString).toList());
    }

    @Test
    void failuresOfFurtherPagesAreFound() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            JobPlan plan = JobPlan.immediate().endingIn("FAILURE");
            for (int i = 0; i < 150; i++) {
                plan = plan.withFailedTask("/f" + i, "gone");
            }
            hub.plan(plan);
            HubClient client = HubClients.client(hub);
            submit(client);
            assertEquals(120, client.failures(hub.lastJob().id(), 120).size());
            assertEquals(2, hub.requests(FaultPoint.TASKS).size());
        }
    }

    @Test
    void whatTheHubCallsAJobIsCleanedToo() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            hub.faults().next(FaultPoint.JOB, Fault.terminalEscapes());
            Job job = HubClients.client(hub).job("7");
            AnswerKindsTest.assertClean(job.stateWord());
            AnswerKindsTest.assertClean(job.workflow());
            assertEquals("7", job.id());
            assertTrue(job.stateWord().length() <= RemoteText.NAME);
        }
    }

    @Test
    void aJobTookFromItsStartToItsEnd() throws Exception {
        String started = "{\"state\":\"SUCCESS\",\"started\":\"2024-05-01T12:00:00Z\",";
        assertEquals(
                Duration.ofMillis(90_500),
                job(started + "\"completed\":\"2024-05-01T14:01:30.5+02:00\"}").took());
        assertEquals(
                Duration.ofSeconds(1),
                job(started + "\"ended\":\"2024-05-01T12:00:01Z\"}").took());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"started\":\"2024-05-01T12:00:00Z\"}",
                "{\"started\":\"2024-05-01T12:00:00Z\",\"completed\":\"2024-05-01T11:59:59Z\"}",
                "{\"started\":\"2024-05-01T12:00:00Z\",\"completed\":\"soon\"}",
                "{\"started\":1714564800,\"completed\":1714564801}",
                "{\"started\":\"-999999999-01-01T00:00:00Z\",\"completed\":\"+999999999-12-31T00:00:00Z\"}"
            })
    void howLongAJobTookIsNotKnownWithoutTwoTimesInTheirOrder(String json) throws Exception {
        assertNull(job(json).took());
    }
}
