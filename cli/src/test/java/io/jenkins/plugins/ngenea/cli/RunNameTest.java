package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of which runs it is certain that their process has ended. */
class RunNameTest {
    private static final String OUTSIDE = "pid:[4026531836]";
    private static final String CONTAINER = "pid:[4026532208]";

    private final String key = UUID.randomUUID().toString();
    private final RunName here = new RunName(1, "100", "web1~ab", "boot1", OUTSIDE, key);

    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        process.waitFor();
        return process.pid();
    }

    private RunName left(long pid, String start, String host, String boot, String namespace) {
        return new RunName(pid, start, host, boot, namespace, key);
    }

    @Test
    void aProcessOfThisHostThatIsNotThereIsGone() throws Exception {
        assertTrue(left(deadPid(), "5", "web1~ab", "boot1", OUTSIDE).isGone(here));
    }

    @Test
    void aProcessThatRunsIsNotGone() {
        RunName self = RunName.of(key);
        assertFalse(self.isGone(self));
    }

    @Test
    void aProcessIdThatWasGivenAgainIsAnotherProcess() {
        RunName self = RunName.of(key);
        RunName earlier = new RunName(self.pid(), "7", self.host(), self.boot(), self.namespace(), key);
        assertTrue(earlier.isGone(self));
    }

    @Test
    void whatRunsOnAnotherHostIsNotKnown() throws Exception {
        assertFalse(left(deadPid(), "5", "web2~ab", "boot1", OUTSIDE).isGone(here));
        assertFalse(left(deadPid(), "5", "web1~cd", "boot2", OUTSIDE).isGone(here));
    }

    @Test
    void whatRunsInAnotherContainerIsNotKnown() throws Exception {
        assertFalse(left(deadPid(), "5", "web1~ab", "boot1", CONTAINER).isGone(here));
        assertFalse(left(deadPid(), "5", "web1~ab", "boot2", CONTAINER).isGone(here));
    }

    @Test
    void whatRanBeforeTheHostWasStartedAgainIsGone() {
        assertTrue(left(ProcessHandle.current().pid(), "5", "web1~ab", "boot0", OUTSIDE)
                .isGone(here));
        assertFalse(left(1, "5", "web1~ab", "-", OUTSIDE).isGone(here), "who knows when");
    }

    private static JournalEntry entry(String key, String build) {
        return JournalEntry.ofNewRun(
                key,
                new StepOfBuild(build, ""),
                new HubAccess("hub", ""),
                "w",
                "s",
                "1",
                RunTerms.of(Instant.now(), null, true, false));
    }

    @Test
    void aNameIsReadAgainFromItsRecord() {
        RunName self = RunName.of(key);
        assertEquals(Optional.of(self), RunName.of(entry(key, self.toString())));
    }

    @Test
    void aRecordWhoseKeyIsNotItsNamesOrNoUuidIsNotTrusted() {
        RunName self = RunName.of(key);
        assertEquals(Optional.empty(), RunName.of(entry(UUID.randomUUID().toString(), self.toString())));
        String climbing = "../../x";
        assertEquals(
                Optional.empty(), RunName.of(entry(climbing, self.toString().replace(key, climbing))));
        assertEquals(Optional.empty(), RunName.of(entry(key, "ngenea 4711 " + key)), "of a version that named no host");
        assertEquals(Optional.empty(), RunName.of(entry(key, self.toString().replaceFirst(" \\d+ ", " x "))));
    }
}
