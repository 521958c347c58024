package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Pipeline and a freestyle build are aborted in every phase, and with Hubs of every kind: both say what becomes of the job. */
@WithJenkins
@Tag("slow")
class AbortPhasesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start();
        hub = known.emulator();
    }

    @AfterAll
    static void stopHub() throws Exception {
        hub.faults().release();
        known.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.faults().clear();
        hub.faults().release();
        hub.profile(HubProfile.DOCUMENTED_ONLY);
        hub.holdJobs();
        hub.cancelDelay(Duration.ofSeconds(1));
        hub.clearRequests();
    }

    private static BothKinds following() throws Exception {
        return BothKinds.start(jenkins).awaitFollowed();
    }

    private static void assertCancelled(BothKinds both) throws Exception {
        for (EmulatedJob job : both.jobs(hub)) {
            assertEquals("CANCELLED", job.state());
            assertEquals(1, job.cancelRequests());
        }
        both.assertLogs("Job JOB ended with CANCELLED: LINK", hub);
    }

    @Test
    void beforeTheSubmitNothingIsSubmitted() throws Exception {
        hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        BothKinds both = BothKinds.start(jenkins).awaitLog("Lost contact");
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Stopped before anything was submitted to Hub production.", hub);
        assertEquals(0, hub.requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void duringTheSubmitTheJobIsCancelledAsSoonAsItsIdIsKnown() throws Exception {
        hub.faults().times(2, FaultPoint.SUBMIT, Fault.hang());
        BothKinds both = BothKinds.start(jenkins);
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 2, LONG_ENOUGH));
        both.abort();
        hub.faults().release();
        both.awaitEnd(Result.ABORTED);
        assertCancelled(both);
    }

    @Test
    void duringTheSearchForALostAnswerItSaysWhatToLookFor() throws Exception {
        hub.faults().times(2, FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        BothKinds both = BothKinds.start(jenkins).awaitLog("The result of the submit is unknown");
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs(
                "It is not known whether Hub production (" + hub.url()
                        + ") accepted the request, and it was not sent again. Look in the Hub for a job of workflow"
                        + " 'migrate' at site dfoster1 whose first path is /a, with an id above ",
                hub);
        assertEquals(2, hub.requests(FaultPoint.SUBMIT).size());
        assertEquals(0, hub.requests(FaultPoint.CANCEL).size());
    }

    @Test
    void aPausedJobIsCancelled() throws Exception {
        hub.plan(JobPlan.held().pausedUntilResumed());
        BothKinds both = BothKinds.start(jenkins).awaitLog("is PAUSED");
        both.abort();
        both.awaitEnd(Result.ABORTED);
        assertCancelled(both);
    }

    @Test
    void abortedAgainAndAgainTheHubIsAskedOnce() throws Exception {
        hub.cancelDelay(Duration.ofSeconds(4));
        BothKinds both = following();
        both.abort();
        both.awaitLog("Asked Hub production");
        both.abort();
        both.awaitLog("is CANCELLING");
        both.abort();
        both.awaitEnd(Result.ABORTED);
        assertCancelled(both);
    }

    @Test
    void aJobThatEndedMeanwhileIsSaidToHaveEnded() throws Exception {
        BothKinds both = following();
        hub.faults().always(FaultPoint.JOB, Fault.hang());
        List<EmulatedJob> jobs = both.jobs(hub);
        jobs.forEach(job -> job.finish("SUCCESS"));
        both.abort();
        assertTrue(hub.awaitRequests(FaultPoint.CANCEL, 2, LONG_ENOUGH));
        hub.faults().clear();
        hub.faults().release();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Job JOB ended with SUCCESS: LINK", hub);
        assertEquals(400, hub.requests(FaultPoint.CANCEL).get(0).status());
    }

    @Test
    void aRefusedCancelIsSaidWithTheHubsWords() throws Exception {
        BothKinds both = following();
        hub.faults().times(2, FaultPoint.CANCEL, Fault.detail(400, "Locked by the nightly run."));
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Job JOB could not be cancelled: Hub " + hub.url(), hub);
        both.assertLogs("Locked by the nightly run. Job JOB continues in the Hub: LINK", hub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_CANCEL_404", "NO_CANCEL_405"})
    void aHubThatCannotCancelIsToldOfWithTheJobsLink(String profile) throws Exception {
        hub.profile(HubProfile.all().stream()
                .filter(each -> each.name().equals(profile))
                .findFirst()
                .orElseThrow());
        BothKinds both = following();
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Job JOB could not be cancelled: this Hub does not support cancelling jobs", hub);
        both.assertLogs("Job JOB continues in the Hub: LINK", hub);
        both.assertLogs("ngeneaWaitForJob(job: 'JOB', hub: 'production')", hub);
    }

    @Test
    void aHubThatDoesNotAnswerTheCancelIsAskedOnInTheBackground() throws Exception {
        BothKinds both = following();
        hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        assertEndsAndIsCancelledLater(both, () -> hub.faults().clear());
    }

    @Test
    void aHubThatIsDownIsAskedOnInTheBackground() throws Exception {
        BothKinds both = following();
        hub.goDown();
        both.awaitLog("Lost contact");
        assertEndsAndIsCancelledLater(both, hub::comeBack);
    }

    private static void assertEndsAndIsCancelledLater(BothKinds both, Runnable heal) throws Exception {
        List<EmulatedJob> jobs = both.jobs(hub);
        Instant begin = Instant.now();
        both.abort();
        both.awaitEnd(Result.ABORTED);
        Duration took = Duration.between(begin, Instant.now());
        assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took.toString());
        both.assertLogs("Job JOB has not been cancelled yet: ", hub);
        both.assertLogs("Jenkins keeps trying in the background. See LINK", hub);
        jobs.forEach(job -> assertEquals("STARTED", job.state()));
        heal.run();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> jobs.stream().allMatch(job -> job.state().equals("CANCELLED")));
    }

    @Test
    void whileJenkinsGetsReadyForAShutdownTheJobIsCancelledAllTheSame() throws Exception {
        BothKinds both = following();
        jenkins.jenkins.doQuietDown();
        try {
            both.abort();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> both.jobs(hub).stream().allMatch(EmulatedJob::ended));
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        both.awaitEnd(Result.ABORTED);
        assertCancelled(both);
    }
}
