package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Hard termination, kill and deletion end a build without asking its step to stop: the Hub job is not forgotten. */
@WithJenkins
class EndedWithoutStopTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    private enum Way {
        HARD_TERMINATION {
            @Override
            void end(WorkflowRun build) {
                build.doTerm();
            }
        },
        KILL {
            @Override
            void end(WorkflowRun build) {
                build.doKill();
            }
        };

        abstract void end(WorkflowRun build);
    }

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start();
        hub = known.emulator();
    }

    @AfterAll
    static void stopHub() throws Exception {
        hub.faults().release();
        known.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.holdJobs();
        hub.clearRequests();
    }

    /** What a test leaves open would keep the next ones waiting. */
    @AfterEach
    void nothingIsLeft() {
        hub.faults().clear();
        hub.faults().release();
        hub.jobs().stream().filter(job -> !job.ended()).forEach(job -> job.finish("SUCCESS"));
    }

    private static WorkflowRun following(String more) throws Exception {
        return Pipelines.startUntilFollowed(
                Pipelines.job(
                        "ended" + jenkins.jenkins.getItems().size(),
                        "ngeneaWorkflow(workflow: 'migrate', paths: ['/a']" + more + ")"),
                hub);
    }

    private static void awaitNothingOpen() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    private static void awaitCancelled(EmulatedJob job) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
        assertEquals(1, job.cancelRequests());
        awaitNothingOpen();
    }

    @ParameterizedTest
    @EnumSource
    void theJobIsCancelledInTheBackgroundAndTheLogSaysSo(Way way) throws Exception {
        WorkflowRun build = following("");
        EmulatedJob job = hub.lastJob();
        way.end(build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "Job " + job.id() + " on Hub production (" + hub.url() + ") is being cancelled in the background: "
                        + hub.url() + "/job/" + job.id(),
                build);
        awaitCancelled(job);
        awaitStates(build, List.of("CANCELLED"));
    }

    private static void awaitStates(Run<?, ?> build, List<String> states) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> states(build), Predicate.isEqual(states));
    }

    private static List<String> states(Run<?, ?> build) {
        return build.getAction(NgeneaJobsAction.class).getJobs().stream()
                .map(job -> job.getState())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void withoutCancelOnAbortTheJobGoesOnAndTheLogSaysSo(Way way) throws Exception {
        WorkflowRun build = following(", cancelOnAbort: false");
        EmulatedJob job = hub.lastJob();
        way.end(build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "Job " + job.id() + " continues in the Hub: " + hub.url() + "/job/" + job.id()
                        + " To wait for this job from another build: ngeneaWaitForJob(job: '" + job.id()
                        + "', hub: 'production')",
                build);
        awaitNothingOpen();
        assertEquals("STARTED", job.state());
        assertEquals(0, job.cancelRequests());
    }

    @ParameterizedTest
    @EnumSource
    void duringTheSubmitTheJobIsCancelledAsSoonAsItsIdIsKnown(Way way) throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "submitting" + jenkins.jenkins.getItems().size(),
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"));
        int before = hub.jobs().size();
        hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG_ENOUGH);
        way.end(build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("If the Hub creates a job, Jenkins cancels it as soon as its id is known.", build);
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.jobs().size() > before);
        awaitCancelled(hub.lastJob());
        assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
    }

    @ParameterizedTest
    @EnumSource
    void aJobWhoseStepHasNotComeBackYetIsCancelledInTheBackgroundAndTheLogSaysSo(Way way) throws Exception {
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "coming back" + jenkins.jenkins.getItems().size(),
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)\nsleep 600"));
        jenkins.waitForMessage("Sleeping for", build);
        EmulatedJob job = hub.lastJob();
        LeftBehind.save(build, job.id());
        way.end(build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "Job " + job.id() + " on Hub production is being cancelled in the background.", build);
        awaitCancelled(job);
    }

    @Test
    void whatTheHubSaysToTheCancelIsInTheSystemLog() throws Exception {
        hub.faults().next(FaultPoint.CANCEL, Fault.detail(400, "Locked by the nightly run."));
        try (LogRecorder log = new LogRecorder()
                .record("io.jenkins.plugins.ngenea.build", Level.INFO)
                .capture(1000)) {
            WorkflowRun build = following("");
            build.doKill();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> log.getMessages().stream()
                            .anyMatch(message -> message.startsWith("For ended")
                                    && message.contains(hub.lastJob().id() + " could not be cancelled: ")
                                    && message.contains("Locked by the nightly run.")));
        }
    }

    @Test
    void theJobOfABuildThatWasKilledAndDeletedIsCancelledAndTheBuildStaysDeleted() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        int before = hub.jobs().size();
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "deleted" + jenkins.jenkins.getItems().size(), "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"));
        hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG_ENOUGH);
        build.doKill();
        jenkins.waitForCompletion(build);
        build.delete();
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.jobs().size() > before);
        awaitCancelled(hub.lastJob());
        assertFalse(build.getRootDir().exists(), build.getRootDir().toString());
    }

    @Test
    void deletingAJobCancelsTheHubJobsOfItsBuilds() throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        List<EmulatedJob> jobs = both.jobs(hub);
        for (Run<?, ?> build : both.builds()) {
            build.getParent().delete();
        }
        jobs.forEach(EndedWithoutStopTest::awaitCancelled);
    }

    /** Jenkins waits 15 seconds for the builds of what is deleted, and refuses to delete it if one goes on. */
    @Test
    void aJobCanBeDeletedAlthoughTheHubTakesItsTimeToCancel() throws Exception {
        hub.cancelDelay(Duration.ofMinutes(1));
        try {
            BothKinds both = BothKinds.start(jenkins).awaitFollowed();
            for (Run<?, ?> build : both.builds()) {
                build.getParent().delete();
            }
        } finally {
            hub.cancelDelay(Duration.ZERO);
        }
    }

    @Test
    void deletingAJobLeavesTheHubJobsThatAreNotToBeCancelled() throws Exception {
        BothKinds both = BothKinds.start(jenkins, ", cancelOnAbort: false", builder -> builder.setCancelOnAbort(false))
                .awaitFollowed();
        List<EmulatedJob> jobs = both.jobs(hub);
        for (Run<?, ?> build : both.builds()) {
            build.getParent().delete();
        }
        awaitNothingOpen();
        jobs.forEach(job -> assertEquals("STARTED", job.state()));
        assertEquals(0, hub.requests(FaultPoint.CANCEL).size());
    }

    @Test
    void aProgramThatDiesByItselfSaysThatItsJobContinuesAndItsPageShowsTheEnd() throws Exception {
        try (LogRecorder system = new LogRecorder()
                .record("io.jenkins.plugins.ngenea.build", Level.INFO)
                .capture(100)) {
            WorkflowRun build = Pipelines.start(Pipelines.job(
                    "dies", Pipelines.failing("ngeneaWorkflow(workflow: 'migrate', paths: ['/dies'])", "/gate")));
            EmulatedJob job = Pipelines.awaitFollowed(build, hub, "/dies");
            Pipelines.awaitFollowed(build, hub, "/gate").finish("SUCCESS");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains(
                    "[Ngenea] The build ended, but job " + job.id() + " on Hub production continues: " + hub.url()
                            + "/job/" + job.id() + " Jenkins polls it in the background.",
                    build);
            assertEquals(0, job.cancelRequests());
            job.finish("SUCCESS");
            awaitStates(build, List.of("SUCCESS", "SUCCESS"));
            awaitNothingOpen();
            assertEquals(
                    1,
                    system.getMessages().stream()
                            .filter(line -> line.contains("Job " + job.id() + " ended: SUCCESS"))
                            .count(),
                    system.getMessages()::toString);
        }
    }

    @Test
    void aProgramThatDiesByItselfDuringTheSubmitSaysSoAndItsPageShowsTheJob() throws Exception {
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "dies early",
                Pipelines.failing(
                        "semaphore 'submit'; ngeneaWorkflow(workflow: 'migrate', paths: ['/late'])", "/early gate")));
        EmulatedJob gate = Pipelines.awaitFollowed(build, hub, "/early gate");
        hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        SemaphoreStep.success("submit/1", null);
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 2, LONG_ENOUGH));
        int before = hub.jobs().size();
        gate.finish("SUCCESS");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "[Ngenea] The build ended before Hub production answered the request. If the Hub creates a job,"
                        + " Jenkins polls it in the background and shows it on the page of this build.",
                build);
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.jobs().size() > before);
        hub.lastJob().finish("SUCCESS");
        awaitStates(build, List.of("SUCCESS", "SUCCESS"));
        awaitNothingOpen();
        assertEquals(0, hub.lastJob().cancelRequests());
    }

    @Test
    void aProgramThatCannotBeSavedWhenItsStepBeginsSubmitsNothing() throws Exception {
        WorkflowRun build = Pipelines.start(Pipelines.job("never saved", """
                def cannotBeSaved = 'abc' =~ 'b'
                ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])
                echo "${cannotBeSaved}"
                """));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        awaitNothingOpen();
        assertEquals(List.of(), hub.requests(FaultPoint.SUBMIT));
    }
}
