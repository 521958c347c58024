package io.jenkins.plugins.ngenea.engine;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash ends a run without a word; a new process makes it again from what is on disk. */
@Timeout(60)
class CrashTest extends CrashedRun {
    @ParameterizedTest
    @ValueSource(strings = {Rig.KEY, "another key"})
    void aCrashBeforeThePostSubmitsAfterwards(String key) throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        HubJobRun run = rig.start(before);
        assertEquals(List.of(), rig.journal.all());
        assertEquals(0, before.linesWith("submitting workflow"));
        crash(run);
        rig.key = key;
        rig.start(after);
        assertFollowsTheOneJob("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.KEY, "another key"})
    void aCrashWhileThePostIsOutLooksForTheJob(String key) throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        HubJobRun run = rig.start(before);
        assertEquals(Status.SUBMITTING, status());
        crash(run);
        rig.key = key;
        rig.start(after);
        assertEquals(1, after.linesWith("Jenkins restarted before the Hub answered."));
        assertFollowsTheOneJob("1");
    }

    @Test
    void aCrashWhileThePostIsOutThatWasNotTakenStaysUnknown() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun run = rig.start(before);
        crash(run);
        rig.start(after);
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.UNKNOWN_SUBMIT, after.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @Test
    void anAbortBeforeARunOfAKnownJobBeginsCancelsThatJob() throws Exception {
        HubJobRun run = rig.start(before);
        rig.time.advance(Duration.ofSeconds(5));
        crash(run);
        HubJobRun resumed = rig.newRun(after);
        resumed.abort();
        resumed.start();
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
    }

    @Test
    void anAbortBeforeAWaitForAJobBeginsCancelsIt() throws Exception {
        rig.start(before);
        rig.time.advance(Duration.ofSeconds(5));
        rig.key = "a wait";
        HubJobRun waiting = rig.newRun(after, rig.hub.lastJob().id());
        waiting.abort();
        waiting.start();
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(1, rig.hub.lastJob().cancelRequests());
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.KEY, "another key"})
    void aCrashWhileFollowingFollowsTheSameJobOn(String key) throws Exception {
        HubJobRun run = rig.start(before);
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(Status.FOLLOWING, status());
        crash(run);
        rig.key = key;
        rig.start(after);
        assertEquals(
                1,
                after.details.stream()
                        .filter(line -> line.contains("Continuing with job 1"))
                        .count());
        assertFollowsTheOneJob("1");
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aCrashWhileCancellingAsksTheHubAgain() throws Exception {
        HubJobRun run = rig.start(before);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        run.abort();
        assertEquals(Status.CANCELLING, status());
        crash(run);
        rig.start(after);
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
    }

    @Test
    void aCrashAfterTheEndGivesTheSameOutcomeAgain() throws Exception {
        rig.keepRecord = true;
        HubJobRun run = rig.start(before);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(before, THREE_MINUTES);
        assertEquals(Status.ENDED, status());
        crash(run);
        rig.start(after);
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.SUCCEEDED, after.outcome().kind());
        assertEquals(before.outcome().jobId(), after.outcome().jobId());
        assertEquals(1, rig.posts());
    }

    @Test
    void aRunThatEndedInTimeHasEndedInTimeEvenIfARestartComesAfterItsDeadline() {
        rig.keepRecord = true;
        rig.deadline = Duration.ofMinutes(10);
        HubJobRun run = rig.start(before);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(before, THREE_MINUTES);
        crash(run);
        rig.time.advance(Duration.ofHours(1));
        rig.start(after);
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.SUCCEEDED, after.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @Test
    void aCrashAfterAnUnknownSubmitDoesNotSubmitAgain() throws Exception {
        rig.keepRecord = true;
        rig.hub.profile(HubProfile.DOCUMENTED_ONLY);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        HubJobRun run = rig.start(before);
        rig.untilOver(before, THREE_MINUTES);
        assertEquals(Kind.UNKNOWN_SUBMIT, before.outcome().kind());
        assertEquals(Status.ENDED, status());
        crash(run);
        rig.start(after);
        rig.untilOver(after, THREE_MINUTES);
        assertEquals(Kind.UNKNOWN_SUBMIT, after.outcome().kind());
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
    }

    @Test
    void aCancelThatNobodyWaitsForAnyMoreIsAskedForUntilTheJobHasEnded() throws Exception {
        HubJobRun run = rig.start(before);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        run.abort();
        rig.time.settle();
        assertEquals(Status.CANCELLING, status());
        run.detach();
        rig.restart();
        rig.attended = false;
        rig.start(after);
        rig.time.advance(THREE_MINUTES);
        assertFalse(after.isOver());
        rig.hub.faults().clear();
        rig.untilOver(after, THREE_MINUTES);
        assertEquals("CANCELLED", after.outcome().job().stateName());
        assertEquals(List.of(), rig.journal.all());
        assertEquals(1, rig.posts());
    }

    @Test
    void aCrashAfterARunThatDidNotWaitGivesTheSameJobAgain() {
        rig.keepRecord = true;
        rig.awaitEnd = false;
        HubJobRun run = rig.start(before);
        crash(run);
        rig.start(after);
        assertEquals(Kind.SUBMITTED, after.outcome().kind());
        assertEquals("1", after.outcome().jobId());
        assertEquals(1, rig.posts());
    }

    @Test
    void theSameStepOfTheNextBuildSubmitsAnew() {
        HubJobRun run = rig.start(before);
        crash(run);
        rig.build = "folder/job#2";
        rig.key = "run-2";
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void twoEqualStepsOfOneBuildAreTwoJobs() {
        rig.start(before);
        rig.key = "run-2";
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
        assertEquals(2, rig.posts());
    }

    @Test
    void aJobThatEndedWhileJenkinsWasDownIsToldAtOnce() {
        HubJobRun run = rig.start(before);
        crash(run);
        rig.time.advance(Duration.ofHours(9));
        rig.hub.lastJob().finish("FAILURE");
        rig.start(after);
        assertEquals(Kind.FAILED, after.outcome().kind());
    }

    @Test
    void aJobThatTheHubForgotMeanwhileIsLost() {
        HubJobRun run = rig.start(before);
        crash(run);
        rig.hub.removeJob("1");
        rig.start(after);
        assertEquals(Kind.LOST, after.outcome().kind());
        assertTrue(
                after.outcome().message().contains("HTTP 404"), after.outcome().message());
        assertEquals(1, rig.posts());
    }

    @Test
    void withoutARestartNoneIsClaimedWhileFollowing() {
        rig.start(before).detach();
        rig.start(after);
        assertEquals(List.of("Continuing with job 1: " + rig.hub.url() + "/job/1"), after.details.subList(0, 1));
        assertFalse(after.text().contains("restarted"), after.text());
    }

    @Test
    void withoutARestartNoneIsClaimedWhileSearching() {
        rig.hub.profile(HubProfile.DOCUMENTED_ONLY);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(before).detach();
        rig.start(after);
        assertEquals(1, after.linesWith("The result of the submit is unknown: no build was waiting for the answer."));
        assertFalse(after.text().contains("restarted"), after.text());
    }

    @Test
    void whoeverDetachedHearsNothingMore() {
        HubJobRun run = rig.start(before);
        run.detach();
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(THREE_MINUTES);
        assertFalse(before.isOver());
        assertEquals(List.of(), before.ends);
        assertEquals(0, rig.connection.follower().size());
    }
}
