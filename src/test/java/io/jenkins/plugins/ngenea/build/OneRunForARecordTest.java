package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A run goes on after its build has ended, and nobody else takes its record up: neither the Hub nor a person hears of two. */
@WithJenkins
@Tag("slow")
class OneRunForARecordTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;
    private static BackgroundRunsMonitor monitor;
    private LogRecorder log;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start(HubProfile.PATHS_IN_JOBS);
        hub = known.emulator();
        monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
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
        log = new LogRecorder()
                .record("io.jenkins.plugins.ngenea.build", Level.INFO)
                .capture(1000);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        log.close();
        hub.faults().clear();
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> journal().isEmpty());
    }

    private static List<JournalEntry> journal() throws Exception {
        return HubRuntime.get().journal().all();
    }

    private static long pathsOf(Run<?, ?> build) throws Exception {
        try (Stream<Path> files = Files.list(build.getRootDir().toPath())) {
            return files.filter(file -> file.toString().endsWith(".paths.json")).count();
        }
    }

    private long logged(String part) {
        return log.getMessages().stream()
                .filter(message -> message.contains(part))
                .count();
    }

    private void assertNobodyIsAlarmed() {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> !monitor.isActivated());
        assertEquals(0, logged("It is not known"));
        assertEquals(0, logged("restarted"));
    }

    @Test
    void anAbortWhoseRequestIsAnsweredAfterItsBuildMakesOneJobThatIsCancelledOnce() throws Exception {
        hub.faults().times(2, FaultPoint.SUBMIT, Fault.hang());
        BothKinds both = BothKinds.start(jenkins);
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 2, LONG_ENOUGH));
        int before = hub.jobs().size();
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Hub production has not answered the request yet.", hub);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> monitor.getRuns().size() == 2);
        assertEquals(2, journal().size());
        for (Run<?, ?> build : both.builds()) {
            assertEquals(1, pathsOf(build));
        }
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> journal().isEmpty());
        List<EmulatedJob> jobs = hub.jobs().subList(before, before + 2);
        for (EmulatedJob job : jobs) {
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
            assertEquals(1, job.cancelRequests());
        }
        assertNobodyIsAlarmed();
        assertEquals(2, hub.requests(FaultPoint.SUBMIT).size());
        for (Run<?, ?> build : both.builds()) {
            assertEquals(0, pathsOf(build));
        }
    }

    @Test
    void anAbortWhoseAnswerIsLostAfterItsBuildFindsTheJobAndCancelsIt() throws Exception {
        hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.hang()));
        WorkflowRun build = Pipelines.start(
                Pipelines.job("lost", "ngeneaWorkflow(workflow: 'migrate', paths: ['/lost'], cancelOnAbort: true)"));
        assertTrue(hub.awaitRequests(FaultPoint.SUBMIT, 1, LONG_ENOUGH));
        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        EmulatedJob job = hub.lastJob();
        assertEquals("STARTED", job.state());
        hub.restart();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.state().equals("CANCELLED"));
        assertEquals(1, job.cancelRequests());
        assertNobodyIsAlarmed();
        assertEquals(1, logged("The Hub accepted the request: found job " + job.id()));
        assertEquals(
                1,
                hub.jobs().stream()
                        .filter(each -> each.paths().contains("/lost"))
                        .count());
    }

    @Test
    void anAbortWhoseCancelIsAnsweredAfterItsBuildHasAskedOnce() throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        List<EmulatedJob> jobs = both.jobs(hub);
        hub.faults().times(2, FaultPoint.CANCEL, Fault.hang());
        both.abort();
        both.awaitEnd(Result.ABORTED);
        both.assertLogs("Job JOB has not been cancelled yet: the Hub has not answered.", hub);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> monitor.getRuns().size() == 2);
        hub.faults().release();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> journal().isEmpty());
        for (EmulatedJob job : jobs) {
            assertEquals(1, job.cancelRequests());
            assertEquals(1, logged("to cancel job " + job.id()));
        }
        assertEquals(2, hub.requests(FaultPoint.CANCEL).size());
        assertNobodyIsAlarmed();
    }

    @Test
    void theRunOfAKilledBuildIsShownToAdministratorsUntilItIsOver() throws Exception {
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job("killed", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub);
        EmulatedJob job = hub.lastJob();
        hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        build.doKill();
        jenkins.waitForCompletion(build);
        String status = "Polling job " + job.id() + " on Hub production";
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> monitor.getRuns().stream()
                        .anyMatch(run -> run.getBuild().equals("killed #1")
                                && run.status().startsWith(status)
                                && !run.over()));
        hub.faults().clear();
        assertNobodyIsAlarmed();
        assertEquals("CANCELLED", job.state());
        assertEquals(1, job.cancelRequests());
    }
}
