package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody waits for a run or nobody does, and that can change; its outcome and its end are two things. */
@Timeout(60)
class AttendedRunTest extends RigTest {
    private static final Duration PATIENCE = StopPhase.PATIENCE;
    private static final Duration DAY = Duration.ofDays(1);

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
    }

    private HubJobRun following() {
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        return run;
    }

    @Test
    void aRunThatIsLeftAloneIsInNoHurry() throws Exception {
        rig.hub.cancelDelay(Duration.ofHours(1));
        HubJobRun run = following();
        run.leaveAlone(DAY);
        run.abort();
        rig.time.advance(Duration.ofMinutes(59));
        assertFalse(seen.isOver());
        assertEquals(Status.CANCELLING, rig.journal.all().get(0).status());
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals("CANCELLED", seen.outcome().job().stateName());
        assertEquals(1, seen.ends.size());
        assertEquals(1, rig.cancels());
    }

    @Test
    void aRunThatIsLeftAloneWhileItIsBeingStoppedIsInNoHurryEither() {
        rig.hub.cancelDelay(Duration.ofHours(1));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(Duration.ofSeconds(10));
        run.leaveAlone(DAY);
        rig.time.advance(PATIENCE);
        assertFalse(seen.isOver());
    }

    @Test
    void aRunThatIsLeftAloneBearsAHubThatIsDownForLonger() {
        HubJobRun run = following();
        run.leaveAlone(DAY);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        run.abort();
        rig.time.advance(Rig.BUDGET.multipliedBy(3));
        assertEquals(List.of(), seen.ends);
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals("CANCELLED", seen.outcome().job().stateName());
        assertTrue(seen.settled);
    }

    private void breakHub() {
        for (FaultPoint each : FaultPoint.values()) {
            rig.hub.faults().always(each, Fault.unavailable());
        }
    }

    @Test
    void aPendingCancelIsSentThoughTheHubWasDownForLongerThanItsFollowerBears() {
        HubJobRun run = following();
        breakHub();
        run.abort();
        run.leaveAlone(DAY);
        rig.time.advance(Rig.BUDGET.multipliedBy(3));
        assertEquals(List.of(), seen.ends, seen.text());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals("CANCELLED", seen.outcome().job().stateName());
        assertTrue(seen.settled);
    }

    @Test
    void aPendingCancelIsSentThoughItsOutcomeIsOutAndTheHubStaysDown() {
        HubJobRun run = following();
        breakHub();
        run.abort();
        rig.time.advance(PATIENCE);
        run.leaveAlone(DAY);
        rig.time.advance(Rig.BUDGET.multipliedBy(3));
        assertEquals(List.of(), seen.ends, seen.text());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertTrue(seen.settled);
    }

    @Test
    void aJobThatNobodyWaitsForIsFollowedOnAfterTheHubWasDownForMostOfADay() {
        following().leaveAlone(DAY);
        breakHub();
        rig.time.advance(Duration.ofHours(23));
        assertEquals(List.of(), seen.ends, seen.text());
        rig.hub.faults().clear();
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Lost contact"), seen.text());
        assertEquals(1, seen.linesWith("Reconnected"), seen.text());
    }

    @Test
    void aJobThatNobodyWaitsForIsGivenUpWhenTheHubIsDownForLongerThanThat() {
        following().leaveAlone(DAY);
        breakHub();
        rig.time.advance(DAY.plus(Rig.BUDGET).plusMinutes(1));
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertFalse(seen.settled);
    }

    @Test
    void aJobThatSomebodyWaitsForIsGivenUpWhenTheHubsTimeBudgetIsUsedUp() {
        following();
        breakHub();
        rig.time.advance(Rig.BUDGET.plusMinutes(2));
        assertEquals(Kind.LOST, seen.outcome().kind());
    }

    @Test
    void aRunThatSomebodyWaitsForAgainGivesItsOutcomeSoon() {
        rig.attended = false;
        rig.hub.cancelDelay(Duration.ofHours(1));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(PATIENCE);
        assertFalse(seen.isOver());
        run.attend();
        rig.time.advance(PATIENCE);
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals(1, rig.cancels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAILURE", "CANCELLED"})
    void aJobThatEndsLeavesNothingToLookAt(String state) throws Exception {
        following();
        rig.hub.lastJob().finish(state);
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertEquals(List.of(seen.outcome()), seen.ends);
        assertTrue(seen.settled);
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aJobThatTheHubForgotIsForAPersonToLookAt() {
        following();
        rig.hub.removeJob("1");
        rig.untilOver(seen, Duration.ofMinutes(3));
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertEquals(List.of(seen.outcome()), seen.ends);
        assertFalse(seen.settled);
    }

    @Test
    void aSubmitWhoseAnswerIsLostForGoodIsForAPersonToLookAt() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        rig.untilOver(seen, Duration.ofMinutes(5));
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(List.of(seen.outcome()), seen.ends);
        assertFalse(seen.settled);
    }

    @Test
    void aRequestThatWasRefusedLeavesNothingToLookAt() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.detail(400, "No such site."));
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertEquals(List.of(seen.outcome()), seen.ends);
        assertTrue(seen.settled);
    }
}
