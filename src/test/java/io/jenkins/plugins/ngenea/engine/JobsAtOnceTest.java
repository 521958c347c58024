package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Hub that takes one job at once from this Jenkins. */
@Timeout(60)
class JobsAtOnceTest extends RunsInLine {
    @Test
    void aRunBeyondTheLimitWaitsSaysSoOnceAndSubmitsWhenAJobHasEnded() throws Exception {
        run("first", first);
        HubJobRun waiting = run("second", second);
        rig.time.advance(Duration.ofHours(5));
        assertEquals(1, rig.posts());
        assertEquals(
                List.of(
                        "Waiting for the only slot on Hub prod (0 ahead). Nothing is submitted until then. An administrator can raise the limit on"
                                + " jobs at once."),
                second.lines);
        assertEquals("waiting for the only slot on Hub prod (0 ahead)", waiting.status());
        assertEquals(1, rig.journal.all().size());
        finish("1");
        assertEquals(Kind.SUCCEEDED, first.outcome().kind());
        assertEquals(List.of("2"), second.jobIds);
        finish("2");
        assertEquals(Kind.SUCCEEDED, second.outcome().kind());
        assertEquals(1, second.linesWith("Waiting for the only slot"));
    }

    @Test
    void thoseWhoWaitAreServedInTheOrderInWhichTheyBegan() {
        run("first", first);
        HubJobRun earlier = prepare("second", second);
        rig.time.advance(Duration.ofMinutes(1));
        run("third", third);
        assertEquals("waiting for the only slot on Hub prod (0 ahead)", waitingStatus(third));
        earlier.start();
        rig.time.settle();
        finish("1");
        assertEquals(List.of("2"), second.jobIds);
        assertEquals(List.of(), third.jobIds);
        finish("2");
        assertEquals(List.of("3"), third.jobIds);
    }

    private static String waitingStatus(Seen seen) {
        return seen.lines.get(0).replaceFirst("\\. .*", "").replaceFirst("W", "w");
    }

    @Test
    void anAbortInLineEndsAtOnceAndSubmitsNothing() {
        run("first", first);
        HubJobRun waiting = run("second", second);
        run("third", third);
        waiting.abort();
        rig.time.settle();
        assertEquals(Kind.ABORTED, second.outcome().kind());
        assertEquals(
                "Stopped while waiting for the only slot on Hub prod (0 ahead). Nothing was submitted.",
                second.outcome().message());
        finish("1");
        assertEquals(List.of("2"), third.jobIds);
        assertEquals(2, rig.posts());
    }

    @Test
    void theTimeoutOfOneInLineCountsFromItsBeginning() {
        run("first", first);
        rig.deadline = Duration.ofMinutes(10);
        run("second", second);
        rig.time.advance(Duration.ofMinutes(9));
        assertFalse(second.isOver());
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(Kind.TIMED_OUT, second.outcome().kind());
        assertEquals(
                "The timeout of 10 min has expired. Stopped while waiting for the only slot on Hub prod (0 ahead)."
                        + " Nothing was submitted.",
                second.outcome().message());
        finish("1");
        assertEquals(1, rig.posts());
    }

    @Test
    void aRunThatDoesNotWaitForItsJobGivesItsPlaceUpWhenTheSubmitIsAnswered() {
        rig.awaitEnd = false;
        run("first", first);
        run("second", second);
        assertEquals(List.of("1"), first.jobIds);
        assertEquals(List.of("2"), second.jobIds);
        assertEquals(0, second.linesWith("Waiting for"));
    }

    @Test
    void waitingForAJobThatRunsAlreadyTakesNoPlace() {
        run("first", first);
        rig.key = "second";
        rig.newRun(second, "1").start();
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(1, second.linesWith("Waiting for job 1"));
        run("third", third);
        finish("1");
        assertEquals(List.of("2"), third.jobIds);
    }

    @Test
    void aHigherLimitLetsThoseInLineInAtOnce() {
        run("first", first);
        run("second", second);
        run("third", third);
        rig.slots.limitsChanged(() -> rig.limit = 2, Map.of(), Set.of());
        rig.time.settle();
        assertEquals(List.of("2"), second.jobIds);
        assertEquals(List.of(), third.jobIds);
    }

