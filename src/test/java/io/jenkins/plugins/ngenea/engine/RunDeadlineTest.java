package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
