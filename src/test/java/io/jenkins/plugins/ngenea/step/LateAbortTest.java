package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Takes more than a minute, because no timeout is shorter. */
@Tag("slow")
@WithJenkins
class LateAbortTest {
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

    @Test
    void anAbortAfterTheTimeoutIsSaidAndNoRetryRunsTheWorkflowAgain() throws Exception {
        hub.emulator().cancelDelay(Duration.ofSeconds(8));
        WorkflowRun build = Pipelines.start(
                Pipelines.job("late", "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: 1) }"));
        assertTrue(hub.emulator().awaitRequests(FaultPoint.CANCEL, 1, Duration.ofMinutes(2)));
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("The timeout had already expired before the abort", build);
        jenkins.assertLogContains("The timeout of 1 min has expired.", build);
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertEquals("CANCELLED", Pipelines.onlyJob(hub.emulator()).state());
    }
}
