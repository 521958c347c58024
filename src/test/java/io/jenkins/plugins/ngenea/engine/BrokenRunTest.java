package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mistake of the program's own ends a run while its request is about to go out, or is out. */
@Timeout(60)
class BrokenRunTest extends RigTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What is done in the lanes. */
    private final List<CompletableFuture<Void>> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
        rig.onThreads();
        Lanes lanes = Lanes.on((name, threads) -> task -> requests.add(CompletableFuture.runAsync(task)));
        rig.connection = new Connection(rig.connection.client(), rig.connection.follower(), lanes);
    }

    private void breakDuring(FaultPoint point) throws Exception {
        rig.hub.faults().next(point, Fault.hang());
        HubJobRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(point, 1, LONG));
        // as any task on its queue might throw
        run.leaveAlone(null);
        await().atMost(LONG).until(() -> !seen.ends.isEmpty());
        rig.hub.faults().release();
        requests.forEach(CompletableFuture::join);
    }

    private JournalEntry onDisk() throws IOException {
        return new Journal(directory).find(Rig.BUILD, Rig.KEY).orElseThrow();
    }

    @Test
    void aRequestThatHasNotGoneOutStaysHere() throws Exception {
        breakDuring(FaultPoint.JOBS);
        assertEquals(0, rig.posts());
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertTrue(seen.settled);
    }

    @Test
    void aRequestThatIsOutLeavesItsRecordForTheNextProcess() throws Exception {
        breakDuring(FaultPoint.SUBMIT);
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertTrue(seen.outcome().message().contains("used the next time Jenkins starts"), seen.text());
        assertFalse(seen.settled);
        assertEquals("1", onDisk().jobId());
    }

    @Test
    void itsJobIsFollowedAfterARestart() throws Exception {
        breakDuring(FaultPoint.SUBMIT);
        rig.restart();
        Seen next = new Seen();
        rig.start(next);
        rig.hub.lastJob().finish("SUCCESS");
        await().atMost(LONG).until(() -> {
            rig.time.advance(Duration.ofSeconds(1));
            return next.isOver();
        });
        assertEquals(Kind.SUCCEEDED, next.outcome().kind());
        assertEquals(1, rig.posts());
    }
}
