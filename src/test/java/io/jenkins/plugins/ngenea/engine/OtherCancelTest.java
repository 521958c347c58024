package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelAddress;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaAt;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaDialect;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Hub whose call to cancel a job is not the assumed one. */
@Timeout(60)
class OtherCancelTest extends RigTest {
    private static final String STOP = "describes another call to cancel a job: POST /api/jobs/{id}/stop/. Using it.";

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
    }

    private HubJobRun following(Seen seen) {
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        return run;
    }

    /** Another run, aborted. */
    private Seen aborted(String key) {
        rig.key = key;
        rig.node = key;
        Seen seen = new Seen();
        following(seen).abort();
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        return seen;
    }

    private String message(Seen seen) {
        return seen.outcome().message();
    }

    private long looks() {
        return rig.hub.requestCount(FaultPoint.SCHEMA);
    }

    @ParameterizedTest
    @CsvSource({
        "CANCEL_IS_STOP, POST /api/jobs/{id}/stop/",
        "CANCEL_IS_PATCH, PATCH /api/jobs/{id}/abort/",
        "CANCEL_IS_DELETE, DELETE /api/jobs/{id}/stop/",
    })
    void anAbortUsesTheOneCallThatTheHubDescribesAndSaysSoOnce(String profile, String call) {
        rig.hub.profile(HubProfile.named(profile));
        Seen seen = aborted("a");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals("CANCELLED", seen.outcome().job().state().name());
        assertEquals(
                List.of("Hub prod (" + rig.hub.url() + ") describes another call to cancel a job: " + call
                        + ". Using it."),
                seen.lines.stream()
                        .filter(line -> line.contains("another call"))
                        .toList());
        assertEquals(1, seen.linesWith("Asked Hub prod"));
        assertEquals("", rig.hub.requests(FaultPoint.OTHER_CANCEL).get(0).body());
    }

    @Test
    void theNextAbortUsesItAtOnceAndAsksForNoDescription() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        aborted("a");
        rig.hub.clearRequests();
        long looks = looks();
        Seen second = aborted("b");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, second.linesWith(STOP));
        assertEquals(looks, looks());
        assertEquals(0, rig.cancels());
        assertEquals(1, rig.hub.requests(FaultPoint.OTHER_CANCEL).size());
    }

    @Test
    void afterADayTheAssumedCallIsTriedAgainFirst() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        aborted("a");
        rig.time.advance(Duration.ofDays(1));
        rig.hub.clearRequests();
        long looks = looks();
        aborted("b");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertTrue(rig.cancels() > 0);
        assertTrue(looks() > looks);
    }

    @Test
    void aHubThatHasTheAssumedCallSinceAnUpdateIsAskedThatWay() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        aborted("a");
        rig.hub.profile(HubProfile.SCHEMA);
        long looks = looks();
        aborted("b");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(looks, looks());
    }

    @Test
    void aHubWithYetAnotherCallSinceAnUpdateIsAskedForItsDescriptionAgain() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        aborted("a");
        rig.hub.profile(HubProfile.CANCEL_IS_PATCH);
        Seen second = aborted("b");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, second.linesWith("PATCH /api/jobs/{id}/abort/"));
    }

    @Test
    void whereTwoCallsMayBeItNoneIsUsed() {
        rig.hub.profile(HubProfile.CANCEL_IS_ONE_OF_TWO);
        String message = message(aborted("a"));
        assertTrue(message.contains("this Hub does not support cancelling jobs (HTTP 404)"), message);
        assertTrue(
                message.contains("names no single call that cancels a job, but POST /api/jobs/{id}/abort/,"
                        + " POST /api/jobs/{id}/stop/."),
                message);
        assertTrue(message.contains(rig.hub.url() + "/job/1"), message);
        assertEquals("STARTED", rig.hub.lastJob().state());
        assertEquals(0, rig.hub.requestCount(FaultPoint.OTHER_CANCEL));
    }

    @Test
    void aDescriptionThatNamesNoCallIsSaid() {
        rig.hub.profile(HubProfile.NO_CANCEL_405
                .but("test")
                .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3)
                .build());
        String message = message(aborted("a"));
        assertTrue(message.contains("(HTTP 405). The description of its API names no call"), message);
        assertEquals("STARTED", rig.hub.lastJob().state());
    }

    @Test
    void aDescriptionThatNamesTheCallThatIsNotThereIsSaid() {
        rig.hub.profile(HubProfile.SCHEMA);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.detail(404, "Not found."));
        String message = message(aborted("a"));
        assertTrue(message.contains("names only POST /api/jobs/{id}/cancel/."), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCEL_IS_UNTOLD", "NO_CANCEL_404", "NO_CANCEL_405"})
    void aHubWithoutADescriptionIsToldAsBeforeAndAskedForNoneAgainOnThatDay(String profile) {
        rig.hub.profile(HubProfile.named(profile));
        String message = message(aborted("a"));
        assertTrue(message.contains("this Hub does not support cancelling jobs"), message);
        assertTrue(message.contains("no description of its API"), message);
        assertEquals("STARTED", rig.hub.lastJob().state());
        long looks = looks();
        assertTrue(looks <= 8, () -> looks + " requests");
        aborted("b");
        assertEquals(looks, looks());
    }

    @Test
    void aDescribedCallThatIsNotThereEitherIsTriedOnce() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        rig.hub.faults().always(FaultPoint.OTHER_CANCEL, Fault.detail(404, "Not found."));
        String message = message(aborted("a"));
        assertTrue(message.contains("names only POST /api/jobs/{id}/stop/."), message);
        assertEquals(1, rig.hub.requestCount(FaultPoint.OTHER_CANCEL));
    }

    @Test
    void aDescriptionThatCannotBeHadJustThenIsAskedForAgain() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        rig.hub.faults().next(FaultPoint.SCHEMA, Fault.connectionReset());
        aborted("a");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void aDescriptionThatHangsHoldsUpNoOutcomeAndNoOtherRun() throws Exception {
        rig.onThreads();
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        rig.hub.faults().next(FaultPoint.SCHEMA, Fault.hang(Duration.ofSeconds(50)));
        Seen first = new Seen();
        HubJobRun run = rig.newRun(first);
        run.start();
        await().until(() -> {
            rig.pass(Duration.ofSeconds(1));
            return !first.jobIds.isEmpty();
        });
        run.abort();
        assertTrue(rig.hub.awaitRequests(FaultPoint.SCHEMA, 1, Duration.ofSeconds(20)));
        rig.pass(StopPhase.PATIENCE);
        String message = message(first);
        assertTrue(message.contains("has not been cancelled yet: this Hub does not support"), message);
        rig.hub.faults().release();
        await().until(() -> {
            rig.pass(Duration.ofSeconds(1));
            return rig.hub.lastJob().state().equals("CANCELLED");
        });
    }

    @Test
    void aRestartedRunThatWasToldToStopUsesTheDescribedCall() {
        rig.hub.profile(HubProfile.CANCEL_IS_STOP);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        HubJobRun run = following(new Seen());
        run.abort();
        rig.time.advance(Duration.ofSeconds(2));
        run.detach();
        rig.hub.faults().clear();
        rig.restart();
        Seen after = new Seen();
        rig.attended = false;
        rig.start(after);
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, after.linesWith(STOP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOCUMENTED_ONLY", "SCHEMA", "CANCEL_IS_STOP"})
    void aBuildOnTheUsualPathAsksForNoDescription(String profile) {
        rig.hub.profile(HubProfile.named(profile));
        Seen seen = new Seen();
        following(seen);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(0, looks());
    }

    @Test
    void anAbortThatTheAssumedCallServesAsksForNoDescription() {
        rig.hub.profile(
                HubProfile.SCHEMA.but("test").cancelAt(CancelAddress.CANCEL).build());
        Seen seen = aborted("a");
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(0, looks());
        assertFalse(seen.text().contains("another call"));
    }
}
