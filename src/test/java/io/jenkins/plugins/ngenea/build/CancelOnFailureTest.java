package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The parameter {@code cancelOnFailure}: what a Pipeline that fails by itself leaves is cancelled, and nothing else is. */
@WithJenkins
class CancelOnFailureTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    /** Of this test's jobs. */
    private String path;

    private String gate;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start();
        hub = known.emulator();
    }

    @AfterAll
    static void stopHub() throws Exception {
        known.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.holdJobs();
        hub.clearRequests();
        path = "/data" + hub.jobs().size();
        gate = "/gate" + hub.jobs().size();
    }

    private String step(String more) {
        return "ngeneaWorkflow(workflow: 'migrate', paths: ['" + path + "']" + more + ")";
    }

    private static WorkflowRun start(String script) throws Exception {
        return Pipelines.start(
                Pipelines.job("failing" + jenkins.jenkins.getItems().size(), script));
    }

    private void fail(WorkflowRun build) throws Exception {
        Pipelines.awaitFollowed(build, hub, gate).finish("SUCCESS");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
    }

    private static void awaitNothingOpen() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    private static void assertCancelled(EmulatedJob job, WorkflowRun build) throws Exception {
        jenkins.assertLogContains(
                "[Ngenea] The build failed. Job " + job.id() + " on Hub production (" + hub.url()
                        + ") is being cancelled in the background: " + hub.url() + "/job/" + job.id(),
                build);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
        assertEquals(1, job.cancelRequests());
        awaitNothingOpen();
    }

    private static void assertLeftRunning(EmulatedJob job) {
        awaitNothingOpen();
        assertEquals("STARTED", job.state());
        assertEquals(0, hub.requests(FaultPoint.CANCEL).size());
    }

    @Test
    void theJobIsCancelledInTheBackgroundAndTheLogSaysSo() throws Exception {
        WorkflowRun build = start(Pipelines.failing(step(", cancelOnFailure: true"), gate));
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, path);
        fail(build);
        assertCancelled(job, build);
    }

    @Test
    void aJobThatAnAbortWouldLeaveIsCancelled() throws Exception {
        WorkflowRun build = start(Pipelines.failing(step(", cancelOnFailure: true, cancelOnAbort: false"), gate));
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, path);
        fail(build);
        assertCancelled(job, build);
    }

    @Test
    void aJobThatIsOnlyWaitedForIsCancelled() throws Exception {
        WorkflowRun build = start(
                Pipelines.failing("ngeneaWaitForJob(job: " + step(", wait: false") + ", cancelOnFailure: true)", gate));
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, path);
        fail(build);
        assertCancelled(job, build);
    }

    @Test
    void theJobOfAnotherStepIsFollowedToItsEnd() throws Exception {
        String other = path + "-other";
        WorkflowRun build = start(Pipelines.failing(
                "parallel(one: { " + step(", cancelOnFailure: true") + " }, two: {"
                        + " ngeneaWorkflow(workflow: 'migrate', paths: ['" + other + "']) })",
                gate));
        EmulatedJob left = Pipelines.awaitFollowed(build, hub, other);
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, path);
        fail(build);
        jenkins.assertLogContains(
                "[Ngenea] The build ended, but job " + left.id() + " on Hub production continues: ", build);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
        assertEquals("STARTED", left.state());
        left.finish("SUCCESS");
        awaitNothingOpen();
        assertEquals(0, left.cancelRequests());
    }

    @Test
    void aJobWhoseStepHasNotComeBackYetIsCancelled() throws Exception {
        WorkflowRun build = start(Pipelines.failing(step(", wait: false") + "; sleep 600", gate));
        jenkins.waitForMessage("Sleeping for", build);
        EmulatedJob job = hub.jobs().stream()
                .filter(each -> each.paths().contains(path))
                .findFirst()
                .orElseThrow();
        LeftBehind.save(build, job.id(), true);
        fail(build);
        jenkins.assertLogContains(
                "The build failed. Job " + job.id() + " on Hub production is being cancelled in the background.",
                build);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
        awaitNothingOpen();
    }

    @Test
    void anAbortIsNoFailure() throws Exception {
        WorkflowRun build = start(step(", cancelOnFailure: true, cancelOnAbort: false"));
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, path);
        build.doKill();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertLeftRunning(job);
    }

    @Test
    void aJobThatABuildDidNotWaitForGoesOnWhenTheBuildSucceeds() throws Exception {
        jenkins.assertBuildStatus(
                Result.SUCCESS, jenkins.waitForCompletion(start(step(", wait: false, cancelOnFailure: true"))));
        assertLeftRunning(hub.lastJob());
    }

    @Test
    void aJobThatABuildDidNotWaitForGoesOnWhenTheBuildFails() throws Exception {
        jenkins.assertBuildStatus(
                Result.FAILURE,
                jenkins.waitForCompletion(
                        start(step(", wait: false, cancelOnFailure: true") + "\nerror 'Something else went wrong.'")));
        assertLeftRunning(hub.lastJob());
    }
}
