package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The POST hangs on a thread of its own while the build is aborted. */
@Timeout(60)
class AbortDuringSubmitTest extends RigTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @BeforeEach
    void start() {
        rig.onThreads();
        rig.hub.holdJobs();
    }

    private HubJobRun hangingPost() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        HubJobRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        return run;
    }

    @Test
    void aPostThatIsOutIsSaidToBeOut() throws Exception {
        HubJobRun run = hangingPost();
        assertTrue(run.isSubmitOut());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> !run.isSubmitOut());
        await().atMost(LONG).until(() -> seen.jobIds.equals(List.of("1")));
    }

    @Test
    void theOutcomeComesAfterTwelveSecondsAndTheCancelAsSoonAsTheIdIsKnown() throws Exception {
        HubJobRun run = hangingPost();
        run.abort();
        rig.pass(StopPhase.PATIENCE.minusSeconds(1));
        assertFalse(seen.isOver());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("as soon as its id is known"),
                seen.outcome().message());
        assertEquals(Status.SUBMITTING, rig.journal.all().get(0).status());
        assertEquals(List.of(), seen.ends);
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> seen.ends.size() == 1);
        assertEquals(List.of(), rig.journal.all());
        assertEquals("1", seen.ends.get(0).jobId());
        assertTrue(seen.settled);
        assertEquals(1, rig.cancels());
        assertEquals(1, rig.posts());
        assertEquals(1, seen.linesWith("Asked Hub prod"));
        assertEquals(1, seen.outcomes.size());
        assertEquals("CANCELLING", rig.hub.lastJob().state());
    }

    @Test
    void theJobOfAnAnswerThatIsLostAfterTheOutcomeIsFoundAndCancelled() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.timeout(Duration.ofMillis(500));
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.hang()));
        HubJobRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        run.abort();
        rig.pass(StopPhase.PATIENCE);
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        await().atMost(LONG).until(() -> seen.ends.size() == 1);
        assertEquals(1, seen.linesWith("The Hub accepted the request: found job 1"));
        assertEquals(1, rig.hub.lastJob().cancelRequests());
        assertTrue(seen.settled);
        assertEquals(1, rig.posts());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aPostThatIsAnsweredInTimeIsCancelledBeforeTheOutcome() throws Exception {
        HubJobRun run = hangingPost();
        run.abort();
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> {
            rig.pass(Duration.ofMillis(100));
            return seen.isOver();
        });
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals("1", seen.outcome().jobId());
        assertEquals(1, rig.cancels());
    }

    @Test
    void theJobOfAPostThatWasAbortedIsLeftAloneIfToldTo() throws Exception {
        rig.cancelOnAbort = false;
        HubJobRun run = hangingPost();
        run.abort();
        rig.pass(StopPhase.PATIENCE);
        assertTrue(
                seen.outcome().message().contains("it is not cancelled"),
                seen.outcome().message());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> seen.linesWith("continues in the Hub") == 1);
        assertEquals(0, rig.cancels());
        assertEquals("STARTED", rig.hub.lastJob().state());
        await().atMost(LONG).until(() -> rig.journal.all().isEmpty());
    }

    @Test
    void aPostThatIsRefusedAfterTheAbortLeavesNothingBehind() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        rig.paths = List.of(" ");
        HubJobRun run = rig.start(seen);
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
        HubJobRun run = hangingPost();
        run.abort();
        rig.pass(StopPhase.PATIENCE);
        rig.restart();
        assertEquals(Status.SUBMITTING, rig.journal.unclaimed().get(0).status());
        assertTrue(run.isSubmitOut());
    }

    @Test
    void aCrashBetweenTheAbortAndTheAnswerCancelsTheJobAfterwards() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.hang()));
        HubJobRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        run.abort();
        rig.pass(StopPhase.PATIENCE);
        run.detach();
        rig.restart();
        rig.attended = false;
        Seen after = new Seen();
        rig.start(after);
        await().atMost(LONG).until(() -> {
            rig.pass(Duration.ofSeconds(1));
            return after.ends.size() == 1;
        });
        assertEquals("CANCELLED", after.outcome().job().stateName());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
        assertEquals(1, rig.posts());
    }

    @Test
    void aCancelThatHangsDoesNotHoldTheOutcomeUp() throws Exception {
        HubJobRun run = rig.start(seen);
        await().atMost(LONG).until(() -> !seen.jobIds.isEmpty());
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.hang());
        run.abort();
        assertTrue(rig.hub.awaitRequests(FaultPoint.CANCEL, 1, LONG));
        rig.pass(StopPhase.PATIENCE);
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("the Hub has not answered"),
                seen.outcome().message());
        assertEquals(Status.CANCELLING, rig.journal.all().get(0).status());
        assertEquals(List.of(), seen.ends);
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> seen.ends.size() == 1);
        assertEquals(List.of(), rig.journal.all());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
        assertEquals(1, seen.linesWith("Asked Hub prod"));
    }

    /** Hubs update with a lag. */
    @Test
    void theCancelIsRepeatedWhileTheHubDoesNotShowItsNewJobYet() throws Exception {
        HubJobRun run = hangingPost();
        run.abort();
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.detail(404, "Not found."));
        rig.hub.faults().next(FaultPoint.JOB, Fault.detail(404, "Not found."));
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> {
            rig.pass(Duration.ofMillis(100));
            return rig.cancels() == 2 && seen.linesWith("Asked Hub prod") == 1;
        });
        assertEquals("CANCELLING", rig.hub.lastJob().state());
    }

    @Test
    void theCancelIsGivenUpIfTheHubNeverShowsTheJob() throws Exception {
        HubJobRun run = hangingPost();
        run.abort();
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.detail(404, "Not found."));
        rig.hub.faults().always(FaultPoint.JOB, Fault.detail(404, "Not found."));
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> {
            rig.pass(Duration.ofMillis(500));
            return !seen.ends.isEmpty();
        });
        assertFalse(seen.settled);
    }
}
