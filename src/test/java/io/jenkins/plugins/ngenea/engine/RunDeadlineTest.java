package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time limit of a run. */
@Timeout(60)
class RunDeadlineTest extends AbortedRun {
    @Test
    void theDeadlineCancelsTheHubJobAndIsATimeout() {
        rig.deadline = Duration.ofMinutes(10);
        rig.cancelOnAbort = false;
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertEquals(0, rig.cancels());
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void theDeadlineBoundsTheWaitForAHubThatIsDown() {
        rig.deadline = Duration.ofMinutes(10);
        rig.hub.goDown();
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
        rig.hub.comeBack();
        rig.time.advance(Duration.ofMinutes(10));
        assertEquals(0, rig.posts());
    }

    @Test
    void theDeadlineBoundsAPausedJob() {
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen);
        rig.hub.lastJob().moveTo("PAUSED");
        rig.time.advance(Duration.ofMinutes(11));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void theDeadlineIsTheSameAfterARestart() {
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen).detach();
        rig.time.advance(Duration.ofMinutes(9));
        rig.restart();
        Seen after = new Seen();
        rig.start(after);
        rig.time.advance(Duration.ofSeconds(70));
        assertEquals(Kind.TIMED_OUT, after.outcome().kind());
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,SUCCEEDED", "SKIPPED,SUCCEEDED", "FAILURE,FAILED", "CANCELLED,CANCELLED"})
    void aJobThatEndedWhileJenkinsWasDownIsNoTimeoutAfterIt(String end, Kind kind) {
        rig.deadline = Duration.ofMinutes(120);
        rig.start(seen).detach();
        rig.time.advance(Duration.ofMinutes(100));
        rig.hub.lastJob().finish(end);
        rig.time.advance(Duration.ofMinutes(30));
        rig.restart();
        Seen after = new Seen();
        rig.start(after);
        rig.untilOver(after, Duration.ofMinutes(2));
        assertEquals(kind, after.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,SUCCEEDED", "FAILURE,FAILED"})
    void aJobThatEndedBetweenTwoPollsIsNoTimeout(String end, Kind kind) {
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(3));
        rig.hub.lastJob().finish(end);
        rig.untilOver(seen, Duration.ofMinutes(2));
        assertEquals(kind, seen.outcome().kind());
        assertFalse(seen.outcome().message().contains("timeout"), seen.outcome().message());
        assertEquals(0, rig.cancels());
    }

    @Test
    void aJobThatEndsAfterItsCancelWasSentIsATimeoutHoweverItEnds() {
        rig.deadline = Duration.ofMinutes(10);
        rig.hub.cancelDelay(Duration.ofMinutes(1));
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).plusSeconds(3));
        assertEquals(1, rig.cancels());
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(2));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
    }

    @Test
    void aHubThatIsDownAtTheDeadlineTellsAMomentLaterThatTheJobHadEnded() {
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(3));
        rig.hub.lastJob().finish("SUCCESS");
        rig.hub.goDown();
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.comeBack();
        rig.untilOver(seen, Duration.ofMinutes(2));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @Test
    void aDeadlineCancelsAlsoWhereTheHubShowsNoSingleJob() {
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen);
        rig.hub.faults().always(FaultPoint.JOB, Fault.html(403));
        rig.time.advance(Duration.ofMinutes(11));
        assertEquals(1, rig.cancels());
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
    }

    @Test
    void anAbortWhileTheHubIsAskedAfterTheDeadlineStillEndsTheBuild() {
        rig.deadline = Duration.ofMinutes(10);
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(3));
        rig.hub.lastJob().finish("SUCCESS");
        rig.hub.goDown();
        rig.time.advance(Duration.ofSeconds(5));
        run.abort();
        rig.hub.comeBack();
        rig.untilOver(seen, Duration.ofMinutes(2));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
    }

    @Test
    void anAbortAfterTheEndWasSeenPastTheDeadlineDoesNotWaitForTheHubsReasons() {
        rig.deadline = Duration.ofMinutes(10);
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(3));
        rig.hub.lastJob().finish("FAILURE");
        rig.hub.faults().always(FaultPoint.TASKS, Fault.unavailable());
        rig.time.advance(Duration.ofSeconds(4));
        assertFalse(seen.isOver());
        run.abort();
        rig.time.settle();
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @Test
    void aJobThatEndedInTimeIsSoAgainWhenARestartAsksAgain() {
        rig.keepRecord = true;
        rig.deadline = Duration.ofMinutes(10);
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10).minusSeconds(3));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(2));
        rig.restart();
        rig.time.advance(Duration.ofHours(1));
        Seen after = new Seen();
        rig.start(after);
        rig.untilOver(after, Duration.ofMinutes(2));
        assertEquals(Kind.SUCCEEDED, after.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @Test
    void aRunThatEndsInTimeLeavesNoTimerBehind() {
        rig.deadline = Duration.ofHours(10);
        rig.start(seen);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertNotEquals(0, seen.outcomes.size());
        assertEquals(0, rig.time.waiting());
    }
}
