package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A run that is over although its job may go on gives its place up: nobody would give it up later. The Hub takes one job at
 * once from this Jenkins.
 */
@Timeout(60)
class SlotWithoutEndOfJobTest extends RigTest {
    private final Seen first = new Seen();
    private final Seen second = new Seen();

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
        rig.limit = 1;
    }

    private HubJobRun run(String key, Seen seen) {
        rig.key = key;
        rig.build = "folder/" + key + "#1";
        rig.paths = List.of("/mmfs1/" + key);
        HubJobRun run = rig.newRun(seen);
        run.start();
        rig.time.advance(Duration.ofSeconds(1));
        return run;
    }

    @Test
    void oneThatDoesNotKnowWhatCameOfItsRequest() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.badGateway());
        run("first", first);
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        run("second", second);
        assertEquals(1, rig.posts());
        rig.time.advance(Duration.ofHours(1));
        assertEquals(Kind.UNKNOWN_SUBMIT, first.outcome().kind());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(List.of("/mmfs1/second"), submitted(second));
    }

    @Test
    void oneThatLostContactToTheHub() {
        run("first", first);
        run("second", second);
        rig.hub.faults().always(FaultPoint.JOB, Fault.unavailable());
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        rig.time.advance(Duration.ofHours(1));
        assertEquals(Kind.LOST, first.outcome().kind());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(List.of("/mmfs1/second"), submitted(second));
    }

    @Test
    void oneThatIsAbortedAndLeavesItsJobRunning() {
        rig.cancelOnAbort = false;
        HubJobRun aborted = run("first", first);
        run("second", second);
        aborted.abort();
        rig.time.advance(Duration.ofSeconds(1));
        assertEquals(Kind.ABORTED, first.outcome().kind());
        assertEquals(List.of("/mmfs1/second"), submitted(second));
        assertEquals(0, rig.hub.job("1").cancelRequests());
    }

    /** The paths of the job that a run has; none if it has no job. */
    private List<String> submitted(Seen seen) {
        return seen.jobIds.stream()
                .flatMap(id -> rig.hub.job(id).paths().stream())
                .toList();
    }
}
