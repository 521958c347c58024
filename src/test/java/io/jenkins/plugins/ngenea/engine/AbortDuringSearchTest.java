package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An abort while a lost submit is searched for. */
@Timeout(60)
class AbortDuringSearchTest extends AbortedRun {
    @Test
    void anAbortDuringTheSearchLooksOnceMoreAndSaysWhatIsNotKnown() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(12));
        run.abort();
        assertTrue(
                aborted().message().contains("It is not known whether Hub prod"),
                aborted().message());
        assertEquals(1, rig.posts());
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals(0, rig.time.waiting());
    }

    @Test
    void anAbortDuringTheSearchCancelsTheJobItFinds() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.unavailable());
        HubJobRun run = rig.start(seen);
        run.abort();
        rig.time.advance(Duration.ofSeconds(5));
        aborted();
        assertEquals("CANCELLED", rig.hub.lastJob().state());
    }

    @Test
    void anAbortDuringTheSearchCancelsAJobThatTurnsUpLater() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun run = rig.start(seen);
        run.abort();
        assertTrue(
                aborted().message().contains("Jenkins cancels it as soon as its id is known"),
                aborted().message());
        assertEquals(JournalEntry.Status.SUBMITTING, rig.journal.all().get(0).status());
        assertEquals(List.of(), seen.ends);
        rig.time.advance(Duration.ofMinutes(1));
        // a gateway had kept the request
        rig.connection.client().submit(Rig.body(rig.paths.get(0)));
        rig.time.advance(Duration.ofSeconds(10));
        assertEquals("CANCELLED", rig.hub.lastJob().state());
        assertEquals(1, rig.cancels());
        assertTrue(seen.settled);
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void anAbortDuringTheSearchThatWouldLeaveTheJobAloneEndsIt() throws Exception {
        rig.cancelOnAbort = false;
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun run = rig.start(seen);
        run.abort();
        aborted();
        assertEquals(1, seen.ends.size());
        assertFalse(seen.settled);
        assertEquals(List.of(), rig.journal.all());
    }
}
