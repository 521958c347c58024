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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FollowRunTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private Rig rig;
    private final Seen seen = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

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
    void aRotatedKeyIsPickedUp() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.revokeKey(rig.clientKey());
        rig.rotateKey(rig.hub.newClientKey());
        rig.time.advance(Duration.ofMinutes(1));
        assertFalse(seen.isOver());
        assertEquals(1, seen.linesWith("Jenkins has a newer one"));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void aKeyThatIsRotatedBeforeTheSubmitIsPickedUp() {
        String old = rig.clientKey();
        rig.hub.faults().next(FaultPoint.JOBS, Fault.unavailable());
        rig.start(seen);
        rig.hub.revokeKey(old);
        rig.rotateKey(rig.hub.newClientKey());
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, rig.hub.jobs().size());
    }

    private void followWithARefusedKey() {
        rig.credentialsId = "hub-key";
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.revokeKey(rig.clientKey());
    }

    @Test
    void aRefusedKeyThatStaysTheSameIsBorneForTwoMinutesAndNamesTheCredential() {
        followWithARefusedKey();
        rig.time.advance(Duration.ofMinutes(2));
        assertFalse(seen.isOver());
        assertEquals(1, seen.linesWith("Lost contact"));
        assertEquals(1, seen.linesWith("Retrying for up to 2 min in case the key is being rotated"));
        rig.untilOver(seen, Duration.ofSeconds(45));
        assertEquals(Kind.LOST, seen.outcome().kind());
        String message = seen.outcome().message();
        assertTrue(message.contains("Retried for 2 min."), message);
        assertTrue(message.contains("credential 'hub-key'"), message);
        assertTrue(message.contains("ngeneaWaitForJob(job: '1', hub: 'prod', credentialsId: 'hub-key')"), message);
        assertEquals(1, seen.linesWith("Lost contact"));
    }

    @Test
    void aKeyThatIsSwitchedWhileItsRefusalIsBorneIsPickedUp() {
        followWithARefusedKey();
        rig.time.advance(Duration.ofSeconds(50));
        rig.rotateKey(rig.hub.newClientKey());
        rig.time.advance(Duration.ofMinutes(10));
        assertFalse(seen.isOver());
        assertEquals(1, seen.linesWith("Jenkins has a newer one"));
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void aCredentialThatIsAwayWhileARefusalIsBorneIsSaidOnce() {
        followWithARefusedKey();
        rig.noConnection = "The credential 'hub-key' does not exist.";
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertEquals(1, seen.linesWith("The credential 'hub-key' does not exist."));
    }

    /** As a Hub does whose database goes before it and comes after it. */
    @Test
    void aRefusalBeforeAndAfterAnOutageIsBorneEachTime() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        for (Fault fault : List.of(
                Fault.detail(403, "No database."),
                Fault.unavailable(),
                Fault.html(404),
                Fault.detail(403, "Not yet."))) {
            rig.hub.faults().clear();
            rig.hub.faults().always(FaultPoint.ANY, fault);
            rig.time.advance(Duration.ofSeconds(100));
        }
        rig.hub.faults().clear();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Lost contact"));
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
    }

    @Test
    void refusalsAndOutagesInTurnAreNotBorneForLongerThanTheBudget() {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        for (int minute = 0; minute < 40 && !seen.isOver(); minute++) {
            rig.hub.faults().clear();
            rig.hub.faults().always(FaultPoint.ANY, minute % 2 == 0 ? Fault.detail(401, "No.") : Fault.badGateway());
            rig.time.advance(Duration.ofMinutes(1));
        }
        assertEquals(Kind.LOST, seen.outcome().kind());
        long minutes = seen.outcome().duration().toMinutes();
        assertTrue(minutes >= 30 && minutes <= 31, minutes + " min");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aGatewayBeforeTheLoginIsNoWrongPassword(int status) {
        rig.logIn("builder", "correct horse");
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.expireAccessTokens();
        rig.hub.faults().always(FaultPoint.REFRESH, Fault.html(status));
        rig.hub.faults().always(FaultPoint.TOKEN, Fault.html(status));
        rig.time.advance(Duration.ofMinutes(10));
        assertFalse(seen.isOver());
        assertEquals(1, seen.linesWith("Lost contact"));
        assertEquals(0, seen.linesWith("user name and password"));
        rig.hub.faults().clear();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
    }

    @Test
    void aPasswordThatTheHubItselfRefusesIsBorneForTwoMinutesInAFewTries() {
        rig.logIn("builder", "correct horse");
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.changePassword("builder", "another");
        rig.hub.expireAccessTokens();
        rig.hub.expireRefreshTokens();
        rig.hub.clearRequests();
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.LOST, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("rejected the user name and password"),
                seen.outcome().message());
        long tries = rig.hub.requestCount(FaultPoint.TOKEN);
        assertTrue(tries >= 5 && tries <= 10, tries + " tries");
    }

    @Test
    void aRunThatNobodyWaitsForBearsAGatewaysRefusalToo() {
        rig.attended = false;
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.faults().always(FaultPoint.ANY, Fault.html(404));
        rig.time.advance(Duration.ofMinutes(20));
        assertFalse(seen.isOver());
        rig.hub.faults().clear();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void aKeyThatIsRotatedDuringTheAbortStillCancels() {
        rig.hub.holdJobs();
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.revokeKey(rig.clientKey());
        rig.rotateKey(rig.hub.newClientKey());
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
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
