package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.body.CollectedBody;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.http.AnsweringServer;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of tasks and of their paths that are not what was asked for: none is taken for the whole truth about a job. */
@Timeout(60)
class JobFailuresTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HubUrl URL = HubUrl.parse("https://hub.example.com");
    private static final int MORE_THAN_ANY_LIST = 50;

    private final HubInvalidAnswerException tooLarge =
            new HubInvalidAnswerException("too large", new CollectedBody.TooLargeException(), false);
    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private JobFailures ofJob7(JobFailures.Lists lists) {
        return new JobFailures(
                        (uri, doing) -> {
                            asked.add(uri.getQuery());
                            return lists.get(uri, doing);
                        },
                        URL,
                        "7")
                .withUndone();
    }

    private void read(JobFailures failures) throws Exception {
        boolean more = true;
        for (int i = 0; more; i++) {
            assertTrue(i < MORE_THAN_ANY_LIST, () -> "still asking, and " + told.size() + " paths are told");
            more = failures.next(failure -> told.add(failure.path()));
        }
    }

    private HubInvalidAnswerException refusedBy(JobFailures failures) {
        HubInvalidAnswerException e = assertThrows(HubInvalidAnswerException.class, () -> read(failures));
        assertFalse(e.mayHeal(), "asking again changes nothing");
        return e;
    }

    private static String failed(String members) {
        return "{\"state\":\"FAILURE\",\"path\":\"/ours\"," + members + "}";
    }

    @Test
    void aTaskThatDidNotGetToItsTurnIsLeftToBeDone() throws Exception {
        JsonNode tasks = MAPPER.readTree("""
                [{"state":"FAILURE","paths":["/a"]},
                 {"state":"CANCELLED","paths":["/b"]},
                 {"state":"PENDING"},
                 {"state":"STARTED","files":[{"path":"/c","state":"processed"},{"path":"/d","state":"created"}]},
                 {"paths":["/e"]},
                 {"state":"SUCCESS","paths":["/f"]},
                 {"state":"SKIPPED","paths":["/g"]}]""");
        read(ofJob7((uri, doing) -> tasks));
        assertEquals(Arrays.asList("/a", "/b", null, "/d", "/e"), told);
    }

    @Test
    void aTaskThatDidNotGetToItsTurnIsNoReasonOfAFailure() throws Exception {
        String tasks = "[{\"state\":\"CANCELLED\",\"paths\":[\"/b\"]},{\"state\":\"FAILURE\",\"paths\":[\"/a\"]}]";
        try (AnsweringServer server = new AnsweringServer(200, tasks, Map.of())) {
            List<TaskFailure> failures =
                    HubClients.client(server.url(), "abcdef.0123456789").failures("7", 10);
            assertEquals(List.of("/a"), failures.stream().map(TaskFailure::path).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"job\":7",
                "\"job\":\"7\"",
                "\"job\":\"http://h/api/jobs/7/\"",
                "\"job\":\"/api/jobs/7\"",
                "\"job\":{\"id\":7}",
                "\"job\":{\"id\":\"7\",\"state\":\"FAILURE\"}",
                "\"job\":{\"url\":\"http://h/api/jobs/7/\"}",
                "\"job\":{\"name\":\"nightly\"}",
                "\"job\":null",
                "\"job\":\"\"",
                "\"job_id\":7",
                "\"id\":1"
            })
    void aTaskOfThisJobOrOfNoneThatItNamesIsRead(String job) throws Exception {
        JsonNode tasks = MAPPER.readTree("[" + failed(job) + "]");
        read(ofJob7((uri, doing) -> tasks));
        assertEquals(List.of("/ours"), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"job\":6",
                "\"job\":77",
                "\"job\":\"17\"",
                "\"job\":\"http://h/api/jobs/17/\"",
                "\"job\":\"http://h/api/jobs/6\"",
                "\"job\":{\"id\":6}",
                "\"job\":{\"url\":\"http://h/api/jobs/6/\"}"
            })
    void aTaskOfAnotherJobEndsTheReadingBeforeAnyPathIsTold(String job) throws Exception {
        JsonNode tasks = MAPPER.readTree("[" + failed("\"job\":7") + "," + failed(job) + "]");
        HubInvalidAnswerException e = refusedBy(ofJob7((uri, doing) -> tasks));
        assertEquals(
                "Hub https://hub.example.com was asked to list the tasks of job 7"
                        + " and answered with tasks of other jobs, too.",
                e.getMessage());
        assertEquals(List.of(), told);
    }

    @Test
    void aHubThatListsTheTasksOfAllJobsTellsNoReasonsOfOne() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.TASKS_OF_ALL_JOBS)) {
            hub.plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/theirs", "gone"));
            HubClient client = HubClients.client(hub);
            client.submit(WorkflowBody.of(HubClients.manualsExample()));
            hub.plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/ours", "gone"));
            String id = client.submit(WorkflowBody.of(HubClients.manualsExample()));
            assertThrows(HubInvalidAnswerException.class, () -> client.failures(id, 10));
            refusedBy(client.allFailures(id));
            assertEquals(List.of(), told);
        }
    }

    @Test
    void pagesThatDoNotTurnEndTheReading() throws Exception {
        for (String id : List.of("\"id\":1,\"job\":7", "\"job\":7")) {
            told.clear();
            asked.clear();
            JsonNode same = MAPPER.readTree("{\"count\":150,\"next\":\"https://h/api/tasks/?limit=100&offset=100\","
                    + "\"results\":[" + failed(id) + "]}");
            HubInvalidAnswerException e = refusedBy(ofJob7((uri, doing) -> same));
            assertTrue(e.getMessage().contains("does not turn its pages"), e.getMessage());
            assertEquals(List.of("/ours"), told);
            assertEquals(2, asked.size());
        }
    }

    @Test
    void whatWasReadBeforeAPageThatDidNotTurnIsStillShown() throws Exception {
        String same = "{\"count\":150,\"next\":\"https://h/x\",\"results\":[" + failed("\"job\":7") + "]}";
        try (AnsweringServer server = new AnsweringServer(200, same, Map.of())) {
            List<TaskFailure> first =
                    HubClients.client(server.url(), "abcdef.0123456789").failures("7", 10);
            assertEquals(List.of("/ours"), first.stream().map(TaskFailure::path).toList());
        }
    }

    @Test
    void pagesOfPathsThatDoNotTurnEndTheReadingToo() throws Exception {
        JsonNode tasks =
                MAPPER.readTree("[{\"id\":5,\"state\":\"FAILURE\",\"paths\":\"http://h/api/tasks/5/files/\"}]");
        for (String item : List.of("\"/a\"", "{\"path\":\"/a\"}", "{\"id\":9,\"path\":\"/a\"}")) {
            told.clear();
            JsonNode same = MAPPER.readTree("{\"next\":\"http://h/x\",\"results\":[" + item + "]}");
            HubInvalidAnswerException e =
                    refusedBy(ofJob7((uri, doing) -> uri.getPath().endsWith("/files/") ? same : tasks));
            assertTrue(e.getMessage().contains("does not turn its pages"), e.getMessage());
            assertEquals(List.of("/a"), told);
        }
    }

    @Test
    void theFirstPathOfTwoTasksMayBeTheSame() throws Exception {
        JsonNode tasks = MAPPER.readTree("[{\"id\":5,\"state\":\"FAILURE\",\"paths\":\"http://h/api/tasks/5/files/\"},"
                + "{\"id\":6,\"state\":\"FAILURE\",\"paths\":\"http://h/api/tasks/6/files/\"}]");
        JsonNode files = MAPPER.readTree("[\"/a\"]");
        read(ofJob7((uri, doing) -> uri.getPath().endsWith("/files/") ? files : tasks));
        assertEquals(List.of("/a", "/a"), told);
    }

    /** Where the second page of hundred is too large. */
    private JsonNode page(String query, int onTheFirst) throws HubInvalidAnswerException {
        if (query.endsWith("page=2&page_size=100")) {
            throw tooLarge;
        }
        ArrayNode items = MAPPER.createArrayNode();
        boolean first = query.contains("&page=1&");
        for (int i = 0; i < (first ? onTheFirst : 1); i++) {
            items.addObject()
                    .put("id", first ? i : 1000)
                    .put("state", "FAILURE")
                    .put("path", (first ? "/first" : "/then") + i);
        }
        ObjectNode page = MAPPER.createObjectNode();
        page.put("next", first ? "https://h/x" : null);
        page.set("results", items);
        return page;
    }

    @Test
    void smallerPagesGoOnWhereFullOnesEnded() throws Exception {
        read(ofJob7((uri, doing) -> page(uri.getQuery(), 100)));
        assertEquals("job=7&page=6&page_size=20", asked.get(2));
        assertEquals(101, told.size());
    }

    @Test
    void afterAPageThatWasNotFullNoSmallerOnesAreAskedFor() {
        assertSame(tooLarge, refusedBy(ofJob7((uri, doing) -> page(uri.getQuery(), 50))));
        assertEquals(2, asked.size());
    }
}
