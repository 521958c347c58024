package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What a user of the step sees when all goes well, and when the Hub says that a job did not. */
@WithOneJenkins
class NgeneaWorkflowStepTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return Pipelines.run(jenkins, expected, script);
    }

    private EmulatedJob onlyJob() {
        return Pipelines.onlyJob(hub.emulator());
    }

    @Test
    void aScriptedPipelineRunsTheManualsExample() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/mmfs1/data/sample_data.tgz'], site: 'dfoster1',"
                        + " discovery: null)");
        assertEquals(
                "{\"paths\":[\"/mmfs1/data/sample_data.tgz\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"discovery\":null}",
                onlyJob().body());
        String id = onlyJob().id();
        jenkins.assertLogContains(
                "Hub production (" + hub.emulator().url()
                        + "): submitting workflow 'migrate' at site dfoster1 with /mmfs1/data/sample_data.tgz,"
                        + " no discovery",
                build);
        jenkins.assertLogContains("Job " + id + " submitted: " + hub.emulator().url() + "/job/" + id, build);
        jenkins.assertLogContains("Job " + id + " ended: SUCCESS after", build);
    }

    @Test
    void aDeclarativePipelineNeedsNoAgent() throws Exception {
        run(Result.SUCCESS, """
                pipeline {
                  agent none
                  stages {
                    stage('Data') {
                      steps {
                        ngeneaWorkflow workflow: 'recall', paths: ['/a', '/b'], site: 'dfoster2'
                      }
                    }
                  }
                }
                """);
        assertEquals(
                "{\"paths\":[\"/a\",\"/b\"],\"site\":\"dfoster2\",\"workflow\":\"recall\"}",
                onlyJob().body());
    }

    @Test
    void theSandboxMayUseTheResult() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def result = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])
                echo "id=${result.id} state=${result.state} hub=${result.hub} site=${result.site}"
                echo "workflow=${result.workflow} url=${result.url} failures=${result.failures.size()}"
                echo "counts=${result.counts.processed} took=${result.durationMillis >= 0}"
                """);
        jenkins.assertLogContains("id=" + onlyJob().id() + " state=SUCCESS hub=production site=dfoster1", build);
        jenkins.assertLogContains(
                "workflow=migrate url=" + hub.emulator().url() + "/job/"
                        + onlyJob().id() + " failures=0",
                build);
        jenkins.assertLogContains("took=true", build);
    }

    @Test
    void aFailedJobFailsTheBuildWithTheHubsReasons() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/data/a", "no space left"));
        WorkflowRun build = run(Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/mmfs1/data/a'])");
        jenkins.assertLogContains("no space left", build);
        jenkins.assertLogContains(
                "Job " + onlyJob().id() + " on Hub production ("
                        + hub.emulator().url() + ") ended with FAILURE.",
                build);
    }

    @Test
    void withoutPropagateAFailedJobIsAResult() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("ERROR").withErrorTask("/a", "no such site"));
        WorkflowRun build = run(Result.SUCCESS, """
                def result = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], propagate: false)
                echo "state=${result.state} because ${result.failures[0].message}"
                """);
        jenkins.assertLogContains("state=ERROR because", build);
        jenkins.assertLogContains("no such site", build);
    }

    @Test
    void warnErrorMakesTheBuildUnstable() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("FAILURE"));
        WorkflowRun build = run(
                Result.UNSTABLE,
                "warnError('not all files') { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }\necho 'went on'");
        jenkins.assertLogContains("went on", build);
    }

    @Test
    void retryRunsAJobThatTheHubReportedAsFailedAgain() throws Exception {
        hub.emulator().planNext(JobPlan.immediate().endingIn("FAILURE"));
        hub.emulator().planNext(JobPlan.immediate());
        run(Result.SUCCESS, "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }");
        assertEquals(2, hub.emulator().jobs().size());
    }

    @Test
    void theBuildReportsItsJobs() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        ReportedJob reported =
                build.getAction(NgeneaJobsAction.class).getJobs().iterator().next();
        assertEquals("SUCCESS", reported.getState());
        assertEquals(onlyJob().id(), reported.getId());
        String page = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .getPage(build)
                .asNormalizedText();
        assertTrue(
                page.contains("Ngenea Hub production: migrate at dfoster1, job "
                        + onlyJob().id()),
                page);
        assertTrue(page.contains("SUCCESS"), page);
    }
}
