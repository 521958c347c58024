package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that the Hub refuses while a job is followed, submitted or cancelled. */
@Timeout(60)
class RefusedKeyTest extends FollowedRun {
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

    /** The page may be that of a gateway that has already passed the request on. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aPageThatRefusesIsNotAnsweredWithAnotherKey(int status) {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.html(status)));
        String newer = rig.hub.newClientKey();
        rig.hub.whenSubmitted(job -> rig.rotateKey(newer));
        assertRefusedAfterOnePost();
    }

    private void assertRefusedAfterOnePost() {
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void norWithANewToken(int status) {
        rig.logIn("builder", "correct horse");
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.html(status)));
        assertRefusedAfterOnePost();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenThatTheHubItselfRefusesIsRenewedForTheRequest(int status) {
        rig.logIn("builder", "correct horse");
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.detail(status, "Token is expired."));
        rig.start(seen);
        rig.untilOver(seen, HOUR);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(2, rig.posts());
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
}
