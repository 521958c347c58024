package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request that broke off in its midst is certainly not taken, and nobody has to look for its job. */
@Timeout(60)
class BrokenUploadTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Seen seen = new Seen();
    private Rig rig;

    @BeforeEach
    void start(@TempDir Path directory) {
        rig = new Rig(directory);
        rig.paths = IntStream.range(0, 100_000)
                .mapToObj(i -> "/mmfs1/data/projects/archive/2024/some/directory/file-" + i)
                .toList();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void itIsSentAgain() {
        rig.hub.faults().times(2, FaultPoint.SUBMIT, Fault.uploadReset());
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, rig.hub.jobs().size());
        assertEquals(3, rig.posts());
        assertEquals(0, seen.linesWith("The result of the submit is unknown"));
        assertEquals(1, seen.linesWith("split the list of paths"));
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
    }

    @Test
    void whereThatHappensAgainAndAgainTheRunEndsWithNothingSubmitted() throws Exception {
        rig.hub.faults().always(FaultPoint.SUBMIT, Fault.uploadReset());
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.NOT_SUBMITTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().endsWith(" Nothing was submitted."),
                seen.outcome().message());
        assertTrue(
                seen.outcome().message().contains("split the list of paths"),
                seen.outcome().message());
        assertEquals(0, rig.journal.all().size());
        assertEquals(0, rig.hub.jobs().size());
    }
}
