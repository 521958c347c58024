package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which job may be the one whose answer was lost, and which is not. */
@Timeout(120)
class LostJobMatchTest extends LostJobRun {
    @Test
    void twoJobsThatMatchAreNoMatch() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        submitOther(same());
        submitOther(same());
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
        assertTrue(
                seen.outcome().message().contains("candidates: 1, 2"),
                seen.outcome().message());
    }

    /** A run of another build, with the same request. */
    private Seen startAnother() throws Exception {
        Seen other = new Seen();
        rig.key = "run-2";
        rig.build = "another#1";
        rig.start(other);
        return other;
    }

    @Test
    void aJobThatAnotherRecordClaimsIsNotOurs() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        Seen other = startAnother();
        assertEquals(List.of("1"), other.jobIds);
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
        assertFalse(
                seen.outcome().message().contains("candidates:"), seen.outcome().message());
    }

    @Test
    void anOlderJobIsNotOurs() throws Exception {
        submitOther(same());
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
    }

    @Test
    void aJobThatAnotherRunSubmittedIsNotOursThoughItsRecordIsGone() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        HubJobRun lost = rig.start(seen);
        rig.awaitEnd = false;
        Seen other = startAnother();
        assertEquals(Kind.SUBMITTED, other.outcome().kind());
        rig.time.advance(Duration.ofSeconds(10));
        lost.abort();
        rig.time.advance(THREE_MINUTES);
        assertEquals(List.of(), seen.jobIds);
        assertEquals(0, rig.cancels());
    }

    @Test
    void aJobThatAnotherRunSawEndIsNotOurs() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        Seen other = startAnother();
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(other, Duration.ofSeconds(4));
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
    }

    enum Difference {
        WORKFLOW(new WorkflowRequest("recall", "dfoster1", same().paths(), "none", Map.of(), null)),
        OTHER_PATH(HubClients.request(List.of("/mmfs1/data/other"), "none")),
        MORE_PATHS(HubClients.request(List.of("/mmfs1/data/sample_data.tgz", "/b"), "none")),
        DISCOVERY(HubClients.request(List.of("/mmfs1/data/sample_data.tgz"), "recursive")),
        FIELD(HubClients.request(List.of("/mmfs1/data/sample_data.tgz"), "none", Map.of("tier", 2), null));

        private final WorkflowRequest request;

        Difference(WorkflowRequest request) {
            this.request = request;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatShowsAnyDifferenceIsNotOurs(Difference difference) throws Exception {
        rig.fields = Map.of("tier", 1);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        submitOther(difference.request);
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
        assertFalse(
                seen.outcome().message().contains("candidates:"), seen.outcome().message());
    }

    @Test
    void aJobWithTheSameFieldsIsOurs() {
        rig.fields = Map.of("tier", 1, "fast", true, "name", "x", "list", List.of("a", Map.of("b", 1)));
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        rig.start(seen);
        assertEquals(List.of("1"), seen.jobIds);
    }

    @Test
    void ofTwoEqualSubmitsWhoseAnswersWereLostOneTakesTheOneJobThereIs() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        Seen other = startAnother();
        submitOther(same());
        rig.time.advance(Duration.ofMinutes(3));
        assertEquals(1, seen.jobIds.size() + other.jobIds.size());
        assertEquals(1, seen.outcomes.size() + other.outcomes.size());
    }

    @Test
    void aJobThatMayBeOfAnEqualRequestWhichIsStillOutIsNotTaken() throws Exception {
        rig.onThreads();
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        await().until(() -> seen.linesWith("The result of the submit is unknown") == 1);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.stalledBody()));
        Seen other = startAnother();
        await().until(() -> rig.hub.jobs().size() == 1);
        rig.hub.clearRequests();
        rig.pass(Duration.ofSeconds(6));
        assertTrue(rig.hub.awaitRequests(FaultPoint.JOBS, 1, Duration.ofSeconds(10)));
        rig.pass(Duration.ofSeconds(6));
        assertTrue(rig.hub.awaitRequests(FaultPoint.JOBS, 2, Duration.ofSeconds(10)));
        assertEquals(List.of(), seen.jobIds);
        rig.hub.faults().release();
        await().until(() -> {
            rig.pass(Duration.ofSeconds(1));
            return seen.jobIds.size() + other.jobIds.size() == 1;
        });
    }
}
