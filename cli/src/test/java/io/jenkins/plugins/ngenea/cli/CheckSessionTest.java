package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions of {@code ngenea check}. */
class CheckSessionTest extends SessionWithHub {
    private static final String[] TRY = {
        "check", "--try-cancel", "--workflow", "migrate", "--site", "dfoster1", "--yes", PATH
    };

    @Test
    void aHubThatFitsGivesExitCode0AndNothingIsSubmitted() throws Exception {
        try (Session session = ngenea().start("check")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().startsWith("THING "), session::output);
            assertTrue(session.output().endsWith("\nThe Hub contradicts nothing that the plugin needs."), session::output);
        }
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void theReportIsJsonForScripts() throws Exception {
        hub.profile(HubProfile.CANCEL_IS_ONE_OF_TWO);
        try (Session session = ngenea().start("check", "--json")) {
            assertEquals(1, session.exitCode(), session::errors);
            JsonNode report = json(session);
            assertFalse(report.path("fits").asBoolean(true));
            for (JsonNode row : report.path("rows")) {
                if (row.path("thing").asText().equals("a call cancels a job")) {
                    assertEquals("CONTRADICTED", row.path("finding").asText());
                    assertTrue(row.path("needed").asBoolean());
                }
            }
            assertTrue(report.path("rows").size() > 15, session::output);
        }
    }

    @Test
    void aRefusedKeyGivesExitCode3AndASilentHub4() throws Exception {
        try (Session session = ngenea().with("NGENEA_API_KEY", "a-key-that-nobody-made").start("check")) {
            assertEquals(3, session.exitCode(), session::errors);
            assertTrue(session.output().contains("The Hub refuses the key"), session::output);
        }
        hub.goDown();
        try (Session session = ngenea().start("check")) {
            assertEquals(4, session.exitCode(), session::errors);
            assertTrue(session.errors().startsWith("ngenea: GET " + hub.url()), session::errors);
        }
    }

    @Test
    void aTrialSubmitsOnceAndShowsHowTheJobIsCancelled() throws Exception {
        hub.profile(HubProfile.CANCEL_IS_STOP);
        hub.planNext(JobPlan.held());
        try (Session session = ngenea().start(TRY)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(
                    List.of(
                            "The Hub accepted the submit, and its answer names job 1.",
                            "The job's state is STARTED.",
                            "Hub " + hub.url() + " describes another call to cancel a job: POST /api/jobs/{id}/stop/. Using it.",
                            "POST /api/jobs/{id}/stop/ was accepted.",
                            "The job ended: CANCELLED."),
                    session.output().lines().toList());
        }
        assertEquals(1, hub.jobs().size());
    }

    @Test
    void aTrialSaysThatTheJobMayRunWhereNothingCancelsIt() throws Exception {
        hub.profile(HubProfile.NO_CANCEL_404);
        hub.planNext(JobPlan.held());
        try (Session session = ngenea().start(TRY)) {
            assertEquals(3, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("job 1 may still run: " + hub.url()), session::errors);
        }
    }

    @Test
    void aTrialWithoutATerminalNeedsToBeConfirmed() throws Exception {
        for (String[] wrong : List.of(
                new String[] {"check", "--try-cancel", "--workflow", "migrate", "--site", "dfoster1", PATH},
                new String[] {"check", "--try-cancel", "--yes", "--workflow", "migrate", "--site", "dfoster1"},
                new String[] {"check", "--try-cancel", "--yes", "--workflow", "migrate", "--site", "dfoster1", "data"},
                new String[] {"check", PATH})) {
            try (Session session = ngenea().start(wrong)) {
                assertEquals(2, session.exitCode(), session::errors);
            }
        }
        assertEquals(0, hub.requestCount());
    }
}
