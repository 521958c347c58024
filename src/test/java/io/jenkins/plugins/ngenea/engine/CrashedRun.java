package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that a crash cuts off, and the one that takes it up. */
abstract class CrashedRun {
    static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    Rig rig;
    final Seen before = new Seen();
    final Seen after = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory, HubProfile.PATHS_IN_JOBS);
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** Nothing of the first process goes on, and a second one has an empty memory. */
    void crash(HubJobRun run) {
        run.detach();
        rig.restart();
        rig.hub.faults().clear();
    }

    Status status() throws Exception {
        return rig.journal.find(rig.build, rig.key).orElseThrow().status();
    }

    void assertFollowsTheOneJob(String id) {
        assertEquals(List.of(id), after.jobIds);
        assertEquals(1, rig.hub.jobs().size());
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.SUCCEEDED, after.outcome().kind());
        assertEquals(1, rig.posts());
        assertEquals(List.of(), before.outcomes);
    }
}
