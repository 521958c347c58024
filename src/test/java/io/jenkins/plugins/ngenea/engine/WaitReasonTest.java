package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that stands still for long is asked about, once for all jobs of a Hub; any other is not. */
@Timeout(60)
class WaitReasonTest extends RigTest {
    private static final String SITE = "dfoster1";
    private static final String NO_WORKERS = "Job 1 is still PENDING. Site dfoster1: No workers are joined.";

    @BeforeEach
    void start() {
        rig.hub.plan(JobPlan.lasting(Duration.ofDays(1), Duration.ofDays(1)));
    }

    private static List<String> reasons(Seen of) {
        return Stream.concat(of.lines.stream(), of.details.stream())
                .filter(line -> line.contains(" is still "))
                .toList();
    }

    private int looks() {
        return rig.hub.requests(FaultPoint.ALERTS).size();
    }

    private int healths() {
        return rig.hub.requests(FaultPoint.HEALTH).size();
    }

    @Test
    void aJobThatStaysPendingIsToldWithTheReasonOfItsSiteOnce() {
        rig.hub.alert("dfoster2", "CRITICAL", "Another site");
        rig.hub.alert(SITE, "INFO", "All is well");
        rig.hub.alert(SITE, "CRITICAL", "No workers are joined.");
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(9));
        assertEquals(0, looks());
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(List.of(NO_WORKERS), reasons(seen));
        rig.time.advance(Duration.ofHours(3));
        assertEquals(List.of(NO_WORKERS), reasons(seen));
        assertEquals(1, looks());
        assertEquals(0, healths());
    }

    @Test
    void manyJobsThatWaitAreOneLook() {
        rig.hub.alert(SITE, "CRITICAL", "No workers are joined");
        Seen other = new Seen();
        rig.start(seen);
        rig.key = "run-2";
        rig.node = "8";
        rig.start(other);
        rig.time.advance(Duration.ofMinutes(11));
        assertEquals(List.of(NO_WORKERS), reasons(seen));
        assertEquals(List.of(NO_WORKERS.replace("Job 1", "Job 2")), reasons(other));
        assertEquals(1, looks());
    }

    @Test
    void aSiteWithoutAlertsIsToldByItsHealth() {
        rig.hub.health("critical");
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(11));
        assertEquals(List.of("Job 1 is still PENDING. Site dfoster1: its health is critical."), reasons(seen));
    }

    @Test
    void whereNothingIsWrongNothingIsSaidAndTheHubIsAskedEveryTenMinutes() {
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(61));
        assertEquals(List.of(), reasons(seen));
        assertEquals(6, looks());
        rig.hub.alert(SITE, "WARNING", "Queue is full");
        rig.time.advance(Duration.ofMinutes(10));
        assertEquals(List.of("Job 1 is still PENDING. Site dfoster1: Queue is full."), reasons(seen));
    }

    @Test
    void aJobThatMovesIsNotAskedAbout() {
        rig.start(seen);
        for (String word : List.of("STARTED", "PAUSING", "STARTED", "PENDING", "STARTED")) {
            rig.time.advance(Duration.ofMinutes(9));
            rig.hub.lastJob().moveTo(word);
        }
        assertEquals(0, looks());
        assertEquals(0, healths());
    }

    @Test
    void aPausedJobWaitsForAPersonAndIsNotAskedAbout() {
        rig.start(seen);
        rig.hub.lastJob().moveTo("PAUSED");
        rig.time.advance(Duration.ofHours(1));
        assertEquals(0, looks());
    }

    @Test
    void aJobOnTheUsualPathCostsNoRequestMore() {
        rig.hub.plan(JobPlan.lasting(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        rig.start(seen);
        rig.untilOver(seen, Duration.ofMinutes(9));
        assertEquals(0, looks());
        assertEquals(0, healths());
        rig.time.advance(Duration.ofHours(1));
        assertEquals(0, looks(), "after the end");
    }

    @Test
    void aHubThatHasNoAlertsOrHidesThemIsFollowedOn() {
        rig.hub.profile(HubProfile.OLD_EDITION);
        rig.hub.faults().always(FaultPoint.HEALTH, Fault.html(200));
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(30));
        assertEquals(List.of(), reasons(seen));
        rig.hub.lastJob().moveTo("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(5));
        assertEquals("SUCCEEDED", seen.outcome().kind().name());
    }

    @Test
    void whatTheHubSaysIsCleaned() {
        rig.hub.alert(SITE, "CRITICAL", "\u001b[2Jtwo\nlines " + "x".repeat(10_000));
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(11));
        String line = reasons(seen).get(0);
        assertEquals(-1, line.indexOf('\u001b'));
        assertEquals(-1, line.indexOf('\n'));
        assertEquals(true, line.length() < 700, line);
    }
}
