package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.http.AnsweringServer;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SubmitAnswerTest {
    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void theJobIsKnownFromWhateverShapeOfAnswer(HubProfile profile) throws Exception {
        assumeFalse(profile == HubProfile.SUBMIT_WITHOUT_ID);
        try (HubEmulator hub = HubEmulator.start(profile)) {
            hub.nextJobNumber(4711);
            String id = HubClients.client(hub).submit(WorkflowBody.of(HubClients.manualsExample()));
            assertEquals(hub.lastJob().id(), id);
            assertEquals(1, hub.jobs().size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":7,\"url\":\"http://x/api/jobs/7/\"} | 7",
                "{\"id\":7,\"job\":null,\"jobs\":[]}         | 7",
                "{\"id\":\"ab-12\"}                          | ab-12",
                "[7]                                      | 7",
                "[{\"id\":7}]                               | 7",
                "{\"job\":\"http://x/api/jobs/ab-12\"}      | ab-12",
                "{\"url\":\"/api/jobs/7/\"}                 | 7",
                "{\"id\":null,\"job\":{\"url\":\"http://x/api/jobs/7/\"}} | 7"
            })
    void otherShapesAreUnderstoodToo(String body, String id) throws Exception {
        assertEquals(id, submitted(body, Map.of()));
    }

    /** An id alone may be that of the request, of a workflow or of a task: what is named after a job says more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":3,\"workflow\":\"migrate\",\"job\":12} | 12",
                "{\"id\":3,\"job_id\":\"12\"}               | 12",
                "{\"id\":3,\"jobs\":[12]}                   | 12",
                "{\"id\":3,\"job\":{\"id\":12}}             | 12",
                "[{\"id\":3,\"job\":12}]                    | 12",
                "{\"id\":\"0b6c1c9e-7a77\",\"url\":\"http://x/api/jobs/12/\"} | 12",
                "{\"id\":12,\"url\":\"http://x/ui/3/\"}                  | 12",
                "{\"id\":12,\"workflow\":{\"id\":3},\"type\":{\"id\":4}}  | 12",
                "{\"job\":12,\"job_id\":\"12\",\"jobs\":[\"/api/jobs/12/\"]} | 12"
            })
    void whatIsNamedAfterAJobGoesBeforeABareId(String body, String id) throws Exception {
        assertEquals(id, submitted(body, Map.of()));
    }

    @Test
    void theLocationHeaderIsNamedAfterAJobToo() throws Exception {
        assertEquals("9", submitted("{\"status\":\"ok\"}", Map.of("Location", "/api/jobs/9/")));
        assertEquals("9", submitted("{\"id\":7}", Map.of("Location", "/api/jobs/9/")));
        assertEquals("7", submitted("{\"id\":7}", Map.of("Location", "/api/file/workflow/9/")));
        assertEquals("9", submitted("<html>", Map.of("Location", "http://x/api/jobs/9/")));
    }

    @Test
    void whereTwoJobsAreNamedNoneIsFollowed() {
        for (String body : List.of("{\"job\":8}", "{\"jobs\":[9,10]}", "[9,10]")) {
            assertThrows(
                    HubInvalidAnswerException.class, () -> submitted(body, Map.of("Location", "/api/jobs/9/")), body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ok\"}",
                "{\"id\":1.5}",
                "{\"id\":true}",
                "{\"id\":\"../../etc\"}",
                "{\"id\":\"\"}",
                "{\"url\":\"http://x/api/workflows/7/\"}",
                "{\"id\":3,\"url\":\"http://x/api/file/workflow/3/\"}",
                "{\"id\":3,\"job\":null,\"url\":\"http://x/api/file/workflow/3\"}",
                "{\"jobs\":[]}",
                "[{\"id\":1},{\"id\":2}]",
                "{\"jobs\":[12,13]}",
                "{\"id\":12,\"jobs\":[12,13]}",
                "{\"job\":12,\"job_id\":13}",
                "{\"job\":12,\"url\":\"http://x/api/jobs/13/\"}",
                "{\"job\":{\"id\":3,\"url\":\"http://x/api/jobs/12/\"}}",
                "{\"id\":7,\"job\":\"migrate\"}",
                "{\"workflow\":{\"id\":7},\"type\":{\"id\":7}}",
                "\"7 of 9\"",
                "<html>ok</html>"
            })
    void anAnswerWithoutAnIdIsUnintelligibleAndShown(String body) {
        HubException e = assertThrows(HubInvalidAnswerException.class, () -> submitted(body, Map.of()));
        assertTrue(e.getMessage().endsWith("answered HTTP 201 without a job id: " + body), e.getMessage());
        assertFalse(e.notTaken());
    }

    @Test
    void theBodyThatIsShownIsCapped() {
        String body = "{\"status\":\"" + "x".repeat(50_000) + "\"}";
        HubException e = assertThrows(HubInvalidAnswerException.class, () -> submitted(body, Map.of()));
        assertTrue(e.getMessage().contains("{\"status\":\"xxx"), e.getMessage());
        assertTrue(e.getMessage().length() < 600, e.getMessage().length() + " characters");
    }

    @Test
    void anEmptyAnswerIsUnintelligible() {
        HubException e = assertThrows(HubInvalidAnswerException.class, () -> submitted("", Map.of()));
        assertTrue(e.getMessage().contains("an empty body"), e.getMessage());
    }

    private static String submitted(String body, Map<String, String> headers) throws Exception {
        try (AnsweringServer server = new AnsweringServer(201, body, headers)) {
            return HubClients.client(server.url(), "abcdef.0123456789")
                    .submit(WorkflowBody.of(HubClients.manualsExample()));
        }
    }
}