    @Test
    void aRunWhoseSubmitIsTriedAgainKeepsItsPlace() {
        rig.hub.faults().always(FaultPoint.SUBMIT, Fault.tooManyRequests("5"));
        run("first", first);
        run("second", second);
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals(List.of("first"), submittedPaths());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(List.of("1"), first.jobIds);
        assertEquals(List.of(), second.jobIds);
    }

    private List<String> submittedPaths() {
        return rig.hub.requests(FaultPoint.SUBMIT).stream()
                .map(request -> request.body().replaceAll("(?s).*/mmfs1/(\\w+).*", "$1"))
                .distinct()
                .toList();
    }

    @Test
    void aRunThatIsRefusedGivesItsPlaceUp() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.detail(400, "no"));
        run("first", first);
        run("second", second);
        assertEquals(Kind.REJECTED, first.outcome().kind());
        assertEquals(List.of("1"), second.jobIds);
    }

    @Test
    void anAbortedRunKeepsItsPlaceUntilTheHubHasTakenItsCancel() {
        HubJobRun aborted = run("first", first);
        run("second", second);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        aborted.abort();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(Kind.ABORTED, first.outcome().kind());
        assertEquals(List.of(), second.jobIds);
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(1, rig.hub.job("1").cancelRequests());
        assertEquals(List.of("2"), second.jobIds);
    }

    @Test
    void anAbortedRunKeepsItsPlaceWhileItsRequestIsOut() throws Exception {
        rig.onThreads();
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        HubJobRun aborted = run("first", first);
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG));
        run("second", second);
        await().atMost(LONG).until(() -> second.linesWith("Waiting for the only slot") == 1);
        aborted.abort();
        await().atMost(LONG).until(() -> {
            rig.time.advance(Duration.ofSeconds(1));
            return first.isOver();
        });
        assertEquals(1, second.linesWith("Waiting for the only slot"));
        assertEquals(1, rig.posts());
        rig.hub.faults().release();
        await().atMost(LONG).until(() -> {
            rig.time.advance(Duration.ofSeconds(1));
            return second.jobIds.equals(List.of("2"));
        });
    }

    @Test
    void aRunThatIsLeftAsItIsBecauseJenkinsGoesDownKeepsItsPlace() {
        HubJobRun left = run("first", first);
        run("second", second);
        left.detach();
        rig.time.advance(LONG);
        assertEquals(List.of(), second.jobIds);
        assertEquals(1, rig.posts());
    }

    @Test
    void theKeyThatIsValidWhenThePlaceIsFreeIsUsed() {
        run("first", first);
        run("second", second);
        String old = rig.clientKey();
        rig.rotateKey(rig.hub.newClientKey());
        finish("1");
        rig.hub.revokeKey(old);
        assertEquals(List.of("2"), second.jobIds);
        assertEquals(0, second.linesWith("refused the key"));
    }

    @Test
    void aHubThatIsGoneWhenThePlaceIsFreeGetsNothing() {
        run("first", first);
        run("second", second);
        rig.noConnection = "There is no Hub 'prod' any more.";
        finish("1");
        assertEquals(Kind.REJECTED, second.outcome().kind());
        assertEquals("There is no Hub 'prod' any more.", second.outcome().message());
        assertEquals(1, rig.posts());
    }

    @Test
    void aHundredRunsAtOnceNeverHaveMoreJobsThanTheLimit() throws Exception {
        rig.onThreads();
        rig.limit = 7;
        rig.hub.plan(JobPlan.lasting(Duration.ofMillis(500), Duration.ofSeconds(2)));
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Seen seen = new Seen();
            all.add(seen);
            prepare("run-" + i, seen).start();
        }
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(50))
                .until(() -> {
                    rig.time.advance(Duration.ofMillis(200));
                    long running =
                            rig.hub.jobs().stream().filter(job -> !job.ended()).count();
                    assertTrue(running <= 7, running + " at once");
                    return all.stream().allMatch(Seen::isOver);
                });
        all.forEach(seen -> assertEquals(Kind.SUCCEEDED, seen.outcome().kind(), seen::text));
        assertEquals(100, rig.posts());
    }
}
