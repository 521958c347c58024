package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RecordFiles;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a run from submitting anything. */
@Timeout(60)
class NothingSubmittedTest extends JournalBelow {
    @Test
    void nothingIsSubmittedIfTheJournalCannotBeWritten() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("journal")).resolve(RecordFiles.folder(Rig.BUILD));
        Files.createSymbolicLink(folder, directory.resolve("not there"));
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("Cannot write the record"),
                seen.outcome().message());
        assertEquals(0, rig.posts());
    }

    @Test
    void nothingIsSubmittedIfTheJournalCannotBeRead() throws Exception {
        Files.writeString(directory.resolve("journal"), "a file where the folder should be");
        rig.start(seen);
        assertTrue(
                seen.outcome().message().contains("Cannot read the plugin's journal"),
                seen.outcome().message());
        assertEquals(0, rig.posts());
    }

    @Test
    void nothingIsSubmittedIfTheDiskWithTheJournalIsNotThere() throws Exception {
        Files.createSymbolicLink(directory.resolve("journal"), directory.resolve("not mounted"));
        rig.start(seen);
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("Cannot read the plugin's journal"),
                seen.outcome().message());
        assertEquals(0, rig.posts());
    }

    @Test
    void nothingIsSubmittedIfTheCredentialIsMissing() throws Exception {
        rig.noConnection = "There is no credential 'x'.";
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertEquals("There is no credential 'x'.", seen.outcome().message());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void pathsThatCannotBeReadAreARejectionBeforeAnyRequest() {
        HubJobRun run = new HubJobRun(
                new RunPlan(
                        JournalEntry.ofNewRun(
                                "k",
                                new StepOfBuild("b", ""),
                                new HubAccess("prod", ""),
                                "migrate",
                                "dfoster1",
                                "",
                                RunTerms.of(rig.time.now(), null, true, false)),
                        () -> {
                            throw new IOException("paths.txt is gone");
                        },
                        true,
                        false),
                Rig.services(rig.journal, rig.time, () -> new RetryBudget(Rig.BUDGET, null)),
                () -> rig.connection,
                seen);
        run.start();
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertEquals("paths.txt is gone", seen.outcome().message());
        assertEquals(0, rig.hub.requestCount());
    }

    @Test
    void aFieldOfATypeThatJsonDoesNotHaveIsARejectionAndNoRunThatNeverEnds() {
        rig.fields = Map.of("since", Instant.EPOCH);
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertEquals(0, rig.posts());
    }
}
