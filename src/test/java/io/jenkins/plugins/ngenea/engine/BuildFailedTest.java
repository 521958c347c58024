package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A build that ends by itself leaves a run that cancels its job. */
@Timeout(60)
class BuildFailedTest extends RigTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration DAY = Duration.ofDays(1);

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
        rig.cancelOnFailure = true;
    }

    /** As the registry of runs does when a build ends. */
    private static void endBuild(HubJobRun run) {
        run.leaveAlone(DAY);
        run.stop(StopReason.BUILD_FAILED);
    }

    private HubJobRun following() {
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        return run;
    }

    @Test
    void theJobIsCancelledThoughAnAbortWouldLeaveIt() {
        rig.cancelOnAbort = false;
        HubJobRun run = following();
        assertEquals(
                "The build failed. Job 1 on Hub prod (" + rig.hub.url() + ") is being cancelled in the background: "
                        + rig.hub.url() + "/job/1",
                run.farewell(StopReason.BUILD_FAILED));
        endBuild(run);
        rig.untilOver(seen, LONG);
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.cancels());
    }

    @Test
    void aJobThatIsNotToBeCancelledForThatGoesOn() {
        rig.cancelOnFailure = false;
        HubJobRun run = following();
        endBuild(run);
        rig.time.settle();
        assertEquals(0, rig.cancels());
        assertEquals("STARTED", rig.hub.lastJob().state());
        assertTrue(seen.outcome().message().contains("continues in the Hub"), seen.text());
    }

    @Test
    void aPendingCancelIsSentAgainAfterARestart() throws Exception {
        rig.cancelOnAbort = false;
        HubJobRun run = following();
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        endBuild(run);
        rig.time.settle();
        assertEquals(Status.CANCELLING, rig.journal.all().get(0).status());
        assertEquals(StopReason.BUILD_FAILED, rig.journal.all().get(0).stop());
        run.detach();
        rig.restart();
        rig.hub.faults().clear();
        rig.attended = false;
        Seen after = new Seen();
        rig.start(after);
        rig.untilOver(after, LONG);
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(List.of(), rig.journal.all());
    }

    private HubJobRun hangingPost() throws Exception {
        rig.onThreads();
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        HubJobRun run = rig.start(seen);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        return run;
    }

    @Test
    void aJobWhoseRequestIsOutIsCancelledAsSoonAsItsIdIsKnown() throws Exception {
        HubJobRun run = hangingPost();
        assertEquals(
                "The build failed. If the Hub creates a job, Jenkins cancels it as soon as its id is known.",
                run.farewell(StopReason.BUILD_FAILED));
        endBuild(run);
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> rig.cancels() == 1);
        rig.pass(Duration.ofSeconds(20));
        await().atMost(LONG).until(() -> seen.ends.size() == 1);
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.posts());
    }

    @Test
    void aCrashBeforeTheAnswerDoesNotForgetIt() throws Exception {
        HubJobRun run = hangingPost();
        endBuild(run);
        await().atMost(LONG).until(() -> rig.journal.all().get(0).stop() == StopReason.BUILD_FAILED);
        assertEquals(Status.SUBMITTING, rig.journal.all().get(0).status());
        rig.hub.faults().release();
    }

    @Test
    void aRequestThatHasNotGoneOutNeverDoes() {
        rig.limit = 1;
        rig.slots.hold("prod", "another run");
        HubJobRun run = rig.start(seen);
        endBuild(run);
        rig.time.settle();
        rig.slots.giveUp("another run");
        rig.time.settle();
        assertEquals(0, rig.posts());
        assertEquals(Kind.ABORTED, seen.outcome().kind());
    }

    @Test
    void aTimeoutWhoseJobIsCancelledInAnyCaseDoesNotSayThatItIsNot() throws Exception {
        rig.cancelOnAbort = false;
        rig.deadline = Duration.ofMinutes(1);
        hangingPost();
        rig.pass(Duration.ofSeconds(61));
        rig.pass(LONG);
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("Jenkins cancels it as soon as its id is known"),
                seen.outcome().message());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> rig.cancels() == 1);
    }
}
