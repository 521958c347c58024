package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.RecordFiles;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the records takes nothing for a while. */
@Timeout(60)
class UnwrittenRecordTest {
    @TempDir
    Path directory;

    private Rig rig;
    private Path records;
    private Path away;
    private final Seen seen = new Seen();

    @BeforeEach
    void start() throws IOException {
        Path journal = Files.createDirectory(directory.resolve("journal"));
        records = journal.resolve(RecordFiles.folder(Rig.BUILD));
        away = directory.resolve("away");
        rig = new Rig(journal, HubProfile.PATHS_IN_JOBS);
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void breakDisk() {
        try {
            Files.move(records, away);
            Files.writeString(records, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mendDisk() throws IOException {
        Files.delete(records);
        Files.move(away, records);
    }

    private JournalEntry onDisk() throws IOException {
        return new Journal(records.getParent()).find(Rig.BUILD, Rig.KEY).orElseThrow();
    }

    /** The disk breaks between the record of the submit and its answer. */
    private HubJobRun submitOntoBrokenDisk() {
        seen.onLine = line -> {
            if (line.contains("submitting workflow")) {
                breakDisk();
            }
        };
        return rig.start(seen);
    }

    @Test
    void aJobIdThatCannotBeWrittenDownIsWrittenWhenThatIsPossibleAgain() throws Exception {
        submitOntoBrokenDisk();
        assertEquals("[1]", seen.jobIds.toString());
        rig.time.advance(Duration.ofMinutes(30));
        assertFalse(seen.isOver(), seen.text());
        mendDisk();
        assertEquals(Status.SUBMITTING, onDisk().status());
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals("1", onDisk().jobId());
        assertEquals(Status.FOLLOWING, onDisk().status());
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void thePathsAreNeededUntilTheRecordNamesTheJob() throws Exception {
        submitOntoBrokenDisk();
        assertEquals("[1]", seen.jobIds.toString());
        rig.time.advance(Duration.ofMinutes(30));
        assertFalse(seen.isRecorded);
        mendDisk();
        rig.time.advance(Duration.ofMinutes(5));
        assertTrue(seen.isRecorded);
        assertEquals("1", onDisk().jobId());
    }

    @Test
    void aJobWhoseRecordIsWrittenAtOnceNeedsThePathsNoLonger() {
        rig.start(seen);
        assertTrue(seen.isRecorded);
    }

    @Test
    void aShortTroubleOfTheDiskIsOverAfterSeconds() throws Exception {
        submitOntoBrokenDisk();
        mendDisk();
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals("1", onDisk().jobId());
    }

    @Test
    void aCancelIsSentThoughItCannotBeWrittenDownAndIsWrittenLater() throws Exception {
        HubJobRun run = rig.start(seen);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        breakDisk();
        run.abort();
        rig.time.settle();
        assertEquals(1, rig.cancels());
        mendDisk();
        assertEquals(Status.FOLLOWING, onDisk().status());
        rig.time.advance(Duration.ofSeconds(10));
        assertEquals(Status.CANCELLING, onDisk().status());
        assertEquals(StopReason.ABORTED, onDisk().stop());
    }

    @Test
    void theEndOfARunIsNotHeldUp() {
        rig.start(seen);
        breakDisk();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void theEndThatCannotBeWrittenIsKnownAtOnceAndWrittenLater() throws Exception {
        rig.keepRecord = true;
        rig.awaitEnd = false;
        seen.onLine = line -> {
            if (line.contains("ubmitted") && Files.isDirectory(records)) {
                breakDisk();
            }
        };
        rig.start(seen);
        assertEquals(Kind.SUBMITTED, seen.outcome().kind());
        assertEquals(Status.ENDED, rig.journal.all().get(0).status());
        rig.time.advance(Duration.ofMinutes(30));
        mendDisk();
        assertEquals(Status.FOLLOWING, onDisk().status());
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals(Status.ENDED, onDisk().status());
    }

    @Test
    void anEndThatCannotBeWrittenIsNotWrittenAnyMoreOnceItsRecordIsRemoved() throws Exception {
        rig.keepRecord = true;
        rig.start(seen);
        breakDisk();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        mendDisk();
        rig.journal.remove(rig.journal.all().get(0));
        rig.time.advance(Duration.ofMinutes(10));
        assertFalse(Files.exists(records.resolve(Rig.KEY + ".json")));
        assertEquals(0, new Journal(records.getParent()).all().size());
    }
}
