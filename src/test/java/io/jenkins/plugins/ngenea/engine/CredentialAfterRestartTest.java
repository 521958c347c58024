package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A credential that is missing, or late, when runs are taken up after a restart. */
@Timeout(60)
class CredentialAfterRestartTest extends CrashedRun {
    @Test
    void aCredentialThatIsGoneAfterARestartNamesTheJobThatGoesOn() throws Exception {
        HubJobRun run = rig.start(before);
        crash(run);
        rig.noConnection = "There is no credential 'x'.";
        rig.start(after);
        rig.time.advance(Rig.BUDGET.plusMinutes(1));
        assertEquals(Kind.LOST, after.outcome().kind());
        assertEquals("1", after.outcome().jobId());
        assertEquals(Status.FOLLOWING, status());
        assertTrue(
                after.outcome().message().contains("ngeneaWaitForJob(job: '1'"),
                after.outcome().message());
    }

    @Test
    void aCredentialThatIsGoneAfterALostAnswerLeavesTheSubmitUnknown() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun run = rig.start(before);
        crash(run);
        rig.noConnection = "There is no credential 'x'.";
        rig.start(after);
        rig.time.advance(Rig.BUDGET.plusMinutes(1));
        assertEquals(Kind.UNKNOWN_SUBMIT, after.outcome().kind());
        assertTrue(
                after.outcome().message().contains("look there for a job"),
                after.outcome().message());
    }

    @Test
    void aCredentialThatComesAfterARestartIsWaitedFor() {
        HubJobRun run = rig.start(before);
        crash(run);
        rig.noConnection = "The store of credentials does not answer.";
        rig.start(after);
        rig.time.advance(Duration.ofMinutes(20));
        assertEquals(List.of("The store of credentials does not answer. Retrying for up to 30 min."), after.lines);
        rig.noConnection = null;
        rig.time.advance(Duration.ofMinutes(1));
        assertFollowsTheOneJob("1");
    }

    @Test
    void aPendingCancelIsSentWhenTheCredentialComesAfterARestart() {
        HubJobRun run = rig.start(before);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        run.abort();
        rig.time.settle();
        crash(run);
        rig.noConnection = "The store of credentials does not answer.";
        rig.start(after);
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertEquals(List.of(), after.ends);
        rig.noConnection = null;
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, after.ends.size());
    }

    @Test
    void aJobThatIsOnlyWaitedForFailsAtOnceWithoutACredential() {
        rig.noConnection = "There is no credential 'x'.";
        rig.newRun(after, "1").start();
        rig.time.settle();
        assertEquals(Kind.LOST, after.outcome().kind());
    }
}
