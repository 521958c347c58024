package io.jenkins.plugins.ngenea.follow;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The POST hangs on a thread of its own while the build is aborted. */
@Timeout(60)
class AbortDuringSubmitTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Rig rig;
    private final Seen seen = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.onThreads();
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private WorkflowRun hangingPost() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        WorkflowRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        return run;
    }

    @Test
    void aPostThatIsOutIsSaidToBeOut() throws Exception {
        WorkflowRun run = hangingPost();
        assertTrue(run.isSubmitOut());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> !run.isSubmitOut());
        await().atMost(LONG).until(() -> seen.jobIds.equals(List.of("1")));
    }

    @Test
    void theOutcomeComesAfterTwentySecondsAndTheCancelAsSoonAsTheIdIsKnown() throws Exception {
        WorkflowRun run = hangingPost();
        run.abort();
        rig.time.advance(Duration.ofSeconds(19));
        assertFalse(seen.isOver());
        rig.time.advance(Duration.ofSeconds(1));
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("as soon as its id is known"),
                seen.outcome().message());
        assertEquals(Phase.SUBMITTING, rig.journal.all().get(0).phase());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> rig.cancels() == 1);
        await().atMost(LONG).until(() -> rig.journal.all().isEmpty());
        assertEquals(1, rig.posts());
        assertEquals(1, seen.outcomes.size());
        assertEquals("CANCELLING", rig.hub.lastJob().state());
    }

    @Test
    void aPostThatIsAnsweredInTimeIsCancelledBeforeTheOutcome() throws Exception {
        WorkflowRun run = hangingPost();
        run.abort();
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> {
            rig.time.advance(Duration.ofMillis(100));
            return seen.isOver();
        });
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals("1", seen.outcome().jobId());
        assertEquals(1, rig.cancels());
    }

    @Test
    void theJobOfAPostThatWasAbortedIsLeftAloneIfToldTo() throws Exception {
        rig.cancelOnAbort = false;
        WorkflowRun run = hangingPost();
        run.abort();
        rig.time.advance(Duration.ofSeconds(20));
        assertTrue(
                seen.outcome().message().contains("it is left alone"),
                seen.outcome().message());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> seen.linesWith("goes on in the Hub") == 1);
        assertEquals(0, rig.cancels());
        assertEquals("STARTED", rig.hub.lastJob().state());
        await().atMost(LONG).until(() -> rig.journal.all().isEmpty());
    }

    @Test
    void aPostThatIsRefusedAfterTheAbortLeavesNothingBehind() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        rig.paths = List.of(" ");
        WorkflowRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        run.abort();
        rig.hub.faults().release();
        await().atMost(LONG).until(seen::isOver);
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        await().atMost(LONG).until(() -> rig.journal.all().isEmpty());
        assertTrue(rig.hub.jobs().isEmpty());
    }

    @Test
    void aCrashBetweenTheAbortAndTheAnswerIsFoundInTheJournal() throws Exception {
        WorkflowRun run = hangingPost();
        run.abort();
        rig.time.advance(Duration.ofSeconds(20));
        rig.restart();
        assertEquals(Phase.SUBMITTING, rig.journal.unclaimed().get(0).phase());
        assertTrue(run.isSubmitOut());
    }

    @Test
    void aCancelThatHangsDoesNotHoldTheOutcomeUp() throws Exception {
        WorkflowRun run = rig.start(seen);
        await().atMost(LONG).until(() -> !seen.jobIds.isEmpty());
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.hang());
        run.abort();
        assertTrue(rig.hub.awaitRequests(FaultPoint.CANCEL, 1, LONG));
        rig.time.advance(Duration.ofSeconds(20));
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("the Hub has not answered"),
                seen.outcome().message());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> rig.journal.all().isEmpty());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
    }
}
