package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States and counters that a followed job shows, odd ones among them, and what the log says of them. */
@Timeout(60)
class FollowedStatesTest extends FollowedRun {
    @Test
    void aPausedJobIsToldOnceAndFollowedOn() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.lastJob().moveTo("PAUSED");
        rig.time.advance(HOUR);
        assertEquals(1, seen.linesWith("until somebody resumes it"));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void anUnknownStateIsWarnedOfOnceAndFollowedOn() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.lastJob().moveTo("REBALANCING");
        rig.time.advance(HOUR);
        rig.hub.lastJob().moveTo("STARTED");
        rig.time.advance(HOUR);
        rig.hub.lastJob().moveTo("RESHUFFLING");
        rig.time.advance(HOUR);
        assertEquals(1, seen.linesWith("WARNING"));
        assertEquals(1, seen.linesWith("'REBALANCING'"));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void anUnknownStateOfAJobThatShowsItsEndForAMinuteIsAnEndThatCountsAsFailed() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.lastJob().finish("RESHUFFLED");
        rig.time.advance(Duration.ofSeconds(55));
        assertFalse(seen.isOver());
        rig.time.advance(Duration.ofSeconds(35));
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertTrue(seen.outcome().isEndOfJob());
        assertEquals("RESHUFFLED", seen.outcome().job().stateName());
        assertTrue(seen.outcome()
                .message()
                .startsWith("Job 1 on Hub prod (" + rig.hub.url() + ") ended with RESHUFFLED."));
        assertTrue(
                seen.outcome().message().contains("does not know that state"),
                seen.outcome().message());
        assertEquals(1, seen.linesWith("Job 1 ended: RESHUFFLED after"));
        assertEquals(0, rig.connection.follower().size());
    }

    /** A Hub that says when a job ended before it says how. */
    @Test
    void anEndThatIsKnownWithinTheMinuteCounts() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.lastJob().finish("RESHUFFLED");
        rig.time.advance(Duration.ofSeconds(50));
        rig.hub.lastJob().finish("SUCCEEDED");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void anUnknownStateThatShowsItsEndAndThenNoneIsFollowedOn() {
        rig.hub.holdJobs();
        rig.start(seen);
        for (int minutes = 0; minutes < 60; minutes++) {
            rig.hub.lastJob().finish("RESHUFFLED");
            rig.time.advance(Duration.ofSeconds(45));
            rig.hub.lastJob().moveTo("RESHUFFLED");
            rig.time.advance(Duration.ofSeconds(45));
        }
        assertFalse(seen.isOver());
    }

    @Test
    void aCancelThatIsRefusedBecauseTheJobEndedInAnUnknownStateSaysSo() {
        rig.hub.holdJobs();
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.lastJob().finish("RESHUFFLED");
        run.abort();
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().startsWith("Job 1 ended with RESHUFFLED: "),
                seen.outcome().message());
    }

    @Test
    void countersThatAreNoNumbersEndNothing() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub
                .faults()
                .always(
                        FaultPoint.JOB,
                        Fault.status(
                                200,
                                "{\"id\":1,\"state\":\"STARTED\",\"total\":NaN,\"rate\":-Infinity}",
                                "application/json"));
        rig.time.advance(HOUR);
        rig.hub
                .faults()
                .always(
                        FaultPoint.JOB,
                        Fault.status(200, "{\"id\":1,\"state\":\"SUCCESS\",\"total\":Infinity}", "application/json"));
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(0, seen.linesWith("Lost contact"));
    }

    @ParameterizedTest
    @CsvSource({"STARTED,PENDING", "STARTED,PAUSED", "RESHUFFLING,REBALANCING"})
    void aJobThatChangesItsStateAllTheTimeFillsNoLog(String one, String other) {
        rig.hub.holdJobs();
        rig.start(seen);
        for (int i = 0; i < 800; i++) {
            rig.hub.lastJob().moveTo(i % 2 == 0 ? other : one);
            rig.time.advance(Duration.ofSeconds(2));
        }
        int lines = seen.lines.size() + seen.details.size();
        assertTrue(lines > 50 && lines < 120, lines + " lines");
        assertTrue(seen.progress.size() > 700, "the build's page shows each of them");
    }

    @Test
    void aHubThatComesAndGoesAllTheTimeFillsNoLog() {
        rig.hub.holdJobs();
        rig.start(seen);
        for (int i = 0; i < 300; i++) {
            rig.hub.faults().times(3, FaultPoint.JOB, Fault.unavailable());
            rig.time.advance(Duration.ofMinutes(1));
        }
        assertTrue(seen.linesWith("Lost contact: ") > 50, "lost: " + seen.linesWith("Lost contact: "));
        assertTrue(seen.linesWith("Lost contact: ") < 120, "lost: " + seen.linesWith("Lost contact: "));
        assertEquals(seen.linesWith("Lost contact: "), seen.linesWith("Reconnected to Hub"));
    }

    @Test
    void aLongJobFillsNoLog() {
        rig.hub.plan(JobPlan.lasting(Duration.ofSeconds(2), Duration.ofHours(10)));
        rig.paths = IntStream.range(0, 10_000).mapToObj(i -> "/f" + i).toList();
        rig.start(seen);
        rig.time.advance(Duration.ofHours(9));
        int lines = seen.lines.size() + seen.details.size();
        assertTrue(lines > 5 && lines < 80, lines + " lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"success\",\"message\":\"maintenance\"}",
                "{\"id\":99,\"state\":\"SUCCESS\"}",
                "{\"url\":\"https://hub/api/jobs/99/\",\"state\":\"SUCCESS\"}"
            })
    void anAnswerThatIsNotOfThisJobDoesNotEndIt(String answer) throws Exception {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.faults().next(FaultPoint.JOB, Fault.status(200, answer, "application/json"));
        rig.time.advance(Duration.ofMinutes(1));
        assertFalse(seen.isOver(), seen.text());
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(3));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }
}
