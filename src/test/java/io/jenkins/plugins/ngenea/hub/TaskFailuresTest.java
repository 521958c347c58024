package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.body.CollectedBody;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What failed in a job: exactly, and all of it. */
class TaskFailuresTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HubUrl URL = HubUrl.parse("https://hub.example.com");

    private static List<TaskFailure> failures(String task) throws IOException {
        return TaskParser.failures(MAPPER.readTree(task));
    }

    private static List<String> paths(List<TaskFailure> failures) {
        return failures.stream().map(TaskFailure::path).toList();
    }

    @Test
    void aPathIsKeptAsItIs() throws Exception {
        String path = "/a  b\u3000\n\u202Ec\uD83D\uDE00 " + "x".repeat(600) + " ";
        String task = MAPPER.writeValueAsString(Map.of("state", "FAILURE", "path", path, "message", "no\nsuch  file"));
        TaskFailure failure = failures(task).get(0);
        assertEquals(path, failure.path());
        assertEquals("no\nsuch  file", failure.message());
        assertTrue(failure.toString().length() < 600 + RemoteText.LINE);
        assertTrue(failure.toString().chars().allMatch(c -> c != '\n' && c != 0x202E));
    }

    @Test
    void eachPathOfATaskIsAFailureAndTheLogHasOneLine() throws Exception {
        List<TaskFailure> failures = failures(
                "{\"state\":\"FAILURE\",\"type\":\"migrate\",\"site\":{\"name\":\"dfoster1\"},"
                        + "\"paths\":[\"/a\",{\"path\":\"/b\"},{\"path\":\"/done\",\"state\":\"SUCCESS\"},\"/c\"],\"error\":\"gone\"}");
        assertEquals(List.of("/a", "/b", "/c"), paths(failures));
        assertEquals(List.of("/a and 2 more: FAILURE: gone"), TaskFailure.lines(failures));
        assertEquals("migrate", failures.get(2).type());
        assertEquals("dfoster1", failures.get(2).site());
    }

    @Test
    void aTaskWithoutAPathHasNone() throws Exception {
        for (String paths :
                List.of("", ",\"paths\":[]", ",\"path\":\"\"", ",\"path\":\"" + "/x".repeat(20_000) + "\"")) {
            TaskFailure failure = failures("{\"state\":\"ERROR\",\"tasktype\":\"discovery\"" + paths + "}")
                    .get(0);
            assertNull(failure.path());
            assertEquals("discovery", failure.type());
            assertEquals("ERROR", failure.toString());
        }
    }

    @Test
    void outcomesInAStructuredResultAreRead() throws Exception {
        List<TaskFailure> failures = failures("{\"state\":\"ERROR\",\"result\":{\"processed\":[\"/ok\"],"
                + "\"failed\":[{\"path\":\"/a\",\"message\":\"denied\"}],\"aborted\":[{\"path\":\"/b\"}]}}");
        assertEquals(List.of("/a", "/b"), paths(failures).stream().sorted().toList());
    }

    /** Discovery gives a path a state as well: documented are {@code created} and its like. */
    @Test
    void aPathOfAFailedTaskHasFailedUnlessItSaysThatItIsDone() throws Exception {
        assertEquals(
                List.of("/a", "/b", "/c"),
                paths(failures("{\"state\":\"FAILURE\",\"error\":\"gone\",\"paths\":["
                        + "{\"path\":\"/a\",\"size\":1,\"state\":\"created\"},{\"path\":\"/b\",\"state\":\"PENDING\"},"
                        + "{\"path\":\"/x\",\"state\":\"processed\"},{\"path\":\"/y\",\"state\":\"Skipped\"},"
                        + "{\"path\":\"/z\",\"status\":\"DONE\"},{\"path\":\"/c\"}]}")));
        assertEquals(
                List.of("/a: FAILED: full", "/b: ERROR: gone"),
                failures(
                                "{\"state\":\"ERROR\",\"error\":\"gone\",\"files\":["
                                        + "{\"path\":\"/a\",\"state\":\"failed\",\"reason\":\"full\"},"
                                        + "{\"count\":2},{\"path\":\"/b\",\"state\":\"updated\"},{\"path\":\"/c\",\"state\":\"SUCCESS\"}]}")
                        .stream()
                        .map(Object::toString)
                        .toList());
        assertEquals(
                List.of("/a"),
                paths(failures("{\"state\":\"FAILURE\",\"files\":[{\"path\":\"/a\",\"state\":\"created\"}]}")));
        assertEquals(
                List.of(), failures("{\"state\":\"SUCCESS\",\"paths\":[{\"path\":\"/a\",\"state\":\"created\"}]}"));
    }

    @Test
    void aTextIsAPathOnlyInTheListThatIsNamedSo() throws Exception {
        for (String key : List.of("files", "results")) {
            String task = "{\"state\":\"ERROR\",\"" + key + "\":[\"Permission denied\"]}";
            assertEquals(Arrays.asList((String) null), paths(failures(task)));
        }
    }

    @Test
    void soHasAPathInAListOfItsOwn() throws Exception {
        JsonNode task = MAPPER.readTree("{\"id\":5,\"state\":\"FAILURE\",\"error\":\"gone\"}");
        JsonNode files = MAPPER.readTree("[{\"path\":\"/a\",\"size\":1,\"state\":\"created\"},"
                + "{\"path\":\"/b\",\"state\":\"SUCCEEDED\"},\"/c\"]");
        List<TaskFailure> failures = TaskParser.failures(task, files, 0, 3);
        assertEquals(List.of("/a", "/c"), paths(failures));
        assertEquals("gone", failures.get(0).message());
    }

    @Test
    void anObjectOfFailuresHasItsPathsAsNames() throws Exception {
        List<TaskFailure> failures =
                failures("{\"state\":\"ERROR\",\"result\":{\"failed\":{\"/mmfs1/a\":\"Permission denied\","
                        + "\"/mmfs1/b\":{\"error\":\"gone\"},\"/mmfs1/c\":null}}}");
        assertEquals(List.of("/mmfs1/a", "/mmfs1/b", "/mmfs1/c"), paths(failures));
        assertEquals(
                List.of("Permission denied", "gone", ""),
                failures.stream().map(TaskFailure::message).toList());
        assertEquals(
                List.of("/a: ERROR: denied"),
                failures("{\"state\":\"ERROR\",\"result\":{\"failed\":{\"path\":\"/a\",\"message\":\"denied\"}}}")
                        .stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void nothingElseInAnObjectIsTakenForAPath() throws Exception {
        for (String members : List.of(
                "\"result\":{\"failed\":{\"count\":3,\"why\":\"Permission denied\"}}",
                "\"result\":{\"failed\":\"Permission denied\",\"aborted\":2}",
                "\"paths\":{\"/b\":\"created\",\"next\":\"http://h/x\"}",
                "\"files\":{\"count\":{\"state\":\"FAILED\"}}",
                "\"results\":{\"/b\":{\"state\":\"ERROR\"}}")) {
            List<TaskFailure> failures = failures("{\"state\":\"ERROR\",\"path\":\"/a\"," + members + "}");
            assertEquals(List.of("/a"), paths(failures), members);
        }
        for (String key : List.of("paths", "files", "results")) {
            assertEquals(
                    List.of("/a"),
                    paths(failures("{\"state\":\"ERROR\",\"" + key + "\":{\"path\":\"/a\",\"state\":\"FAILED\"}}")));
        }
    }

    @Test
    void aTaskWithManyPathsDoesNotHideTheTasksAfterIt() throws Exception {
        KeptFailures kept = new KeptFailures(10);
        List<TaskFailure> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new TaskFailure("/m" + i, "FAILURE", "", "", "", i, 1000));
        }
        many.forEach(kept::take);
        kept.take(new TaskFailure("/other", "ERROR", "", "", "", 0, 1));
        assertEquals(10, kept.list().size());
        assertEquals(List.of("/m0 and 999 more: FAILURE", "/other: ERROR"), TaskFailure.lines(kept.list()));
        assertFalse(kept.isFull());
    }

    @Test
    void allFailuresOfAJobAreTold() throws Exception {
        for (HubProfile profile :
                List.of(HubProfile.PATHS_IN_TASKS, HubProfile.PATHS_BESIDE_TASKS, HubProfile.RESULTS_IN_TASKS)) {
            try (HubEmulator hub = HubEmulator.start(profile)) {
                JobPlan plan = JobPlan.immediate().endingIn("FAILURE");
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < 250; i++) {
                    expected.add("/f  " + i + " ");
                    plan = plan.withFailedTask("/f  " + i + " ", "gone");
                }
                hub.plan(plan);
                HubClient client = HubClients.client(hub);
                client.submit(WorkflowBody.of(HubClients.manualsExample()));
                List<TaskFailure> told = new ArrayList<>();
                JobFailures all = client.allFailures(hub.lastJob().id());
                while (all.next(told::add)) {
                    // piece by piece
                }
                assertEquals(expected, paths(told), profile.name());
            }
        }
    }

    @Test
    void afterALostAnswerTheSameIsAskedForAndNothingIsToldTwice() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.PATHS_BESIDE_TASKS)) {
            hub.plan(JobPlan.immediate()
                    .endingIn("FAILURE")
                    .withFailedTask("/a", "gone")
                    .withFailedTask("/b", "gone"));
            HubClient client = HubClients.client(hub);
            client.submit(WorkflowBody.of(HubClients.manualsExample()));
            List<TaskFailure> told = new ArrayList<>();
            JobFailures all = client.allFailures(hub.lastJob().id());
            hub.faults().next(FaultPoint.TASKS, Fault.html(503));
            assertThrows(HubException.class, () -> all.next(told::add));
            assertTrue(all.next(told::add));
            assertTrue(all.next(told::add));
            hub.faults().next(FaultPoint.FILES, Fault.html(503));
            assertThrows(HubException.class, () -> all.next(told::add));
            assertFalse(all.next(told::add));
            assertEquals(List.of("/a", "/b"), paths(told));
        }
    }

    @Test
    void theAddressOfPathsIsBuiltAndItsPagesAreRead() throws Exception {
        List<URI> asked = new ArrayList<>();
        JsonNode tasks =
                MAPPER.readTree("{\"next\":null,\"results\":[{\"id\":5,\"state\":\"FAILURE\",\"error\":\"gone\","
                        + "\"paths\":\"http://elsewhere.invalid/api/tasks/6/files/\"}]}");
        JsonNode first =
                MAPPER.readTree("{\"count\":3,\"next\":\"http://elsewhere.invalid/x\",\"results\":[\"/a\",\"/b\"]}");
        JsonNode second = MAPPER.readTree("{\"count\":3,\"next\":null,\"results\":[{\"path\":\"/c\"}]}");
        JobFailures failures = new JobFailures(
                (uri, doing) -> {
                    asked.add(uri);
                    return List.of(tasks, first, second).get(asked.size() - 1);
                },
                URL,
                "7");
        List<TaskFailure> told = new ArrayList<>();
        while (failures.next(told::add)) {
            // piece by piece
        }
        assertEquals(List.of("/a", "/b", "/c"), paths(told));
        assertEquals(List.of("/a and 2 more: FAILURE: gone"), TaskFailure.lines(told));
        assertEquals(URI.create("https://hub.example.com/api/tasks/5/files/?page=1&page_size=100"), asked.get(1));
        assertTrue(asked.stream().allMatch(uri -> uri.getHost().equals("hub.example.com")), asked::toString);
    }

    @Test
    void aHubWithoutSuchListsIsAskedOnceAndTheTasksAreToldWithoutPaths() throws Exception {
        List<URI> asked = new ArrayList<>();
        JsonNode tasks = MAPPER.readTree("[{\"id\":5,\"state\":\"FAILURE\",\"paths\":\"http://h/api/tasks/5/files/\"},"
                + "{\"id\":6,\"state\":\"ERROR\",\"paths\":\"http://h/api/tasks/6/files/\"}]");
        JobFailures failures = new JobFailures(
                (uri, doing) -> {
                    asked.add(uri);
                    if (asked.size() > 1) {
                        throw new HubNotFoundException("no such page", 404, false);
                    }
                    return tasks;
                },
                URL,
                "7");
        List<TaskFailure> told = new ArrayList<>();
        while (failures.next(told::add)) {
            // piece by piece
        }
        assertEquals(Arrays.asList(null, null), paths(told));
        assertEquals(2, asked.size());
    }

    @Test
    void aListOfPathsThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
        JsonNode tasks =
                MAPPER.readTree("[{\"id\":5,\"state\":\"FAILURE\",\"paths\":\"http://h/api/tasks/5/files/\"}]");
        JsonNode first = MAPPER.readTree("{\"next\":\"http://h/x\",\"results\":[\"/a\"]}");
        JobFailures failures = new JobFailures(
                (uri, doing) -> {
                    if (uri.getQuery().startsWith("page=2")) {
                        throw new HubNotFoundException("no such page", 404, true);
                    }
                    return uri.getPath().endsWith("/files/") ? first : tasks;
                },
                URL,
                "7");
        assertTrue(failures.next(failure -> {}));
        assertTrue(failures.next(failure -> {}));
        assertThrows(HubNotFoundException.class, () -> failures.next(failure -> {}));
    }

    @Test
    void aPageThatIsTooLargeIsAskedForInSmallerOnes() throws Exception {
        List<String> asked = new ArrayList<>();
        JobFailures failures = new JobFailures(
                (uri, doing) -> {
                    asked.add(uri.getQuery());
                    if (uri.getQuery().endsWith("page_size=100")) {
                        throw new HubInvalidAnswerException("too large", new CollectedBody.TooLargeException(), false);
                    }
                    return MAPPER.createArrayNode();
                },
                URL,
                "7");
        assertTrue(failures.next(failure -> {}));
        assertFalse(failures.next(failure -> {}));
        assertEquals(List.of("job=7&page=1&page_size=100", "job=7&page=1&page_size=20"), asked);
    }
}
