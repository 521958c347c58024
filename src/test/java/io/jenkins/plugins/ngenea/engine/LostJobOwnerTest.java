package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a login it is known in whose name a request goes out, and so whose job cannot be ours. */
@Timeout(60)
class LostJobOwnerTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path directory;

    private Rig rig;
    private final Seen seen = new Seen();

    @AfterEach
    void stop() {
        rig.close();
    }

    private void hub(HubProfile profile) {
        rig = new Rig(directory, profile);
        rig.hub.holdJobs();
    }

    /** The Hub got nothing of ours; meanwhile somebody asks for the very same. */
    private void losesAnAnswerWhileAnotherSubmitsTheSame(String other) throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        HubClients.client(rig.hub.url(), rig.hub.newClientKey(other))
                .submit(WorkflowBody.of(HubClients.manualsExample()));
        rig.time.advance(Duration.ofSeconds(6));
    }

    @Test
    void aJobOfOurUserIsOurs() throws Exception {
        hub(HubProfile.DETAILS_IN_JOBS);
        rig.logIn("builder", PASSWORD);
        losesAnAnswerWhileAnotherSubmitsTheSame("builder");
        assertEquals(List.of("1"), seen.jobIds);
    }

    @Test
    void aJobOfAnotherUserIsNotOursEvenIfAllElseMatches() throws Exception {
        hub(HubProfile.DETAILS_IN_JOBS);
        rig.logIn("builder", PASSWORD);
        losesAnAnswerWhileAnotherSubmitsTheSame("somebody");
        rig.untilOver(seen, Duration.ofMinutes(3));
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(List.of(), seen.jobIds);
        assertFalse(
                seen.outcome().message().contains("candidates:"), seen.outcome().message());
    }

    @Test
    void ourJobIsFoundThoughAnotherUserAsksForTheSame() throws Exception {
        hub(HubProfile.DETAILS_IN_JOBS);
        rig.logIn("builder", PASSWORD);
        losesAnAnswerWhileAnotherSubmitsTheSame("somebody");
        rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
        rig.time.advance(Duration.ofSeconds(6));
        assertEquals(List.of("2"), seen.jobIds);
    }

    @Test
    void aHubThatShowsNoOwnerIsTakenAtThePaths() throws Exception {
        hub(HubProfile.PATHS_IN_JOBS);
        rig.logIn("builder", PASSWORD);
        losesAnAnswerWhileAnotherSubmitsTheSame("somebody");
        assertEquals(List.of("1"), seen.jobIds);
    }

    @Test
    void withAKeyWhoseUserIsNotKnownTheOwnerTellsNothing() throws Exception {
        hub(HubProfile.DETAILS_IN_JOBS);
        losesAnAnswerWhileAnotherSubmitsTheSame("somebody");
        assertEquals(List.of("1"), seen.jobIds);
    }
}
