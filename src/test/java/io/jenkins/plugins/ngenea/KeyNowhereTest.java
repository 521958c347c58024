package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.FilesWith;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The key is in memory and in Jenkins' encrypted store, and nowhere else: not even while a build waits or fails. */
@WithJenkins
class KeyNowhereTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private final LogRecorder log =
            new LogRecorder().record("io.jenkins.plugins.ngenea", Level.ALL).capture(10_000);

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
    }

    @AfterEach
    void stopHub() {
        log.close();
        hub.close();
    }

    @Test
    void notInAnyFileOfJenkinsWhileABuildWaitsNorWhenItIsOver() throws Exception {
        hub.emulator().holdJobs();
        WorkflowJob job = Pipelines.job("waiting", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        WorkflowRun build = Pipelines.startUntilFollowed(job, hub.emulator());
        assertTrue(Files.exists(build.getRootDir().toPath().resolve("program.dat")));
        FilesWith.none(jenkins.jenkins.getRootDir(), hub.key());
        Pipelines.onlyJob(hub.emulator()).finish("FAILURE");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        FilesWith.none(jenkins.jenkins.getRootDir(), hub.key());
    }

    @Test
    void notInAFreestyleBuildThatFailsInEveryWay() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("failing");
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/a"));
        project.getBuildersList().add(builder);
        hub.emulator().plan(JobPlan.immediate());
        for (Fault fault : List.of(
                Fault.detail(400, "bad"),
                Fault.detail(401, "no"),
                Fault.detail(403, "no"),
                Fault.html(404),
                Fault.redirect(302, "http://127.0.0.1:1/elsewhere"))) {
            hub.emulator().faults().next(FaultPoint.SUBMIT, fault);
            jenkins.assertBuildStatus(Result.FAILURE, project.scheduleBuild2(0));
        }
        FilesWith.none(jenkins.jenkins.getRootDir(), hub.key());
        assertFalse(log.getMessages().stream().anyMatch(message -> message.contains(hub.key())));
    }
}
