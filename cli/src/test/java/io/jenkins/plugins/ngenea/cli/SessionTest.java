package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripted sessions with the command as a process of its own, none of them on a terminal. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class SessionTest {
    private static final String PATH = "/mmfs1/data/sample_data.tgz";

    @TempDir
    Path folder;

    private HubEmulator hub;
    private String key;

    @BeforeEach
    void startHub() {
        hub = HubEmulator.start();
        hub.defaultTimes(Duration.ZERO, Duration.ofSeconds(1));
        hub.cancelDelay(Duration.ZERO);
        key = hub.newClientKey();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private Session.Builder ngenea() {
        return new Session.Builder(folder).with("NGENEA_HUB_URL", hub.url()).with("NGENEA_API_KEY", key);
    }

    private static String[] submit(String... more) {
        return Stream.concat(
                        Stream.of("submit", "--workflow", "migrate", "--site", "dfoster1", "--discovery", "none"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void aWorkflowIsSubmittedAndWatchedToItsSuccess() throws Exception {
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Job 1 submitted: " + hub.url() + "/jobs/1"), session::output);
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
            assertTrue(session.output().contains("following job 1"), session::output);
            assertTrue(session.output().contains("Job 1 ended: SUCCESS"), session::output);
        }
        try (Session session = ngenea().start("status", "1", "--json")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals("SUCCESS", json(session).path("state").asText());
        }
    }

    @Test
    void oneCtrlCCancelsTheJobInTheHub() throws Exception {
        hub.holdJobs();
        // a shell that was started in the background lets its children ignore Ctrl-C
        String script =
                "exec env --default-signal=INT $NGENEA submit --workflow migrate --site dfoster1 --wait " + PATH;
        try (Session session = ngenea().startShell(script)) {
            session.awaitLine("Job 1 submitted");
            session.signal("INT");
            assertEquals(130, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Asked Hub"), session::output);
        }
        assertEquals("CANCELLED", hub.job("1").state());
    }

    @Test
    void aSecondSignalLeavesAtOnceWhileTheHubIsStillBusy() throws Exception {
        hub.holdJobs();
        hub.faults().always(FaultPoint.CANCEL, Fault.hang());
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            session.awaitLine("Job 1 submitted");
            session.signal("TERM");
            session.awaitLine("once more leaves at once");
            session.signal("TERM");
            assertEquals(143, session.exitCode());
        }
    }

    @Test
    void theRunOfAKilledProcessIsToldToTheNextOne() throws Exception {
        hub.holdJobs();
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            session.awaitLine("Job 1 submitted");
            session.signal("KILL");
            assertEquals(137, session.exitCode());
        }
        try (Session session = ngenea().start(submit(PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("'ngenea wait 1' follows it on"), session::errors);
        }
        try (Session session = ngenea().start(submit(PATH))) {
            assertEquals(0, session.exitCode());
            assertEquals("", session.errors(), "it is told once");
        }
    }

    @Test
    void withNoCancelAnInterruptLeavesTheJobRunning() throws Exception {
        hub.holdJobs();
        try (Session session = ngenea().start(submit("--wait", "--no-cancel", PATH))) {
            session.awaitLine("Job 1 submitted");
            session.signal("TERM");
            assertEquals(143, session.exitCode());
            assertTrue(session.errors().contains("ngenea wait --hub " + hub.url() + " 1"), session::errors);
        }
        assertEquals("STARTED", hub.job("1").state());
    }

    @Test
    void theTimeoutCancelsTheJobAndGivesExitCode5() throws Exception {
        hub.holdJobs();
        try (Session session = ngenea().start(submit("--wait", "--timeout", "2s", PATH))) {
            assertEquals(5, session.exitCode(), session::errors);
        }
        assertEquals("CANCELLED", hub.job("1").state());
    }

    @Test
    void aJobCancelledFromAnotherProcessGivesExitCode1() throws Exception {
        hub.holdJobs();
        try (Session watching = ngenea().start(submit("--wait", PATH))) {
            watching.awaitLine("Job 1 submitted");
            try (Session cancelling = ngenea().start("cancel", "1")) {
                assertEquals(0, cancelling.exitCode(), cancelling::errors);
            }
            assertEquals(1, watching.exitCode());
            assertTrue(watching.errors().contains("was cancelled in Hub"), watching::errors);
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
            session.awaitLine("The answer to the submit was lost");
            hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
            assertEquals(6, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("Run this again only if it is not there"), session::errors);
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
    void theListsOfTheHubAreShown() throws Exception {
        try (Session session = ngenea().start("jobs", "--json")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(0, json(session).path("count").asInt(-1));
            assertEquals(
                    0, json(session).path("stats").path("state").path("SUCCESS").asInt(-1));
        }
        try (Session session = ngenea().start("sites")) {
            assertEquals(0, session.exitCode());
            assertTrue(session.output().contains("dfoster1"), session::output);
        }
        try (Session session = ngenea().start("workflows")) {
            assertEquals(0, session.exitCode());
            assertTrue(session.output().contains("migrate"), session::output);
        }
        try (Session session = ngenea().start("health")) {
            assertEquals(0, session.exitCode());
            assertTrue(session.output().startsWith("overall: ok"), session::output);
        }
    }

    @Test
    void thePathsCanComeFromAPipe() throws Exception {
        String script = "printf '/a\\n\\n  /b c\\n' | $NGENEA submit --workflow migrate --site dfoster1 --paths-from -"
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
    void wrongUsageGivesExitCode2AndNoRequest() throws Exception {
        for (String[] wrong : List.of(
                submit(),
                submit("--timeout", "5m", PATH),
                submit("--wait", "--timeout", "soon", PATH),
                submit("--field", "x", PATH),
                submit("--paths-from", "/no/such/file"),
                submit("--key", "secret", PATH),
                new String[] {"nonsense"})) {
            try (Session session = ngenea().start(wrong)) {
                assertEquals(2, session.exitCode(), session::errors);
                assertTrue(session.errors().startsWith("ngenea: "), session::errors);
            }
        }
        assertEquals(0, hub.requestCount());
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws Exception {
        Path file = folder.resolve("key");
        Files.writeString(file, key + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (Session session = ngenea().start("sites", "--key-file", file.toString())) {
            assertEquals(2, session.exitCode());
            assertTrue(session.errors().contains("chmod 600"), session::errors);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (Session session = ngenea().with("NGENEA_API_KEY", "wrong").start("sites", "--key-file", file.toString())) {
            assertEquals(0, session.exitCode(), session::errors);
        }
    }

    @Test
    void aKeyIsCreatedIntoAFileThatOnlyItsOwnerCanRead() throws Exception {
        hub.addUser("dfoster", "p4ssw0rd");
        Path file = folder.resolve("new-key");
        Session.Builder login = ngenea().with("NGENEA_USERNAME", "dfoster").with("NGENEA_PASSWORD", "p4ssw0rd");
        try (Session session = login.start("create-key", "nightly", "--output", file.toString())) {
            assertEquals(0, session.exitCode(), session::errors);
            assertFalse(session.output().contains(Files.readString(file).strip()));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Session session = ngenea().start("sites", "--key-file", file.toString())) {
            assertEquals(0, session.exitCode(), session::errors);
        }
        try (Session session = login.start("create-key", "again", "--output", file.toString())) {
            assertEquals(2, session.exitCode(), "a file that is there is never overwritten");
        }
        try (Session session = login.with("NGENEA_PASSWORD", "other").start("create-key", "x", "-o", "unused")) {
            assertEquals(3, session.exitCode());
            assertFalse(session.errors().contains("other"), session::errors);
            assertFalse(Files.exists(folder.resolve("unused")));
        }
    }

    @Test
    void theDemonstrationRunsByItself() throws Exception {
        try (Session session = new Session.Builder(folder).start("demo", "--fail")) {
            assertEquals(1, session.exitCode());
            assertTrue(session.output().contains("submitting workflow 'migrate'"), session::output);
        }
    }

    @Test
    void theEmulatorTellsHowToReachIt() throws Exception {
        try (Session emulator = new Session.Builder(folder).start("emulator", "--port", "0")) {
            String line = emulator.awaitLine("Emulated Ngenea Hub at ");
            String url = line.replaceAll(".* at (http\\S+).*", "$1");
            try (Session session =
                    ngenea().with("NGENEA_API_KEY", EmulatedHub.KEY).start("sites", "--hub", url)) {
                assertEquals(0, session.exitCode(), session::errors);
            }
            emulator.signal("TERM");
            assertEquals(143, emulator.exitCode());
        }
    }

    private void assertTheKeyIsNowhere() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(key), file::toString);
            }
        }
    }

    private static JsonNode json(Session session) throws IOException {
        return new ObjectMapper().readTree(session.output());
    }
}
