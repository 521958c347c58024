package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FollowRunTest extends FollowedRun {
    @ParameterizedTest
    @CsvSource({
        "SUCCESS,SUCCEEDED",
        "SKIPPED,SUCCEEDED",
        "FAILURE,FAILED",
        "ERROR,FAILED",
        "CANCELLED,CANCELLED",
        "CANCELED,CANCELLED"
    })
    void theJobsEndIsTheOutcome(String state, Kind kind) {
        rig.hub.plan(
                JobPlan.lasting(Duration.ofSeconds(2), Duration.ofMinutes(3)).endingIn(state));
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(kind, seen.outcome().kind());
        assertEquals("1", seen.outcome().jobId());
        assertTrue(seen.outcome().isEndOfJob());
        assertTrue(seen.outcome().message().contains(rig.hub.url() + "/job/1") || kind == Kind.SUCCEEDED);
        assertEquals(seen.progress.get(seen.progress.size() - 1), seen.outcome().job());
    }

    @Test
    void theDurationCountsFromTheBeginningOfTheRun() {
        rig.hub.plan(JobPlan.lasting(Duration.ofSeconds(2), Duration.ofMinutes(3)));
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        long seconds = seen.outcome().duration().toSeconds();
        assertTrue(seconds >= 182 && seconds <= 182 + 15, seconds + " s");
    }

    @Test
    void aFailedJobTellsTheFirstReasonsInTheLogAndAllInTheOutcome() {
        JobPlan plan = JobPlan.immediate().endingIn("FAILURE");
        for (int i = 0; i < 12; i++) {
            plan = plan.withFailedTask("/mmfs1/f" + i, "no such file");
        }
        rig.hub.plan(plan);
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(12, seen.outcome().failures().size());
        assertEquals(10, seen.linesWith("no such file"));
        assertEquals(1, seen.linesWith("and more"));
        assertTrue(
                seen.outcome().message().contains("Some files may have been processed."),
                seen.outcome().message());
    }

    @Test
    void reasonsThatCannotBeReadDoNotHideTheFailure() {
        rig.hub.plan(JobPlan.immediate().endingIn("ERROR"));
        rig.hub.faults().always(FaultPoint.TASKS, Fault.html(500));
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Cannot read from the Hub why the job failed"));
    }

    @Test
    void aHubThatIsBusyJustThenIsAskedForItsReasonsAgain() {
        rig.hub.plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/f", "no such file"));
        rig.hub.faults().times(2, FaultPoint.TASKS, Fault.html(503));
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(1, seen.outcome().failures().size());
        assertEquals(0, seen.linesWith("Cannot read from the Hub why the job failed"));
        assertEquals(1, seen.linesWith("no such file"));
        assertEquals(3, rig.hub.requestCount(FaultPoint.TASKS));
    }

    @Test
    void aHubThatStaysBusyKeepsTheBuildWaitingForNoMoreThanAQuarterOfAMinute() {
        failWithoutReasons(Fault.html(503));
        rig.untilOver(seen, Duration.ofSeconds(15));
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Cannot read from the Hub why the job failed"));
        assertTrue(rig.hub.requestCount(FaultPoint.TASKS) > 2);
    }

    @Test
    void aHubThatWantsToBeLeftAloneForLongerIsNotAskedAgain() {
        failWithoutReasons(Fault.unavailable("20"));
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertEquals(1, rig.hub.requestCount(FaultPoint.TASKS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAbortWaitsForNoReasonsAndCancelsNothing(boolean cancelOnAbort) {
        rig.cancelOnAbort = cancelOnAbort;
        HubJobRun run = failWithoutReasons(Fault.html(503));
        assertFalse(seen.isOver());
        run.abort();
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Job 1 ended: FAILURE"));
        assertEquals(0, rig.hub.requestCount(FaultPoint.CANCEL));
    }

    @Test
    void aDeadlineThatPassesWhileTheHubIsAskedForReasonsChangesNothing() {
        rig.deadline = Duration.ofSeconds(3);
        failWithoutReasons(Fault.html(503));
        rig.untilOver(seen, Duration.ofSeconds(15));
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertEquals(0, rig.hub.requestCount(FaultPoint.CANCEL));
    }

    /** A run whose job has failed a moment ago, at a Hub that does not say why. */
    private HubJobRun failWithoutReasons(Fault fault) {
        rig.hub.plan(JobPlan.immediate().endingIn("FAILURE"));
        rig.hub.faults().always(FaultPoint.TASKS, fault);
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(1));
        assertEquals(1, rig.hub.requestCount(FaultPoint.TASKS));
        return run;
    }

    @Test
    void lostContactAndBackAgainAreOneLineEach() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.goDown();
        rig.time.advance(Duration.ofMinutes(10));
        rig.hub.comeBack();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(1, seen.linesWith("Lost contact"));
        assertEquals(1, seen.linesWith("Retrying for up to 30 min."));
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
        assertEquals(List.of(true, false), seen.losses);
    }

    @Test
    void anOutageLongerThanTheBudgetLosesTheJobAndSaysHowToGoOn() throws Exception {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.hub.goDown();
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.LOST, seen.outcome().kind());
        String message = seen.outcome().message();
        assertTrue(message.contains("ngeneaWaitForJob(job: '1', hub: 'prod')"), message);
        assertTrue(message.contains("continues in the Hub"), message);
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aJobThatRunsAlreadyIsFollowedWithoutAnySubmit() throws Exception {
        rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
        rig.hub.clearRequests();
        rig.newRun(seen, "1").start();
        rig.time.settle();
        assertEquals(1, seen.linesWith("Waiting for job 1"));
        assertEquals("1", rig.journal.all().get(0).jobId());
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(0, rig.posts());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aJobThatNobodyKnowsIsLostAtOnce() {
        rig.newRun(seen, "4711").start();
        rig.time.settle();
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertTrue(seen.outcome().message().contains("job 4711"), seen.outcome().message());
    }

    @Test
    void whatTheHubSaysCannotForgeALogLine() {
        rig.hub.plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/a", Fault.EVIL_TEXT));
        rig.hub.faults().next(FaultPoint.JOB, Fault.terminalEscapes());
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.FAILED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("WARNING"));
        for (String line : (seen.text() + seen.outcome().message()).split("\n")) {
            assertFalse(line.strip().startsWith("Finished:"), line);
            assertTrue(line.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u202e'), line);
        }
    }

    @Test
    void noLineNamesTheKey() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.tooManyRequests(null));
        rig.hub.faults().always(FaultPoint.JOB, Fault.detail(401, "No."));
        String key = rig.clientKey();
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertFalse(seen.text().contains(key));
    }
}
