package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.durabletask.executors.OnceRetentionStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A step that was told to stop by what {@code retry} repeats: a block {@code timeout}, or an agent that was removed. Only what
 * certainly came to nothing is submitted again.
 */
@WithOneJenkins
class RetryOfStoppedStepTest {
    private static final String IN_TIME = "retry(2) { timeout(time: 4, unit: 'SECONDS') { %s } }";
    private static final String STEP = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";

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
        hub.emulator().faults().clear();
        hub.emulator().faults().release();
        hub.emulator().jobs().forEach(job -> job.finish("SUCCESS"));
        hub.close();
    }

    private void assertSubmits(int submits, Result result, String script) throws Exception {
        WorkflowRun build = Pipelines.start(Pipelines.job("repeated", script));
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
        assertEquals(submits, hub.emulator().requests(FaultPoint.SUBMIT).size(), () -> log(build));
    }

    private static String log(WorkflowRun build) {
        try {
            return JenkinsRule.getLog(build);
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void aJobThatCannotBeCancelledIsNotSubmittedAgain() throws Exception {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.detail(400, "not now"));
        assertSubmits(1, Result.ABORTED, IN_TIME.formatted(STEP));
    }

    @Test
    void aRequestWhoseAnswerIsLostIsNotSentAgain() throws Exception {
        hub.emulator().faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.badGateway()));
        assertSubmits(1, Result.ABORTED, IN_TIME.formatted(STEP));
    }

    @Test
    void aJobThatIsToGoOnIsNotSubmittedAgain() throws Exception {
        assertSubmits(
                1,
                Result.ABORTED,
                IN_TIME.formatted("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], cancelOnAbort: false)"));
    }

    @Test
    void aJobThatWasCancelledIsSubmittedAgain() throws Exception {
        assertSubmits(2, Result.ABORTED, IN_TIME.formatted(STEP));
    }

    @Test
    void aRequestThatTheTimeoutOfTheStepItselfOvertakesIsNotSentAgain() throws Exception {
        hub.emulator().faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.badGateway()));
        assertSubmits(
                1, Result.FAILURE, "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: '4 s') }");
    }

    @Test
    void aJobThatWentWellAlthoughItWasToBeCancelledIsNotSubmittedAgain() throws Exception {
        hub.emulator().cancelDelay(Duration.ofMinutes(1));
        for (String script : List.of(
                IN_TIME.formatted(STEP),
                "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: '4 s') }")) {
            hub.emulator().clearRequests();
            WorkflowRun build =
                    Pipelines.startUntilFollowed(Pipelines.job("done" + script.length(), script), hub.emulator());
            jenkins.waitForMessage("Asked Hub", build);
            hub.emulator().lastJob().finish("SUCCESS");
            jenkins.waitForCompletion(build);
            assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size(), () -> log(build));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry(2)", "retry(count: 2, conditions: [agent()])"})
    void aJobWhoseAgentWasRemovedIsNotSubmittedAgainWhileItRuns(String retry) throws Exception {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.detail(400, "not now"));
        DumbSlave agent = jenkins.createSlave("spot1", "spot", null);
        agent.setRetentionStrategy(new OnceRetentionStrategy(60));
        jenkins.waitOnline(agent);
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job("repeated", retry + " { node('spot') { " + STEP + " } }"), hub.emulator());
        agent.toComputer().disconnect(new OfflineCause.ByCLI("gone")).get();
        jenkins.jenkins.removeNode(agent);
        jenkins.waitOnline(jenkins.createSlave("spot2", "spot", null));
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size(), () -> log(build));
    }
}
