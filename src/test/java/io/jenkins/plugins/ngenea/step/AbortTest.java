package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What becomes of the Hub job when a Pipeline is aborted while it waits. For other phases and Hubs see AbortPhasesTest. */
@WithOneJenkins
class AbortTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private WorkflowRun following(String script) throws Exception {
        WorkflowJob job = Pipelines.job("aborted", script);
        return Pipelines.startUntilFollowed(job, hub.emulator());
    }

    private void abort(WorkflowRun build) throws Exception {
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
    }

    @Test
    void anAbortedBuildCancelsItsJobAndStaysAborted() throws Exception {
        WorkflowRun build = following("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        abort(build);
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        assertEquals(1, job.cancelRequests());
        assertEquals("CANCELLED", job.state());
        jenkins.assertLogContains("to cancel job " + job.id(), build);
        jenkins.assertLogContains(
                "Job " + job.id() + " ended with CANCELLED: " + hub.emulator().url(), build);
    }

    @Test
    void withoutCancelOnAbortTheJobGoesOn() throws Exception {
        WorkflowRun build = following("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], cancelOnAbort: false)");
        abort(build);
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        assertEquals(0, job.cancelRequests());
        assertEquals("STARTED", job.state());
        jenkins.assertLogContains("ngeneaWaitForJob(job: '" + job.id() + "', hub: 'production')", build);
    }

    @Test
    void waitingForAJobCancelsItToo() throws Exception {
        WorkflowRun build = following("""
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                ngeneaWaitForJob(job: submitted.id)
                """);
        abort(build);
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void anAbortAfterTheTimeoutIsSaidAndNoRetryRunsTheWorkflowAgain() throws Exception {
        hub.emulator().cancelDelay(Duration.ofSeconds(8));
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "late", "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: '10 s') }"));
        assertTrue(hub.emulator().awaitRequests(FaultPoint.CANCEL, 1, Duration.ofMinutes(2)));
        abort(build);
        jenkins.assertLogContains("The timeout had already expired before the abort", build);
        jenkins.assertLogContains("The timeout of 10 s has expired.", build);
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertEquals("CANCELLED", Pipelines.onlyJob(hub.emulator()).state());
    }
}
