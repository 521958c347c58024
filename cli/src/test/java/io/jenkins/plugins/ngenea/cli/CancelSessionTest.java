package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ngenea cancel} at Hubs whose call is not the assumed one. */
class CancelSessionTest extends SessionWithHub {
    @BeforeEach
    void submit() throws Exception {
        hub.holdJobs();
        HubClients.client(hub)
                .submit(WorkflowBody.of(HubClients.manualsExample()));
    }

    @Test
    void theOneCallThatTheHubDescribesIsUsedAndSaid() throws Exception {
        hub.profile(HubProfile.CANCEL_IS_STOP);
        try (Session session = ngenea().start("cancel", "1")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("POST /api/jobs/{id}/stop/. Using it."), session::output);
        }
        assertEquals("CANCELLED", hub.job("1").state());
    }

    @Test
    void whereTheHubDescribesTwoNoneIsUsed() throws Exception {
        hub.profile(HubProfile.CANCEL_IS_ONE_OF_TWO);
        try (Session session = ngenea().start("cancel", "1")) {
            assertEquals(3, session.exitCode(), session::errors);
        }
        assertEquals("STARTED", hub.job("1").state());
    }

    @Test
    void aJobThatTheHubDoesNotShowCostsNoLookForAnotherCall() throws Exception {
        try (Session session = ngenea().start("cancel", "99")) {
            assertEquals(3, session.exitCode(), session::errors);
        }
        assertEquals(0, hub.requestCount(FaultPoint.SCHEMA));
    }
}
