package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.RecordFiles;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process knows the record of a run from memory, and cannot read its file when the run is to go on. */
@Timeout(60)
class RecordOutOfReachTest {
    @TempDir
    Path directory;

    private Rig rig;
    private Path file;
    private Path away;
    private final Seen seen = new Seen();

    @BeforeEach
    void crashWhileFollowing() throws IOException {
        rig = new Rig(directory);
        rig.hub.holdJobs();
        HubJobRun run = rig.start(new Seen());
        run.detach();
        rig.restart();
        assertEquals(1, rig.journal.unclaimed().size());
        file = directory.resolve(RecordFiles.folder(Rig.BUILD)).resolve(Rig.KEY + ".json");
        away = directory.resolve("away");
        Files.move(file, away);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void goOn() {
        rig.newRun(seen, "1").start();
        rig.time.settle();
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertEquals(1, seen.ends.size());
    }

    @Test
    void aFileThatCannotBeReadStays() throws Exception {
        // a loop: neither "not there" nor readable
        Files.createSymbolicLink(file, file);
        goOn();
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    void aFileThatIsDamagedStays() throws Exception {
        Files.writeString(file, "{");
        goOn();
        assertEquals("{", Files.readString(file));
    }

    @Test
    void itsRunGoesOnWhenTheFileCanBeReadAgain() throws Exception {
        Files.writeString(file, "{");
        goOn();
        Files.delete(file);
        Files.move(away, file);
        assertEquals(1, rig.journal.unclaimed().size());
        Seen next = new Seen();
        rig.start(next);
        assertEquals(List.of("1"), next.jobIds);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(next, Duration.ofMinutes(1));
        assertEquals(Kind.SUCCEEDED, next.outcome().kind());
        assertEquals(1, rig.posts());
    }
}
