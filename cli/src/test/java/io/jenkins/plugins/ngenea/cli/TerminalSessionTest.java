package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on a terminal, which the program {@code script} of util-linux lends. */
class TerminalSessionTest extends SessionWithHub {
    @BeforeEach
    void needsATerminal() throws Exception {
        Process script = new ProcessBuilder("bash", "-c", "script --version | grep -q util-linux").start();
        assumeTrue(script.waitFor() == 0, "no program that lends a terminal");
    }

    @Test
    void thePasswordIsAskedForAndNotEchoed() throws Exception {
        hub.addUser("dfoster", "p4ssw0rd");
        Path file = folder.resolve("new-key");
        // each answer follows its question
        String typing = "until grep -q 'User of' out; do sleep 0.1; done; echo dfoster;"
                + " until grep -q 'Password' out; do sleep 0.1; done; sleep 0.3; echo p4ssw0rd;"
                + " until grep -q 'nightly' out; do sleep 0.1; done";
        String shell = "touch out; (" + typing + ") | script -qefc \"$NGENEA create-key nightly -o " + file
                + "\" /dev/null > out; cat out";
        try (Session session = ngenea().startShell(shell)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("Client key 'nightly' was written to " + file), session::output);
            assertFalse(session.output().contains("p4ssw0rd"), session::output);
        }
        assertTrue(Files.size(file) > 20);
    }

    /**
     * A trial of a cancel on a terminal.
     *
     * @param typing a shell's words that type the answer to the question
     */
    private Session trial(String typing) throws Exception {
        hub.planNext(JobPlan.held());
        String command = "$NGENEA check --try-cancel --workflow migrate --site dfoster1 " + PATH;
        String answer = "until grep -q 'y/N' out; do sleep 0.1; done; " + typing + "; sleep 0.3";
        return ngenea()
                .startShell("touch out; (" + answer + ") | script -qefc \"" + command
                        + "\" /dev/null > out; code=$?; cat out; exit $code");
    }

    private void assertAsks(Session session) {
        String question = "Run workflow migrate on " + PATH + " at site dfoster1 of Hub " + hub.url()
                + ", and cancel its job? Some of its work may be done by then. [y/N]";
        assertTrue(session.output().contains(question), session::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Yes", " YES "})
    void aTrialThatIsConfirmedSubmitsAndCancels(String answer) throws Exception {
        try (Session session = trial("echo '" + answer + "'")) {
            assertEquals(0, session.exitCode(), session::output);
            assertAsks(session);
            assertTrue(session.output().contains("The job ended: CANCELLED."), session::output);
        }
        assertEquals(1, hub.jobs().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo n", "echo", "echo yesterday", "printf '\\004'"})
    void aTrialThatIsNotConfirmedSubmitsNothing(String typing) throws Exception {
        try (Session session = trial(typing)) {
            assertEquals(2, session.exitCode(), session::output);
            assertAsks(session);
            assertTrue(session.output().contains("nothing was submitted."), session::output);
        }
        assertEquals(0, hub.requestCount());
    }

    @Test
    void aBarShowsTheProgress() throws Exception {
        hub.defaultTimes(Duration.ZERO, Duration.ofSeconds(3));
        String command = String.join(" ", submit("--wait", PATH));
        try (Session session = ngenea().startShell("script -qefc \"$NGENEA " + command + "\" /dev/null < /dev/null")) {
            assertEquals(0, session.exitCode(), session::output);
            assertTrue(session.output().contains("[                        ]   0% job 1 STARTED"), session::output);
            assertTrue(session.output().contains("[========================] 100% job 1 SUCCESS"), session::output);
            assertTrue(session.output().contains("Job 1 ended: SUCCESS"), session::output);
        }
    }

    private Session onATerminal(String command) throws Exception {
        hub.defaultTimes(Duration.ZERO, Duration.ofSeconds(2));
        Files.writeString(folder.resolve("run.sh"), command);
        return ngenea().with("TERM", "xterm").startShell("script -qefc 'bash run.sh' /dev/null < /dev/null");
    }

    private static String wait(String more) {
        return "$NGENEA submit --workflow migrate --site dfoster1 --wait /mmfs1/data/sample_data.tgz " + more;
    }

    @Test
    void theBarIsNoWiderThanTheTerminal() throws Exception {
        try (Session session = onATerminal("stty cols 40; " + wait(""))) {
            assertEquals(0, session.exitCode(), session::output);
            assertTrue(session.output().contains("[                        ]   0% job 1 S"), session::output);
            assertFalse(session.output().contains("job 1 STARTED"), session::output);
        }
    }

    @Test
    void theBarIsShownAlthoughTheOutputGoesElsewhere() throws Exception {
        try (Session session = onATerminal(wait("--json > out.json"))) {
            assertEquals(0, session.exitCode(), session::output);
            assertTrue(session.output().contains("100% job 1 SUCCESS"), session::output);
        }
    }

    @Test
    void noBarIsDrawnIntoAFile() throws Exception {
        try (Session session = onATerminal(wait("2> errors"))) {
            assertEquals(0, session.exitCode(), session::output);
            assertFalse(session.output().contains("\u001B"), session::output);
        }
        assertEquals("", Files.readString(folder.resolve("errors")));
    }

    @Test
    void aTerminalThatSaysNotWhatItIsGetsNoBar() throws Exception {
        for (String without : new String[] {"unset TERM; ", "export TERM=dumb; ", "export TERM=; "}) {
            try (Session session = onATerminal(without + wait(""))) {
                assertEquals(0, session.exitCode(), session::output);
                assertFalse(session.output().contains("\u001B"), session::output);
            }
        }
    }
}
