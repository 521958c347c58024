package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import io.jenkins.plugins.ngenea.request.RunSettings;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The one registry of runs: attended and unattended ones. */
@WithJenkins
class RunRegistryTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

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
    }

    private static WorkflowRun waiting(String name) throws Exception {
        return Pipelines.startUntilFollowed(
                Pipelines.job(name, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub);
    }

    private static AttachedRun wait(Run<?, ?> build, String key, String jobId, List<Outcome> outcomes)
            throws Exception {
        return AttachedRun.following(
                build,
                TaskListener.NULL,
                new AttachedRun.Identity(key, "7", System.currentTimeMillis(), false),
                new RunSettings(HubInJenkins.NAME, null, true, true, false, 0),
                jobId,
                outcomes::add);
    }

    @Test
    void aStepThatComesToARunWhichGoesOnUnattendedWaitsForThatOne() throws Exception {
        WorkflowRun build = waiting("taken-over");
        EmulatedJob job = hub.lastJob();
        List<Outcome> first = new CopyOnWriteArrayList<>();
        List<Outcome> second = new CopyOnWriteArrayList<>();
        AttachedRun run = wait(build, "a key", job.id(), first);
        run.start();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get()
                        .journal()
                        .find(build.getExternalizableId(), "a key")
                        .isPresent());
        AttachedRun again = wait(build, "a key", job.id(), second);
        again.start();
        assertSame(run.workflowRun(), again.workflowRun());
        job.finish("SUCCESS");
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> second.size() == 1);
        assertEquals(List.of(), first);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    @Test
    void aRecordThatHasGoneSinceTheRecordsWereListedIsNotTakenUp() throws Exception {
        WorkflowRun build = waiting("listed");
        EmulatedJob job = hub.lastJob();
        JournalEntry listed =
                HubRuntime.get().journal().of(build.getExternalizableId()).get(0);
        job.finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        awaitNoRecords();
        RunRegistry.get().adopt(listed, build);
        assertEquals(List.of(), RunRegistry.get().unattended());
    }

    private static void awaitNoRecords() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    @Test
    void nothingIsSubmittedForAStepThatBeginsWhenItsBuildWasKilled() throws Exception {
        WorkflowRun build = waiting("killed");
        build.doKill();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        hub.clearRequests();
        WorkflowParameters parameters = new WorkflowParameters(
                "migrate",
                HubInJenkins.SITE,
                null,
                Map.of(),
                null,
                List.of("/a"),
                null,
                true,
                new RunSettings(HubInJenkins.NAME, null, true, true, false, 0));
        RequestFiles files = new RequestFiles(build, "late");
        List<Outcome> outcomes = new ArrayList<>();
        AttachedRun run = AttachedRun.submitting(
                build,
                TaskListener.NULL,
                new AttachedRun.Identity("late", "7", System.currentTimeMillis(), false),
                files.spool(parameters, TaskListener.NULL),
                files.paths(),
                true,
                outcomes::add);
        run.start();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> RunRegistry.get().unattended().isEmpty());
        assertEquals(0, hub.requests(FaultPoint.SUBMIT).size());
        assertEquals(List.of(), outcomes);
        assertFalse(RunRegistry.get().unsettled().list().stream()
                .anyMatch(left -> left.buildId().equals(build.getExternalizableId())));
    }

    @Test
    void aStepThatBeginsWhenItsBuildHasEndedKeepsNobodyInLine() throws Exception {
        WorkflowRun build = waiting("ended");
        hub.lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        NgeneaHub limited = known.hub();
        limited.setMaxJobs(1);
        HubInJenkins.configure(limited);
        FairSlots slots = HubRuntime.get().slots();
        try {
            slots.expectReturns();
            slots.expect("too late");
            slots.allExpected();
            wait(build, "too late", "1", new ArrayList<>()).start();
            CountDownLatch served = new CountDownLatch(1);
            slots.take(HubInJenkins.NAME, "next", 1, served::countDown);
            assertEquals(0, served.getCount());
        } finally {
            slots.expectNobody();
            slots.giveUp("next");
            HubInJenkins.configure(known.hub());
        }
    }

    @Test
    void lookupsThatHangKeepNoStepFromBeginning() throws Exception {
        WorkflowRun build = waiting("looking-up");
        Executor lookups = HubRuntime.get().services(LONG_ENOUGH, build).lookups();
        CountDownLatch released = new CountDownLatch(1);
        try {
            hang(lookups, released);
            CountDownLatch begun = new CountDownLatch(1);
            HubRuntime.get().pool().execute(begun::countDown);
            assertTrue(begun.await(30, TimeUnit.SECONDS));
        } finally {
            released.countDown();
        }
        abort(build);
    }

    @Test
    void aStepThatWaitsForAThreadToBeginOnEndsAtOnceWhenItIsStopped() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try {
            hang(HubRuntime.get().pool(), released);
            WorkflowRun build =
                    Pipelines.start(Pipelines.job("not-begun", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"));
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> build.getExecution() != null
                            && build.getExecution()
                                            .getCurrentExecutions(true)
                                            .get()
                                            .size()
                                    == 1);
            build.getExecutor().interrupt(Result.ABORTED);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !build.isBuilding());
            jenkins.assertBuildStatus(Result.ABORTED, build);
        } finally {
            released.countDown();
        }
        assertEquals(0, hub.requests(FaultPoint.SUBMIT).size());
    }

    /** More tasks than any of the pools has threads. */
    private static void hang(Executor pool, CountDownLatch until) {
        for (int i = 0; i < 10; i++) {
            pool.execute(() -> {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private static void abort(WorkflowRun build) throws Exception {
        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
    }

    @Test
    void aLogThatHangsTakesOneThreadForAllRunsOfItsBuild() throws Exception {
        WorkflowRun hanging = waiting("hanging");
        WorkflowRun other = waiting("other");
        Executor log = HubRuntime.get().services(LONG_ENOUGH, hanging).observers();
        Executor otherLog = HubRuntime.get().services(LONG_ENOUGH, other).observers();
        assertSame(log, HubRuntime.get().services(LONG_ENOUGH, hanging).observers());
        assertNotSame(log, otherLog);
        CountDownLatch released = new CountDownLatch(1);
        hang(log, released);
        CountDownLatch written = new CountDownLatch(1);
        otherLog.execute(written::countDown);
        assertTrue(written.await(30, TimeUnit.SECONDS));
        released.countDown();
        abort(hanging);
        abort(other);
    }

    /** What an administrator does who sees a page that is no longer true. */
    @Test
    void aRunThatAStepWaitsForIsNotCancelledAsOneThatNobodyWaitsFor() throws Exception {
        WorkflowRun build = waiting("not-left");
        EmulatedJob job = hub.lastJob();
        RunRegistry.get().cancel(keyOf(build));
        job.finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        awaitNoRecords();
        assertEquals(0, job.cancelRequests());
    }

    @Test
    void aRunWhoseJobMustNotBeCancelledIsNot() throws Exception {
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "kept",
                        Pipelines.failing(
                                "ngeneaWorkflow(workflow: 'migrate', paths: ['/kept'], cancelOnAbort: false)",
                                "/kept-gate")),
                hub);
        EmulatedJob job = Pipelines.awaitFollowed(build, hub, "/kept");
        Pipelines.awaitFollowed(build, hub, "/kept-gate").finish("SUCCESS");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> RunRegistry.get().unattended().stream()
                        .anyMatch(left -> left.buildId().equals(build.getExternalizableId())));
        RunRegistry.get().cancel(keyOf(build));
        job.finish("SUCCESS");
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> reported(build, job).equals("SUCCESS"));
        assertEquals(0, job.cancelRequests());
        awaitNoRecords();
    }

    private static String keyOf(Run<?, ?> build) throws Exception {
        return HubRuntime.get().journal().of(build.getExternalizableId()).stream()
                .filter(entry -> entry.status() == JournalEntry.Status.FOLLOWING)
                .findFirst()
                .orElseThrow()
                .key();
    }

    private static String reported(Run<?, ?> build, EmulatedJob job) {
        return build.getAction(NgeneaJobsAction.class).getJobs().stream()
                .filter(each -> each.getId().equals(job.id()))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    @Test
    void aRunThatIsOverByNowIsNotMissed() {
        RunRegistry.get().cancel("no such key");
        assertEquals(0, hub.requests(FaultPoint.CANCEL).size());
    }

    @Test
    void theMessageSaysHowManyMoreThereAre() throws Exception {
        UnsettledRuns unsettled = RunRegistry.get().unsettled();
        for (int i = 0; i <= UnsettledRuns.MOST; i++) {
            unsettled.add(
                    new BackgroundRun("gone#" + i, false, "key", "Lost track of job " + i + ".", "", true, false));
        }
        BackgroundRunsMonitor monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String page = browser.getPage(new URL(jenkins.getURL(), "manage/"))
                    .getWebResponse()
                    .getContentAsString();
            assertTrue(page.replaceAll("\\s+", " ").contains("gone#100 (deleted): Lost track of job 100."), page);
            assertFalse(page.contains("Lost track of job 0"), page);
            assertTrue(page.contains("The system log lists 1 more."), page);
        } finally {
            unsettled.forget();
        }
        assertEquals(0, monitor.getNotShown());
    }
}
