package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;

/** A Hub whose word for a job that went well is another one. A job counts as ended in such a state after a minute. */
@Tag("slow")
@WithOneJenkins
class UnknownEndTest {
    @Test
    @Timeout(180)
    void retryDoesNotRunAJobAgainThatMayHaveGoneWell(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            hub.emulator().holdJobs();
            WorkflowRun build = Pipelines.startUntilFollowed(
                    Pipelines.job("unclear", "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }"),
                    hub.emulator());
            Pipelines.onlyJob(hub.emulator()).finish("COMPLETED");
            hub.emulator().plan(JobPlan.immediate());
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("COMPLETED", build);
            assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        }
    }
}
