package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.File;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A build goes on with its job after Jenkins was restarted. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.emulator().faults().release();
        hub.close();
    }

    private static WorkflowRun build() {
        return Jenkins.get().getItemByFullName("restarted", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    void aJobThatIsFollowedIsFollowedOn() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job(
                            "restarted",
                            "def r = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])\necho \"end=${r.state}\""),
                    hub.emulator());
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("end=SUCCESS", build());
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void theResultsOfALoopAreThereAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            hub.emulator().profile(HubProfile.PATHS_IN_TASKS);
            hub.emulator().planNext(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/a", "disk is full"));
            hub.emulator().planNext(JobPlan.immediate());
            WorkflowRun build = Pipelines.start(Pipelines.job("restarted", """
                            def kept = []
                            for (path in ['/a', '/b']) {
                              kept << ngeneaWorkflow(workflow: 'migrate', paths: [path], propagate: false)
                            }
                            for (job in kept) {
                              for (failure in job.failures) {
                                ngeneaWorkflow(workflow: 'migrate', paths: [failure.path])
                                echo "kept ${job.state} ${failure.path}: ${failure.message} ${job.counts.failed}"
                              }
                            }
                            """));
            jenkins.waitForMessage("Job 3 is STARTED", build);
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build());
            hub.emulator().lastJob().finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("kept FAILURE /a: /a: disk is full 1", build());
        });
    }

    @Test
    void aJobThatEndedMeanwhileEndsTheBuild() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("restarted", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        Pipelines.onlyJob(hub.emulator()).failTask("/a", "disk is full");
        Pipelines.onlyJob(hub.emulator()).finish("FAILURE");
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("disk is full", build());
        });
        assertEquals(1, hub.emulator().jobs().size());
    }

    @Test
    void waitingForAJobGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(Pipelines.job("restarted", """
                            def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                            ngeneaWaitForJob(job: submitted.id)
                            """), hub.emulator());
        });
        sessions.then(jenkins -> {
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
        });
    }

    @Test
    void anAbortAfterTheRestartStillCancelsTheJob() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("restarted", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build());
            build().getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build()));
        });
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void aCancelThatTheHubHadNotAnsweredIsAskedForAgain() throws Throwable {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.unavailable());
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowRun build = Pipelines.startUntilFollowed(
                    Pipelines.job("restarted", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
            build.getExecutor().interrupt();
            jenkins.waitForMessage("Lost contact", build);
        });
        assertEquals("STARTED", Pipelines.onlyJob(hub.emulator()).state());
        hub.emulator().faults().clear();
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("ended with CANCELLED: ", build());
        });
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void aJobIsNotSubmittedAgainWhenJenkinsWasRestoredWithoutItsJournal() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowRun build = Pipelines.startUntilFollowed(Pipelines.job("restarted", """
                            node {
                              writeFile file: 'list', text: '/a'
                              ngeneaWorkflow(workflow: 'migrate', pathsFile: 'list')
                            }
                            """), hub.emulator());
            jenkins.waitForMessage("Job 1 is STARTED", build);
        });
        Util.deleteRecursive(new File(sessions.getHome(), "ngenea-hub"));
        sessions.then(jenkins -> {
            jenkins.waitForMessage(
                    "This build lists job 1 on Hub " + HubInJenkins.NAME + " as submitted. Nothing is submitted again.",
                    build());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aHubThatIsDownDuringTheRestartIsWaitedFor() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("restarted", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        hub.emulator().goDown();
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Lost contact", build());
            hub.emulator().comeBack();
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.waitForMessage("Reconnected to Hub", build());
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
        });
    }
}
