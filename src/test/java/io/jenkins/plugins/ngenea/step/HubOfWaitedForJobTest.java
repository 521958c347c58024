package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Each Hub has a job 1: which one a step means that names only the number. */
@WithOneJenkins
class HubOfWaitedForJobTest {
    private final HubEmulator other = HubEmulator.start();
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHubs(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
        NgeneaHub second = new NgeneaHub("other", other.url(), HubInJenkins.CREDENTIAL);
        second.setDefaultHub(true);
        HubInJenkins.configure(hub.hub(), second);
    }

    @AfterEach
    void stopHubs() {
        hub.close();
        other.close();
    }

    @Test
    void itIsTheHubThatTheBuildSubmittedItToWhateverTheDefaultIs() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, """
                def job = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], hub: 'production', wait: false)
                ngeneaWaitForJob(job: job.id)
                """);
        jenkins.assertLogContains(
                "Waiting for job 1 on Hub production (" + hub.emulator().url() + ")", build);
        assertEquals(0, other.requestCount());
    }

    @Test
    void ofAnotherBuildsJobItMustBeNamed() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.FAILURE, "ngeneaWaitForJob(job: 1)");
        jenkins.assertLogContains("There are several Ngenea Hubs, and each can have a job 1.", build);
        assertEquals(0, other.requestCount());
    }
}
