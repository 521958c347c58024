package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands around submitting and waiting, and how wrong usage is answered. */
class ToolsSessionTest extends SessionWithHub {
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
    void anAnswerThatCannotBeAKeyIsNotShown() throws Exception {
        hub.addUser("dfoster", "p4ssw0rd");
        Session.Builder login = ngenea().with("NGENEA_USERNAME", "dfoster").with("NGENEA_PASSWORD", "p4ssw0rd");
        String answer = "{\"api_key\":\"first-part \\u001b[2Jsecond-part\"}";
        hub.faults().times(2, FaultPoint.CLIENT_KEYS, Fault.status(201, answer, "application/json"));
        for (String[] arguments : List.of(
                new String[] {"create-key", "nightly"}, new String[] {"create-key", "nightly", "-o", "new-key"})) {
            try (Session session = login.start(arguments)) {
                assertEquals(4, session.exitCode());
                assertTrue(session.errors().contains("Delete it in the Hub"), session::errors);
                assertFalse((session.output() + session.errors()).contains("-part"), session::errors);
            }
        }
        assertFalse(Files.exists(folder.resolve("new-key")));
    }

    @Test
    void theDemonstrationRunsByItself() throws Exception {
        try (Session session = new Session.Builder(folder).start("demo", "--fail")) {
            assertEquals(1, session.exitCode());
            assertTrue(session.output().contains("submitting workflow 'migrate'"), session::output);
        }
    }

    @Test
    void theTourShowsWhatBecomesOfJobsWhenThingsGoWrong() throws Exception {
        try (Session session = new Session.Builder(folder).start("tour")) {
            assertEquals(0, session.exitCode(), session::errors);
            for (String shown : List.of(
                    "== 1. A job runs to its end",
                    "/mmfs1/data/fail-99.tgz\n/mmfs1/data/fail-799.tgz\n/mmfs1/data/fail-1499.tgz\n",
                    "Lost contact: ",
                    "Reconnected to Hub",
                    "Jobs that the Hub got: 1\n",
                    "Exit code 143. State of the job in the Hub: CANCELLED",
                    "$ ngenea check\nTHING ",
                    "The Hub contradicts nothing that the plugin needs.\nExit code 0")) {
                assertTrue(session.output().contains(shown), () -> shown + " is not in\n" + session.output());
            }
            assertTrue(session.errors().contains("was killed. Job "), session::errors);
        }
    }

    @Test
    void theEmulatorTellsHowToReachIt() throws Exception {
        try (Session emulator = new Session.Builder(folder).start("emulator", "--port", "0", "--sites", "lab,archive")) {
            String line = emulator.awaitLine("Emulated Ngenea Hub at ");
            String url = line.replaceAll(".* at (http\\S+).*", "$1");
            try (Session session =
                    ngenea().with("NGENEA_API_KEY", EmulatedHub.KEY).start("sites", "--hub", url)) {
                assertEquals(0, session.exitCode(), session::errors);
                assertEquals(List.of("lab", "archive"), session.output().lines().toList());
            }
            emulator.signal("TERM");
            assertEquals(143, emulator.exitCode());
        }
    }
}
