package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What happens around a step that waits, and does not stop it. */
@WithOneJenkins
class NotAnAbortTest {
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

    private void finish(WorkflowRun build, Result expected) throws Exception {
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        job.finish("SUCCESS");
        jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(build));
        assertEquals(0, job.cancelRequests());
        jenkins.assertLogContains("Job " + job.id() + " ended: SUCCESS", build);
    }

    @Test
    void aStepInANodeBlockWaitsOnWhenTheAgentGoesOffline() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("leaving"));
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job("agent", "node('leaving') { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }"),
                hub.emulator());
        agent.toComputer().disconnect(new OfflineCause.ByCLI("gone")).get();
        finish(build, Result.SUCCESS);
    }

    @Test
    void aStepWaitsOnWhenAnotherBranchFails() throws Exception {
        WorkflowRun build = Pipelines.startUntilFollowed(Pipelines.job("branches", """
                parallel(
                  waits: { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) },
                  fails: { error 'the other branch' }
                )
                """), hub.emulator());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> JenkinsRule.getLog(build).contains("Failed in branch fails"));
        finish(build, Result.FAILURE);
    }
}
