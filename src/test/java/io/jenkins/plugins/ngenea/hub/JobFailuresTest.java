package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of tasks that are not what was asked for: none is taken for the whole truth about a job. */
@Timeout(60)
class JobFailuresTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HubUrl URL = HubUrl.parse("https://hub.example.com");
    private static final int MORE_THAN_ANY_LIST = 50;

    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private JobFailures ofJob7(JobFailures.Lists lists) {
        return new JobFailures(
                (uri, doing) -> {
                    asked.add(uri.getQuery());
                    return lists.get(uri, doing);
                },
                URL,
                "7");
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
}
