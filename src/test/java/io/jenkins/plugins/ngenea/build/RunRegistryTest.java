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
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.output.Outcome;
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
    void aLogThatHangsTakesOneThreadForAllRunsOfItsBuild() throws Exception {
        WorkflowRun hanging = waiting("hanging");
        WorkflowRun other = waiting("other");
        Executor log = HubRuntime.get().services(LONG_ENOUGH, hanging).observers();
        Executor otherLog = HubRuntime.get().services(LONG_ENOUGH, other).observers();
        assertSame(log, HubRuntime.get().services(LONG_ENOUGH, hanging).observers());
        assertNotSame(log, otherLog);
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            log.execute(() -> {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        CountDownLatch written = new CountDownLatch(1);
        otherLog.execute(written::countDown);
        assertTrue(written.await(30, TimeUnit.SECONDS));
        released.countDown();
        for (WorkflowRun build : List.of(hanging, other)) {
            build.getExecutor().interrupt(Result.ABORTED);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        }
    }

    @Test
    void theMessageSaysHowManyMoreThereAre() throws Exception {
        UnsettledRuns unsettled = RunRegistry.get().unsettled();
        for (int i = 0; i <= UnsettledRuns.MOST; i++) {
            unsettled.add(new BackgroundRun("gone#" + i, false, "Job " + i + " Lost track of job.", true));
        }
        BackgroundRunsMonitor monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String page = browser.getPage(new URL(jenkins.getURL(), "manage/"))
                    .getWebResponse()
                    .getContentAsString();
            assertTrue(page.contains("gone#100 (deleted): Lost track of job 100."), page);
            assertFalse(page.contains("Lost track of job 0"), page);
            assertTrue(page.contains("The system log lists 1 more."), page);
        } finally {
            unsettled.forget();
        }
        assertEquals(0, monitor.getNotShown());
    }
}
