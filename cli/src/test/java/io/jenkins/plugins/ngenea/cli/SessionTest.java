package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripted sessions with the command as a process of its own, none of them on a terminal. */
class SessionTest extends SessionWithHub {
    @Test
    void aWorkflowIsSubmittedAndWatchedToItsSuccess() throws Exception {
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Job 1 submitted: " + hub.url() + "/job/1"), session::output);
            assertTrue(session.output().contains("Job 1 ended: SUCCESS"), session::output);
            assertEquals("", session.errors());
            assertEquals(
                    "{\"paths\":[\"" + PATH + "\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"discovery\":null}",
                    hub.requests(FaultPoint.SUBMIT).get(0).body());
        }
        assertTheKeyIsNowhere();
        try (Stream<Path> left = Files.walk(folder.resolve("state"))) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList(), "no record stays of a run that ended");
        }
    }

    @Test
    void aJobThatFailsGivesExitCode1AndTheHubsReasons() throws Exception {
        try (Session session = ngenea().start(submit("--wait", PATH, "/mmfs1/data/failing.tgz"))) {
            assertEquals(1, session.exitCode());
            assertTrue(session.errors().contains("ended with FAILURE"), session::errors);
            String all = session.output() + session.errors();
            assertTrue(all.contains("/mmfs1/data/failing.tgz: no such file or directory"), all);
        }
    }

    @Test
    void withoutWaitTheSubmitIsTheEndAndAnotherProcessFollowsOn() throws Exception {
        try (Session session = ngenea().start(submit("--quiet", PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals("1", session.output());
        }
        try (Session session = ngenea().start("wait", "1")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Waiting for job 1"), session::output);
            assertTrue(session.output().contains("Job 1 ended: SUCCESS"), session::output);
        }
        try (Session session = ngenea().start("status", "1", "--json")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals("SUCCESS", json(session).path("state").asText());
        }
    }

    @Test
    void aHubThatIsNotThereGivesExitCode4AndNothingWasSubmitted() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + closed;
        try (Session session = ngenea().with("NGENEA_HUB_URL", url).start(submit("--patience", "0s", PATH))) {
            assertEquals(4, session.exitCode());
            assertTrue(session.errors().contains("Nothing was submitted"), session::errors);
        }
        try (Session session = ngenea().start("jobs", "--hub", url)) {
            assertEquals(4, session.exitCode());
        }
    }

    @Test
    void aLostAnswerIsNotSentAgainAndGivesExitCode6() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        try (Session session = ngenea().start(submit("--wait", "--patience", "0s", PATH))) {
            session.awaitLine("The result of the submit is unknown");
            hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
            assertEquals(6, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("Run this again only if there is no such job"), session::errors);
            assertTrue(session.errors().contains("ngenea wait --hub " + hub.url()), session::errors);
        }
        assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void whatTheHubRefusesGivesExitCode3InTheHubsWords() throws Exception {
        try (Session session = ngenea().start("submit", "--workflow", "nosuch", "--site", "dfoster1", PATH)) {
            assertEquals(3, session.exitCode());
            assertTrue(session.errors().contains("workflow"), session::errors);
        }
        try (Session session = ngenea().start("wait", "4711")) {
            assertEquals(3, session.exitCode());
        }
        try (Session session = ngenea().with("NGENEA_API_KEY", "wrong-key").start("jobs")) {
            assertEquals(3, session.exitCode());
            assertFalse(session.errors().contains("wrong-key"), session::errors);
        }
    }

    @Test
    void aGatewaysPageIsNoJobThatIsNotThere() throws Exception {
        try (Session session = ngenea().start(submit(PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
        }
        hub.faults().times(2, FaultPoint.JOB, Fault.html(404));
        try (Session session = ngenea().start("wait", "1")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Lost contact: "), session::output);
        }
    }

    @Test
    void aReaderThatGoesAwayDoesNotLoseTheJob() throws Exception {
        String script =
                "set -o pipefail; $NGENEA submit --workflow migrate --site dfoster1 --wait " + PATH + " | head -n 1";
        try (Session session = ngenea().startShell(script)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(1, session.output().lines().count(), session::output);
            assertEquals("", session.errors());
        }
        assertEquals("SUCCESS", hub.job("1").state());
    }

    @Test
    void withoutATerminalThereIsNoProgressBarAndNoControlCharacter() throws Exception {
        try (Session session = ngenea().with("TERM", "xterm").start(submit("--wait", PATH))) {
            assertEquals(0, session.exitCode());
            assertTrue((session.output() + session.errors()).chars().allMatch(c -> c == '\n' || c >= ' '));
        }
    }

    @Test
    void jsonIsAllThatStandardOutputGets() throws Exception {
        try (Session session = ngenea().start(submit("--wait", "--json", PATH, "/mmfs1/fail"))) {
            assertEquals(1, session.exitCode());
            JsonNode json = json(session);
            assertEquals("FAILED", json.path("outcome").asText());
            assertEquals("FAILURE", json.path("state").asText());
            assertEquals("1", json.path("id").asText());
            assertEquals(1, json.path("exitCode").asInt());
            assertEquals(1, json.path("failures").size());
        }
    }

    @Test
    void thePathsCanComeFromAPipe() throws Exception {
        String script = "printf '/a\\n\\n/b c\\n' | $NGENEA submit --workflow migrate --site dfoster1 --paths-from -"
                + " --field lock_level=partial --field count:=3 --field dry:=true";
        try (Session session = ngenea().startShell(script)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(
                    "{\"paths\":[\"/a\",\"/b c\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\","
                            + "\"fields\":{\"count\":3,\"dry\":true,\"lock_level\":\"partial\"}}",
                    hub.requests(FaultPoint.SUBMIT).get(0).body());
        }
    }

    @Test
    void linksLeadToThePageThatTheEnvironmentNames() throws Exception {
        try (Session session = ngenea().with("NGENEA_JOB_PAGE", "https://ui.example.com/job/{id}").start(submit(PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Job 1 submitted: https://ui.example.com/job/1"), session::output);
        }
        try (Session session = ngenea().with("NGENEA_JOB_PAGE", "https://ui.example.com/").start(submit(PATH))) {
            assertEquals(2, session.exitCode(), session::errors);
            assertTrue(session.errors().startsWith("ngenea: NGENEA_JOB_PAGE: "), session::errors);
        }
        assertEquals(1, hub.jobs().size());
    }
}
