package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run can be told to stop by a person and by its deadline; the first of them is the reason, whatever comes after. */
@Timeout(60)
class StopReasonTest extends RigTest {
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = StopPhase.PATIENCE;
    private static final String TOO_LATE = "The timeout had already expired before the abort";

    private final Seen before = new Seen();
    private final Seen after = new Seen();

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
        rig.deadline = DEADLINE;
    }

    private void crash(HubJobRun run) {
        run.detach();
        rig.restart();
        rig.hub.faults().clear();
    }

    /** Aborted, or timed out, with a cancel that the Hub has not taken when the process dies. */
    private void crashWhileCancelling(Kind why) throws Exception {
        HubJobRun run = rig.start(before);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        if (why == Kind.ABORTED) {
            rig.time.advance(Duration.ofSeconds(5));
            run.abort();
        } else {
            rig.time.advance(DEADLINE.plusSeconds(1));
        }
        assertEquals(Status.CANCELLING, rig.journal.all().get(0).status());
        crash(run);
    }

    @ParameterizedTest
    @CsvSource({"ABORTED,PT1H", "ABORTED,PT1S", "TIMED_OUT,PT1H", "TIMED_OUT,PT0S"})
    void theReasonOutlivesARestartHoweverLongThatTakes(Kind why, Duration down) throws Exception {
        crashWhileCancelling(why);
        rig.time.advance(down);
        rig.start(after);
        rig.untilOver(after, PATIENCE);
        assertEquals(why, after.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
    }

    @ParameterizedTest
    @CsvSource({"ABORTED,PT1S,ABORTED", "ABORTED,PT1H,TIMED_OUT", "TIMED_OUT,PT0S,TIMED_OUT"})
    void aRecordOfAnEarlierVersionHasNoReasonAndTheDeadlineDecides(Kind why, Duration down, Kind seen)
            throws Exception {
        crashWhileCancelling(why);
        forgetReason();
        rig.time.advance(down);
        rig.start(after);
        rig.untilOver(after, PATIENCE);
        assertEquals(seen, after.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    /** As the records were before there was a reason in them. */
    private void forgetReason() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            Path record = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            String text = Files.readString(record);
            String old = text.replaceFirst("\"stop\":\"[A-Z_]+\",", "");
            assertFalse(old.equals(text), text);
            Files.writeString(record, old);
        }
    }

    @ParameterizedTest
    @CsvSource({"ABORTED", "TIMED_OUT"})
    void aRunThatWasStoppedEndsInTheSameWayWhenARestartAsksAgain(Kind why) throws Exception {
        rig.keepRecord = true;
        HubJobRun run = rig.start(before);
        rig.time.advance(why == Kind.ABORTED ? Duration.ofSeconds(5) : DEADLINE);
        if (why == Kind.ABORTED) {
            run.abort();
        }
        rig.untilOver(before, PATIENCE);
        assertEquals(why, before.outcome().kind());
        assertEquals(Status.ENDED, rig.journal.all().get(0).status());
        crash(run);
        rig.start(after);
        rig.untilOver(after, PATIENCE);
        assertEquals(why, after.outcome().kind());
        assertEquals(1, rig.hub.lastJob().cancelRequests());
        assertEquals(1, rig.posts());
    }

    @Test
    void anAbortThatLeavesTheJobStillLeavesItWhenARestartAsksAgain() {
        rig.keepRecord = true;
        rig.cancelOnAbort = false;
        HubJobRun run = rig.start(before);
        run.abort();
        rig.time.settle();
        crash(run);
        rig.start(after);
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertEquals(0, rig.cancels());
        assertEquals("STARTED", rig.hub.lastJob().state());
    }

    @Test
    void anAbortAfterTheDeadlineIsAnsweredAndTheRunStaysATimeout() {
        HubJobRun run = rig.start(before);
        rig.hub.cancelDelay(Duration.ofSeconds(10));
        rig.time.advance(DEADLINE.plusSeconds(5));
        run.abort();
        run.abort();
        rig.time.settle();
        assertEquals(2, before.linesWith(TOO_LATE));
        assertFalse(before.isOver());
        rig.untilOver(before, PATIENCE);
        assertEquals(Kind.TIMED_OUT, before.outcome().kind());
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.cancels());
    }

    @Test
    void anAbortAfterTheDeadlineDoesNotLengthenTheWaitForAHubThatIsDown() {
        HubJobRun run = rig.start(before);
        rig.time.advance(DEADLINE.minusSeconds(1));
        rig.hub.goDown();
        rig.time.advance(Duration.ofSeconds(10));
        run.abort();
        rig.time.advance(Duration.ofSeconds(2));
        assertFalse(before.isOver());
        rig.time.advance(Duration.ofSeconds(1));
        assertEquals(Kind.TIMED_OUT, before.outcome().kind());
        assertTrue(
                before.outcome().message().contains("keeps trying in the background"),
                before.outcome().message());
        assertEquals(1, before.linesWith(TOO_LATE));
    }

    @Test
    void aDeadlineThatPassesDuringAnAbortChangesNothing() {
        HubJobRun run = rig.start(before);
        rig.hub.cancelDelay(Duration.ofSeconds(10));
        rig.time.advance(DEADLINE.minusSeconds(5));
        run.abort();
        rig.untilOver(before, PATIENCE);
        assertEquals(Kind.ABORTED, before.outcome().kind());
        assertEquals(0, before.linesWith(TOO_LATE));
        assertEquals(1, rig.cancels());
    }

    @Test
    void anAbortAfterTheOutcomeOfATimeoutSaysNothing() {
        HubJobRun run = rig.start(before);
        rig.time.advance(DEADLINE.plus(PATIENCE));
        assertEquals(Kind.TIMED_OUT, before.outcome().kind());
        run.abort();
        rig.time.advance(PATIENCE);
        assertEquals(0, before.linesWith(TOO_LATE));
    }
}
