package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many runs share one Hub and key, and one kind of request, or one log, hangs: nothing else waits for it. */
@Timeout(60)
class LanesTest {
    private static final int MANY = 12;
    private static final int HANGING_LOGS = 20;
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = StopPhase.PATIENCE;

    @TempDir
    Path directory;

    private Rig rig;
    private final Seen seen = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.onThreads();
        rig.timeout(Duration.ofMinutes(5));
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.hub.faults().release();
        rig.close();
    }

    /** A run with a key and a path of its own. */
    private HubJobRun start(String name, Seen observer) {
        rig.key = name;
        rig.paths = List.of("/" + name);
        HubJobRun run = rig.start(observer);
        rig.pass(Duration.ZERO);
        return run;
    }

    private HubJobRun following() {
        HubJobRun run = start("followed", seen);
        awaitWhileTimePasses(() -> !seen.progress.isEmpty());
        return run;
    }

    private void awaitWhileTimePasses(BooleanSupplier condition) {
        await().atMost(SOON).until(() -> {
            rig.pass(SECOND);
            return condition.getAsBoolean();
        });
    }

    private List<HubJobRun> hangingSubmits(List<Seen> observers) throws InterruptedException {
        rig.hub.clearRequests();
        rig.hub.faults().always(FaultPoint.SUBMIT, Fault.hang());
        List<HubJobRun> runs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Seen observer = new Seen();
            observers.add(observer);
            runs.add(start("hanging-" + i, observer));
        }
        assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, 2, SOON));
        return runs;
    }

    @Test
    void aCancelGoesOutAtOnceWhileManySubmitsHang() throws Exception {
        HubJobRun run = following();
        hangingSubmits(new ArrayList<>());
        run.abort();
        assertTrue(rig.hub.awaitRequests(FaultPoint.CANCEL, 1, SOON), "no cancel");
        awaitWhileTimePasses(() -> seen.isOver());
        assertEquals("CANCELLED", seen.outcome().job().stateName());
        assertEquals(1, rig.hub.job(seen.outcome().jobId()).cancelRequests());
    }

    @Test
    void theEndOfAJobIsSeenWhileManySubmitsHang() throws Exception {
        following();
        hangingSubmits(new ArrayList<>());
        rig.hub.job("1").finish("SUCCESS");
        awaitWhileTimePasses(() -> seen.isOver());
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void atMostTwoSubmitsAreOutAtATimeAndTheyGoInTheirOrder() throws Exception {
        hangingSubmits(new ArrayList<>());
        for (int sent = 2; sent <= MANY; sent += 2) {
            assertTrue(rig.hub.awaitRequests(FaultPoint.SUBMIT, sent, SOON));
            assertEquals(sent, rig.posts());
            rig.hub.faults().release();
        }
        await().atMost(SOON).until(() -> rig.hub.jobs().size() == MANY);
        List<RecordedRequest> requests = rig.hub.requests(FaultPoint.SUBMIT);
        for (int i = 0; i < MANY; i++) {
            // the two that are out at a time may overtake each other
            String two =
                    requests.get(i / 2 * 2).body() + requests.get(i / 2 * 2 + 1).body();
            assertTrue(two.contains("\"/hanging-" + i + "\""), two);
        }
    }

    @Test
    void aRequestThatWaitsForItsTurnIsNotSentAfterAnAbortAndTheLogSaysSo() throws Exception {
        List<Seen> observers = new ArrayList<>();
        List<HubJobRun> runs = hangingSubmits(observers);
        HubJobRun last = runs.get(MANY - 1);
        assertEquals("waiting to submit to Hub prod", last.status());
        assertFalse(last.isSubmitOut());
        last.abort();
        Seen aborted = observers.get(MANY - 1);
        await().atMost(SOON).until(aborted::isOver);
        assertEquals(
                "Stopped before anything was submitted to Hub prod.",
                aborted.outcome().message());
        assertEquals(List.of(), aborted.lines);
        rig.hub.faults().clear();
        rig.hub.faults().release();
        await().atMost(SOON).until(() -> rig.hub.jobs().size() == MANY - 1);
        assertEquals(MANY - 1, rig.posts());
    }

    @Test
    void whatIsOutIsSaidToBeOut() throws Exception {
        List<Seen> observers = new ArrayList<>();
        List<HubJobRun> runs = hangingSubmits(observers);
        List<HubJobRun> out = runs.stream().filter(HubJobRun::isSubmitOut).toList();
        assertEquals(runs.subList(0, 2), out);
        assertEquals("submitting to Hub prod", out.get(0).status());
        out.forEach(HubJobRun::abort);
        rig.pass(PATIENCE);
        String message = observers.get(0).outcome().message();
        assertTrue(message.startsWith("Hub prod has not answered the request yet."), message);
    }

    @Test
    void aCancelThatWaitsForOthersIsNotSaidToHaveBeenSent() throws Exception {
        List<Seen> observers = new ArrayList<>();
        List<HubJobRun> runs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Seen observer = new Seen();
            observers.add(observer);
            runs.add(start("run-" + i, observer));
        }
        await().atMost(SOON).until(() -> observers.stream().noneMatch(observer -> observer.jobIds.isEmpty()));
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.hang());
        runs.forEach(HubJobRun::abort);
        assertTrue(rig.hub.awaitRequests(FaultPoint.CANCEL, 4, SOON));
        rig.pass(PATIENCE);
        Set<String> asked = rig.hub.requests(FaultPoint.CANCEL).stream()
                .map(request -> request.path().split("/")[3])
                .collect(Collectors.toSet());
        assertEquals(4, asked.size());
        for (Seen observer : observers) {
            String message = observer.outcome().message();
            boolean sent = asked.contains(observer.outcome().jobId());
            assertEquals(sent, message.contains("has not been cancelled yet: the Hub has not answered."), message);
            assertEquals(
                    !sent,
                    message.contains("has not been cancelled yet: it is queued behind other cancel requests"),
                    message);
        }
    }

    @Test
    void reasonsThatAreNotToldHoldUpNeitherAJobNorForEverThoseThatAskForThem() throws Exception {
        following();
        List<Seen> failing = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Seen observer = new Seen();
            failing.add(observer);
            start("failing-" + i, observer);
        }
        await().atMost(SOON).until(() -> failing.stream().noneMatch(observer -> observer.jobIds.isEmpty()));
        rig.hub.faults().always(FaultPoint.TASKS, Fault.hang());
        failing.forEach(observer -> rig.hub.job(observer.jobIds.get(0)).finish("FAILURE"));
        awaitWhileTimePasses(() -> failing.stream().allMatch(Seen::hasSeenEnd));
        rig.hub.job(seen.jobIds.get(0)).finish("SUCCESS");
        awaitWhileTimePasses(() -> seen.isOver());
        rig.pass(Duration.ofMinutes(1));
        for (Seen observer : failing) {
            assertEquals(Kind.FAILED, observer.outcome().kind());
            assertEquals(1, observer.linesWith("why the job failed: no answer within 1 min."));
        }
    }

    @Test
    void searchesThatHangHoldUpNoJob() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        following();
        List<Seen> lost = new ArrayList<>();
        rig.hub.faults().always(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        for (int i = 0; i < MANY; i++) {
            Seen observer = new Seen();
            lost.add(observer);
            observer.onLine = line -> {
                if (line.contains("The result of the submit is unknown")) {
                    rig.hub.faults().always(FaultPoint.JOBS, Fault.hang());
                }
            };
            start("lost-" + i, observer);
        }
        await().atMost(SOON).until(() -> lost.stream().anyMatch(one -> one.linesWith("result of the submit") > 0));
        rig.hub.job(seen.jobIds.get(0)).finish("SUCCESS");
        awaitWhileTimePasses(() -> seen.isOver());
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @Test
    void logsThatHangHoldUpNoOtherRunAndNotTheCancelsOfTheirOwn() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(HANGING_LOGS);
        List<HubJobRun> runs = new ArrayList<>();
        for (int i = 0; i < HANGING_LOGS; i++) {
            Seen hung = i == 0 ? seen : new Seen();
            hung.onProgress = job -> {
                reached.countDown();
                hang(hanging);
            };
            runs.add(start("followed-" + i, hung));
        }
        await().atMost(SOON).until(() -> {
            rig.time.advance(SECOND);
            return reached.getCount() == 0;
        });
        rig.hanging = HANGING_LOGS;
        Seen other = new Seen();
        start("other", other);
        await().atMost(SOON).until(() -> !other.jobIds.isEmpty());
        runs.get(0).abort();
        assertTrue(rig.hub.awaitRequests(FaultPoint.CANCEL, 1, SOON), "no cancel");
        assertFalse(seen.isOver());
        hanging.countDown();
        rig.hanging = 0;
        awaitWhileTimePasses(() -> seen.isOver());
        assertEquals(Kind.ABORTED, seen.outcome().kind());
    }

    private static void hang(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCredentialThatIsLookedUpForEverKeepsNobodyFromAborting() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        rig.beforeConnecting = () -> hang(hanging);
        rig.hanging = 1;
        HubJobRun run = start("waiting", seen);
        run.abort();
        await().atMost(SOON).until(seen::isOver);
        assertEquals(
                "Stopped before anything was submitted to Hub prod.",
                seen.outcome().message());
        hanging.countDown();
        assertEquals(0, rig.hub.requestCount());
    }

    @Test
    void aCredentialThatIsLookedUpForEverDoesNotKeepTheTimeoutFromExpiring() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        rig.beforeConnecting = () -> hang(hanging);
        rig.hanging = 1;
        rig.deadline = Duration.ofMinutes(5);
        start("waiting", seen);
        rig.pass(Duration.ofMinutes(4));
        assertFalse(seen.isOver());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(Kind.TIMED_OUT, seen.outcome().kind());
        assertTrue(seen.outcome().message().contains("Stopped before anything was submitted to Hub prod."));
        hanging.countDown();
        rig.hanging = 0;
        rig.pass(SECOND);
        assertEquals(0, rig.hub.requestCount());
    }

    @Test
    void anAbortOfAKnownJobWhoseCredentialIsNotThereYetSaysThatItsHubWasNotAsked() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        rig.beforeConnecting = () -> hang(hanging);
        rig.hanging = 1;
        rig.connection.client().submit(Rig.body("/a"));
        rig.key = "wait";
        HubJobRun run = rig.newRun(seen, "1");
        run.start();
        run.abort();
        rig.pass(PATIENCE);
        assertEquals(
                "Job 1 on Hub prod has not been cancelled yet: Jenkins is still looking up the credential. Jenkins keeps trying"
                        + " in the background.",
                seen.outcome().message());
        assertEquals(List.of(), seen.ends);
        hanging.countDown();
        rig.hanging = 0;
        await().atMost(SOON).until(() -> seen.ends.size() == 1);
        assertEquals(1, rig.hub.job("1").cancelRequests());
        assertTrue(seen.settled);
    }
}
