package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose build is over while it waits in line. */
@Timeout(60)
class BuildOverInLineTest extends RunsInLine {
    @Test
    void whatBecomesOfARunInLineThatNobodyStopsIsThatNothingIsSubmitted() {
        run("first", first);
        HubJobRun waiting = run("second", second);
        assertEquals("Stopped before anything was submitted to Hub prod.", waiting.farewell(StopReason.ABORTED));
        finish("1");
        assertEquals(List.of(), second.jobIds);
        waiting.abort();
        rig.time.settle();
        assertEquals(Kind.ABORTED, second.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @Test
    void aRunInLineWhoseBuildIsOverSubmitsNothing() {
        run("first", first);
        run("second", second).withhold();
        rig.time.settle();
        assertEquals(Kind.NOT_SUBMITTED, second.outcome().kind());
        assertEquals(
                "The build ended first. Nothing was submitted to Hub prod.",
                second.outcome().message());
        run("third", third);
        finish("1");
        assertEquals(List.of("2"), third.jobIds);
    }

    @Test
    void aRunWhoseSubmitIsTriedAgainSubmitsNothingWhenItsBuildIsOver() {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        run("first", first).withhold();
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofHours(1));
        assertEquals(Kind.NOT_SUBMITTED, first.outcome().kind());
        assertEquals(0, rig.posts());
    }

    @Test
    void aRunWhoseBuildIsOverBeforeItBeginsSubmitsNothing() {
        HubJobRun early = prepare("first", first);
        early.withhold();
        early.start();
        rig.time.advance(LONG);
        assertEquals(Kind.NOT_SUBMITTED, first.outcome().kind());
        assertEquals(0, rig.hub.requestCount());
    }

    @Test
    void aJobWhoseBuildIsOverIsFollowedOn() {
        run("first", first).withhold();
        finish("1");
        assertEquals(Kind.SUCCEEDED, first.outcome().kind());
    }
}
