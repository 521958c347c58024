package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.util.List;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A list that does not have all that failed: it takes nobody's work away, and a script can tell. */
@WithOneJenkins
class IncompleteListTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
        hub.emulator().defaultTimes(Duration.ZERO, Duration.ZERO);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private FilePath list(TopLevelItem job) {
        return jenkins.jenkins.getWorkspaceFor(job).child("failed.txt");
    }

    private List<String> lines(TopLevelItem job) throws Exception {
        return list(job).readToString().lines().toList();
    }

    private Run<?, ?> build(ParameterizedJob<?, ?> job, Result expected) throws Exception {
        return jenkins.assertBuildStatus(
                expected, (Run<?, ?>) job.scheduleBuild2(0).get());
    }

    private WorkflowJob pipeline(String failedPathsFile) throws Exception {
        return Pipelines.job("data", """
                node {
                  def job = ngeneaWorkflow(workflow: 'migrate', pathsFile: 'failed.txt', failedPathsFile: '%s', propagate: false)
                  echo "complete ${job.failedPathsComplete}"
                }
                """.formatted(failedPathsFile));
    }

    private FreeStyleProject buildStep() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPathsFile("failed.txt");
        builder.setFailedPathsFile("failed.txt");
        project.getBuildersList().add(builder);
        return project;
    }

    @Test
    void anIncompleteListDoesNotReplaceTheListThatThePathsCameFrom() throws Exception {
        hub.emulator().profile(HubProfile.DOCUMENTED_ONLY);
        WorkflowJob pipeline = pipeline("./failed.txt");
        FreeStyleProject freestyle = buildStep();
        for (TopLevelItem job : List.of(pipeline, freestyle)) {
            list(job).write("/fail\n/good\n", "UTF-8");
            Run<?, ?> build = build((ParameterizedJob<?, ?>) job, job == pipeline ? Result.SUCCESS : Result.FAILURE);
            jenkins.assertLogContains(
                    "[Ngenea] WARNING: The list of failed paths is incomplete (1 failure names no path), so ", build);
            jenkins.assertLogContains("failed.txt was left as it is.", build);
            assertEquals(List.of("/fail", "/good"), lines(job));
        }
        jenkins.assertLogContains("complete false", pipeline.getLastBuild());
    }

    @Test
    void aCancelledJobsListIsIncomplete() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("CANCELLED"));
        WorkflowJob job = pipeline("failed.txt");
        list(job).write("/a\n/b\n", "UTF-8");
        Run<?, ?> build = build(job, Result.SUCCESS);
        jenkins.assertLogContains(
                "incomplete (the job was cancelled, and what it had not reached is not in it)", build);
        jenkins.assertLogContains("complete false", build);
        assertEquals(List.of("/a", "/b"), lines(job));
    }

    @Test
    void whoWaitsForTheJobLaterKeepsTheListToo() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("CANCELLED"));
        WorkflowJob job = Pipelines.job("later", """
                node {
                  def job = ngeneaWorkflow(workflow: 'migrate', pathsFile: 'failed.txt', wait: false)
                  ngeneaWaitForJob(job: job, failedPathsFile: 'failed.txt', propagate: false)
                }
                """);
        list(job).write("/a\n/b\n", "UTF-8");
        jenkins.assertLogContains("failed.txt was left as it is.", build(job, Result.SUCCESS));
        assertEquals(List.of("/a", "/b"), lines(job));
    }

    @Test
    void aCompleteListIsSaidToBeSo() throws Exception {
        WorkflowJob job = pipeline("failed.txt");
        list(job).write("/fail\n/good\n", "UTF-8");
        jenkins.assertLogContains("complete true", build(job, Result.SUCCESS));
        assertEquals(List.of("/fail"), lines(job));
    }
}
