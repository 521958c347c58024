package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.lang.reflect.Method;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** A Hub that takes one job at once from this Jenkins, and builds that wait for their turn. */
class JobsAtOnceInJenkinsTest extends OneSlotInJenkins {
    @Test
    void pipelinesAndFreestyleBuildsWaitInOneLineAndGoOnOneAfterAnother() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            WorkflowRun second = waitingPipeline(jenkins, "second");
            FreeStyleBuild third = waitingFreestyle(jenkins, "third");
            String status =
                    ((CpsFlowExecution) second.getExecution()).getThreadDump().toString();
            assertTrue(status.contains("waiting for the only slot on Hub production (0 ahead)"), status);
            jenkins.assertLogContains(
                    WAITING
                            + " (1 ahead). Nothing is submitted until then. An administrator can raise the limit on jobs at once.",
                    third);
            awaitSubmitted("first");
            finishLast();
            awaitSubmitted("first", "second");
            finishLast();
            awaitSubmitted("first", "second", "third");
            finishLast();
            for (String name : List.of("first", "second", "third")) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(name)));
            }
        });
    }

    @Test
    void aHigherLimitLetsThoseInLineInAtOnce() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingPipeline(jenkins, "second");
            WorkflowRun third = Pipelines.start(Pipelines.job("third", step("third")));
            jenkins.waitForMessage("Waiting for", third);
            configure(2);
            awaitSubmitted("first", "second");
            configure(0);
            awaitSubmitted("first", "second", "third");
            hub.emulator().jobs().forEach(job -> job.finish("SUCCESS"));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(third));
        });
    }

    @Test
    void aHubThatIsRenamedKeepsItsPlacesAndItsLine() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingPipeline(jenkins, "second");
            NgeneaHub renamed = new NgeneaHub("renamed", hub.emulator().url(), HubInJenkins.CREDENTIAL);
            renamed.setDefaultSite(HubInJenkins.SITE);
            renamed.setMaxJobs(1);
            HubInJenkins.configure(renamed);
            WorkflowRun third = Pipelines.start(Pipelines.job("third", step("third")));
            jenkins.waitForMessage("Waiting for the only slot on Hub renamed (1 ahead)", third);
            awaitSubmitted("first");
            finishLast();
            awaitSubmitted("first", "second");
            finishLast();
            awaitSubmitted("first", "second", "third");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(third));
        });
    }

    @Test
    void anAbortedOrKilledBuildInLineSubmitsNothingAndHoldsNobodyUp() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            WorkflowRun aborted = waitingPipeline(jenkins, "aborted");
            FreeStyleBuild abortedFreestyle = waitingFreestyle(jenkins, "freestyle");
            WorkflowRun killed = waitingPipeline(jenkins, "killed");
            waitingPipeline(jenkins, "last");
            aborted.getExecutor().interrupt(Result.ABORTED);
            abortedFreestyle.getExecutor().interrupt(Result.ABORTED);
            killed.doKill();
            for (Run<?, ?> build : List.of(aborted, abortedFreestyle)) {
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
                jenkins.assertLogContains("Stopped while waiting for the only slot on Hub production", build);
            }
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(killed));
            jenkins.assertLogContains("Stopped before anything was submitted to Hub production.", killed);
            finishLast();
            awaitSubmitted("first", "last");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("last")));
        });
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aBuildThatFailsWhileAStepOfItIsInLineSubmitsNothing() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            WorkflowRun failed = waitingPipeline(jenkins, "failed");
            // as when the program itself breaks: no step is stopped
            Method croak = CpsFlowExecution.class.getDeclaredMethod("croak", Throwable.class);
            croak.setAccessible(true);
            croak.invoke(failed.getExecution(), new IllegalStateException("broken"));
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(failed));
            waitingPipeline(jenkins, "last");
            finishLast();
            awaitSubmitted("first", "last");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("last")));
        });
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }
}
