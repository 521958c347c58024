package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AbortTest extends AbortedRun {
    private static final Duration PATIENCE = StopPhase.PATIENCE;

    private HubJobRun following() {
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        return run;
    }

    @Test
    void anAbortBeforeTheStartSubmitsNothing() throws Exception {
        HubJobRun run = rig.newRun(seen);
        run.abort();
        run.start();
        rig.time.advance(PATIENCE);
        assertTrue(
                aborted().message().contains("before anything was submitted"),
                aborted().message());
        assertEquals(0, rig.hub.requestCount());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void anAbortWhileTheHubIsWaitedForSubmitsNothing() throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        HubJobRun run = rig.start(seen);
        run.abort();
        assertTrue(
                aborted().message().contains("before anything was submitted"),
                aborted().message());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofHours(1));
        assertEquals(0, rig.posts());
        assertEquals(List.of(), rig.journal.all());
    }

    @ParameterizedTest
    @MethodSource("profilesThatCancel")
    void anAbortCancelsTheHubJobAndWaitsForItsEnd(HubProfile profile) throws Exception {
        rig.hub.profile(profile);
        HubJobRun run = following();
        run.abort();
        assertFalse(seen.isOver());
        rig.time.advance(Duration.ofSeconds(3));
        assertEquals("CANCELLED", aborted().job().state().name());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals("", rig.hub.requests(FaultPoint.CANCEL).get(0).body());
        assertEquals(1, rig.cancels());
        assertEquals(List.of(), rig.journal.all());
    }

    static List<HubProfile> profilesThatCancel() {
        return List.of(
                HubProfile.DOCUMENTED_ONLY,
                HubProfile.CANCEL_204,
                HubProfile.CANCELED_SPELLING,
                HubProfile.LOWER_CASE_STATES,
                HubProfile.UUID_IDS);
    }

    @Test
    void aJobThatTakesLongToEndIsNotWaitedForLongerThanTwelveSeconds() throws Exception {
        rig.hub.cancelDelay(Duration.ofHours(1));
        HubJobRun run = following();
        Instant asked = rig.time.now();
        run.abort();
        rig.untilOver(seen, Duration.ofMinutes(5));
        assertEquals(PATIENCE, Duration.between(asked, rig.time.now()));
        assertTrue(aborted().message().contains("still CANCELLING"), aborted().message());
        assertEquals(List.of(), rig.journal.all());
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(0, rig.hub.requests(FaultPoint.JOB).size());
        assertEquals(0, rig.connection.follower().size());
    }

    @Test
    void repeatedAbortsAreOne() {
        HubJobRun run = following();
        for (int i = 0; i < 5; i++) {
            run.abort();
        }
        rig.time.advance(Duration.ofMinutes(1));
        run.abort();
        rig.time.advance(Duration.ofMinutes(1));
        aborted();
        assertEquals(1, rig.cancels());
    }

    @Test
    void anAbortAfterTheEndChangesNothing() {
        HubJobRun run = following();
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(PATIENCE);
        run.abort();
        rig.time.advance(PATIENCE);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(0, rig.cancels());
    }

    @Test
    void anAbortLeavesTheJobIfItWasToldTo() throws Exception {
        rig.cancelOnAbort = false;
        HubJobRun run = following();
        run.abort();
        assertTrue(
                aborted().message().contains("continues in the Hub"), aborted().message());
        assertTrue(
                aborted().message().contains("ngeneaWaitForJob(job: '1', hub: 'prod')"),
                aborted().message());
        assertEquals(0, rig.cancels());
        assertEquals("STARTED", rig.hub.lastJob().state());
        assertEquals(List.of(), rig.journal.all());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void aHubThatCannotCancelIsToldWithTheJobsLink(int status) throws Exception {
        rig.hub.profile(HubProfile.named("NO_CANCEL_" + status));
        HubJobRun run = following();
        run.abort();
        String message = aborted().message();
        assertTrue(message.contains("does not support cancelling jobs"), message);
        assertTrue(message.contains("HTTP " + status), message);
        assertTrue(message.contains(rig.hub.url() + "/job/1"), message);
        assertEquals("STARTED", rig.hub.lastJob().state());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aCancelThatIsRefusedBecauseTheJobEndedIsTheEnd() {
        HubJobRun run = following();
        rig.hub.lastJob().finish("SUCCESS");
        run.abort();
        assertTrue(aborted().message().contains("ended with SUCCESS"), aborted().message());
        assertEquals(400, rig.hub.requests(FaultPoint.CANCEL).get(0).status());
    }

    @Test
    void aCancelThatIsRefusedForAnotherReasonIsTold() {
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.detail(400, "Not while it is migrating."));
        HubJobRun run = following();
        run.abort();
        assertTrue(
                aborted().message().contains("Not while it is migrating."),
                aborted().message());
        assertTrue(
                aborted().message().contains("continues in the Hub"), aborted().message());
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 423})
    void aCancelThatIsRefusedForNowIsSentAgain(int status) {
        rig.hub.faults().times(3, FaultPoint.CANCEL, Fault.detail(status, "The job is being populated."));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(PATIENCE);
        aborted();
        assertEquals(4, rig.cancels());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(0, seen.linesWith("Lost contact"));
    }

    @Test
    void aCancelThatIsRefusedForNowForAsLongAsTheHubIsBorneIsTold() {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.detail(409, "The job is being populated."));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(PATIENCE);
        String message = aborted().message();
        assertTrue(message.contains("has not been cancelled yet"), message);
        assertTrue(message.contains("The job is being populated."), message);
        rig.time.advance(Duration.ofHours(1));
        assertEquals(1, seen.linesWith("could not be cancelled"));
    }

    @Test
    void aKeyThatMayNotCancelIsTold() {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.detail(403, "You do not have permission."));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(PATIENCE);
        assertTrue(
                aborted().message().contains("You do not have permission."),
                aborted().message());
        rig.time.advance(Duration.ofMinutes(3));
        assertEquals(1, seen.linesWith("could not be cancelled"));
        assertEquals(1, seen.linesWith("credential configured for Hub 'prod'"));
    }

    @Test
    void aGatewaysPageInTheMomentOfTheCancelIsNoHubWithoutACancelCall() {
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.html(404));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        aborted();
        assertEquals(2, rig.cancels());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aHubWithoutACancelCallThatAnswersWithAPageIsToldWithTheJobsLink() {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.html(405));
        HubJobRun run = following();
        run.abort();
        String message = aborted().message();
        assertTrue(message.contains("this Hub does not support cancelling jobs (HTTP 405)"), message);
        assertTrue(message.contains(rig.hub.url() + "/job/1"), message);
    }

    @Test
    void aRefusedCancelIsAskedForAgainIfTheHubDoesNotShowTheJobJustThen() {
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.detail(409, "Not while it is migrating."));
        HubJobRun run = following();
        rig.hub.faults().next(FaultPoint.JOB, Fault.unavailable());
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        aborted();
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aJobThatIsGoneCannotBeCancelledAndSaysSo() {
        HubJobRun run = following();
        rig.hub.removeJob(rig.hub.lastJob().id());
        run.abort();
        rig.time.advance(PATIENCE);
        assertTrue(
                aborted().message().contains("show job 1 and answered HTTP 404"),
                aborted().message());
        rig.time.advance(Duration.ofMinutes(3));
        assertEquals(1, seen.linesWith("could not be cancelled"));
    }

    @Test
    void aJobThatIsGoneForAMomentIsCancelledAllTheSame() {
        HubJobRun run = following();
        rig.hub.faults().always(FaultPoint.ANY, Fault.detail(404, "no Route matched"));
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        rig.hub.faults().clear();
        rig.time.advance(PATIENCE);
        aborted();
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aHubThatIsDownIsAskedOnAfterTheOutcome() throws Exception {
        HubJobRun run = following();
        rig.hub.goDown();
        run.abort();
        rig.time.advance(PATIENCE);
        assertTrue(
                aborted().message().contains("Jenkins keeps trying in the background"),
                aborted().message());
        assertEquals(JournalEntry.Status.CANCELLING, rig.journal.all().get(0).status());
        rig.time.advance(Duration.ofMinutes(5));
        rig.hub.comeBack();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.cancels());
        assertEquals(List.of(), rig.journal.all());
        aborted();
    }

    @Test
    void aCancelThatGotNoAnswerIsAskedForAgain() {
        rig.hub.faults().next(FaultPoint.CANCEL, Fault.takenThen(Fault.connectionReset()));
        HubJobRun run = following();
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        aborted();
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aCancelThatIsRefusedAfterTheOutcomeIsForAPersonToLookAt() throws Exception {
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        HubJobRun run = following();
        run.abort();
        rig.time.advance(PATIENCE);
        aborted();
        assertEquals(List.of(), seen.ends);
        rig.hub.faults().clear();
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.detail(400, "Not while it is migrating."));
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(1, seen.ends.size());
        assertFalse(seen.settled);
        assertTrue(
                seen.ends.get(0).message().contains("Not while it is migrating."),
                seen.ends.get(0).message());
        assertEquals(1, seen.linesWith("could not be cancelled"));
    }
}
