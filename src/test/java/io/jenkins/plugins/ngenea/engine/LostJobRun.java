package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;

/** A run that looks for the job of a lost answer, on a Hub that shows what its jobs were submitted with. */
abstract class LostJobRun extends RigTest {
    static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    @Override
    Rig makeRig() {
        Rig made = new Rig(directory, HubProfile.DETAILS_IN_JOBS);
        made.hub.holdJobs();
        return made;
    }

    void submitOther(WorkflowRequest request) throws Exception {
        rig.connection.client().submit(WorkflowBody.of(request));
    }

    static WorkflowRequest same() {
        return HubClients.manualsExample();
    }

    void assertUnknown() {
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(List.of(), seen.jobIds);
    }
}
