package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stops a session before its job has ended: signals, the timeout, somebody else. */
class InterruptedSessionTest extends SessionWithHub {
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
            session.awaitLine("Interrupt again to exit immediately");
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
            assertTrue(session.errors().contains("was being followed. To wait for it: ngenea wait 1"), session::errors);
        }
        try (Session session = ngenea().start(submit(PATH))) {
            assertEquals(0, session.exitCode());
            assertEquals("", session.errors(), "it is told once");
        }
    }

    /** Leaves the record of a killed process, changed. */
    private Path left(UnaryOperator<String> change) throws Exception {
        hub.holdJobs();
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            session.awaitLine("Job 1 submitted");
            session.signal("KILL");
            assertEquals(137, session.exitCode());
        }
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            Path record = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            String text = Files.readString(record);
            String changed = change.apply(text);
            assertNotEquals(text, changed);
            Files.writeString(record, changed);
            return record;
        }
    }

    private String errorsOfTheNextOne() throws Exception {
        try (Session session = ngenea().start(submit(PATH))) {
            assertEquals(0, session.exitCode(), session::errors);
            return session.errors();
        }
    }

    @Test
    void theRunOfAnotherHostIsLeftAlone() throws Exception {
        Path record = left(text -> text.replaceFirst("(\"build\":\"ngenea \\d+ \\d+ )[^ ]+", "$1otherhost~abcdef"));
        assertEquals("", errorsOfTheNextOne());
        assertTrue(Files.exists(record));
    }

    @Test
    void aRecordWhoseNameIsNotItsKeyIsNotBelieved() throws Exception {
        Path record = left(text -> text.replaceFirst("[0-9a-f-]{36}\"", UUID.randomUUID() + "\"")
                .replaceFirst("(\"build\":\"[^\"]*)[0-9a-f-]{36}\"", "$1" + UUID.randomUUID() + "\""));
        assertEquals("", errorsOfTheNextOne());
        assertTrue(Files.exists(record));
    }

    @Test
    void nothingOfARecordIsPrintedAsItIs() throws Exception {
        left(text -> text.replaceFirst("\"hub\":\"", "\"hub\":\"\\\\u001b[31mred")
                .replaceFirst("\"jobId\":\"1\"", "\"jobId\":\"1\\\\u001b[2J; rm -rf\""));
        String errors = errorsOfTheNextOne();
        assertTrue(errors.contains("It is not known whether Hub [31mred"), errors);
        assertTrue(errors.chars().allMatch(c -> c == '\n' || c >= ' '), errors);
        assertFalse(errors.contains("rm -rf"), errors);
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
            assertTrue(watching.errors().contains("was cancelled on Hub"), watching::errors);
        }
    }
}
