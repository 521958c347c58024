package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same number is another job on another server, whatever name that has in the configuration. */
@Timeout(60)
class HubOfRecordTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private Rig rig;
    private HubEmulator other;
    private final Seen before = new Seen();
    private final Seen after = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory, HubProfile.PATHS_IN_JOBS);
        rig.hub.holdJobs();
        other = HubEmulator.start(HubProfile.PATHS_IN_JOBS, rig.time, 0);
        other.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.close();
        other.close();
    }

    private void crash(HubJobRun run) {
        run.detach();
        rig.restart();
        rig.hub.faults().clear();
    }

    private JournalEntry record() throws Exception {
        return rig.journal.find(Rig.BUILD, Rig.KEY).orElseThrow();
    }

    private void assertLeftAlone(JournalEntry asItWas) throws Exception {
        assertEquals(List.of(), other.requests());
        assertEquals(asItWas, record());
        assertEquals(List.of(asItWas), rig.journal.unclaimed());
        String message = after.outcome().message();
        assertTrue(message.contains("now has the address " + other.url()), message);
        assertTrue(message.contains(rig.hub.url()), message);
        assertTrue(message.contains("Its record is kept"), message);
    }

    @Test
    void aRecordNamesTheAddressOfItsHub() throws Exception {
        rig.start(before);
        assertEquals(rig.address(), record().hubUrl());
    }

    @Test
    void aJobIsNotLookedForOnAnotherServerOfTheSameName() throws Exception {
        HubJobRun run = rig.start(before);
        crash(run);
        JournalEntry asItWas = record();
        rig.pointAt(other);
        rig.start(after);
        rig.untilOver(after, FIVE_MINUTES);
        assertEquals(Kind.LOST, after.outcome().kind());
        assertTrue(
                after.outcome().message().contains("Job 1 is neither polled nor cancelled"),
                after.outcome().message());
        assertLeftAlone(asItWas);
    }

    @Test
    void aPendingCancelIsNotSentToTheSameNumberOnAnotherServer() throws Exception {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        HubJobRun run = rig.start(before);
        run.abort();
        crash(run);
        JournalEntry asItWas = record();
        assertEquals(Status.CANCELLING, asItWas.status());
        rig.pointAt(other);
        rig.start(after);
        rig.untilOver(after, FIVE_MINUTES);
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertLeftAlone(asItWas);
    }

    @Test
    void aLostAnswerIsNotLookedForOnAnotherServer() throws Exception {
        rig.hub.profile(HubProfile.DOCUMENTED_ONLY);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        HubJobRun run = rig.start(before);
        crash(run);
        JournalEntry asItWas = record();
        assertEquals(Status.SUBMITTING, asItWas.status());
        rig.pointAt(other);
        rig.start(after);
        rig.untilOver(after, FIVE_MINUTES);
        assertEquals(Kind.UNKNOWN_SUBMIT, after.outcome().kind());
        assertLeftAlone(asItWas);
    }

    @Test
    void theRecordIsTakenUpWhenItsHubIsConfiguredAgain() throws Exception {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        HubJobRun run = rig.start(before);
        run.abort();
        crash(run);
        Connection first = rig.connection;
        rig.pointAt(other);
        rig.start(after);
        rig.restart();
        rig.connection = first;
        Seen again = new Seen();
        rig.start(again);
        rig.untilOver(again, FIVE_MINUTES);
        assertEquals(Kind.ABORTED, again.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aRunUnderWayGoesOnWithTheServerItBeganWith() {
        rig.start(before);
        rig.pointAt(other);
        rig.time.advance(Duration.ofMinutes(1));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(before, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, before.outcome().kind());
        assertEquals(List.of(), other.requests());
    }

    @Test
    void theKeyOfAnotherServerIsNoNewerKeyOfThisOne() {
        rig.start(before);
        rig.pointAt(other);
        rig.hub.faults().always(FaultPoint.JOB, Fault.detail(401, "Invalid API key."));
        rig.untilOver(before, FIVE_MINUTES);
        assertEquals(Kind.LOST, before.outcome().kind());
        assertEquals(1, before.linesWith("now has the address " + other.url()), before.text());
        assertEquals(List.of(), other.requests());
    }

    @Test
    void aRunThatSubmittedNothingYetMayGoToTheNewAddress() {
        rig.pointAt(other);
        rig.start(before);
        assertEquals(1, other.jobs().size());
        assertEquals(0, rig.posts());
    }

    @Test
    void aRecordOfAVersionThatWroteNoAddressGoesByTheName() throws Exception {
        HubJobRun run = rig.start(before);
        crash(run);
        Path file;
        try (Stream<Path> all = Files.walk(directory)) {
            file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(file, Files.readString(file).replaceFirst("\"hubUrl\":\"[^\"]*\",", ""));
        rig.restart();
        assertEquals("", record().hubUrl());
        HubJobRun resumed = rig.start(after);
        assertEquals(List.of("1"), after.jobIds);
        assertFalse(after.isOver());
        resumed.abort();
        rig.time.settle();
        assertEquals(rig.address(), record().hubUrl());
    }
}
