package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** An administrator renames a Hub, or points its name at another server, while jobs of it are open. */
class HubChangesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String SCRIPT = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final HubEmulator other = HubEmulator.start();
    private HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
        other.holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
        other.close();
    }

    private static Run<?, ?> build() {
        return Jenkins.get().getItemByFullName("open", Job.class).getBuildByNumber(1);
    }

    private WorkflowRun startOpenBuild() throws Exception {
        hub.configure();
        WorkflowJob job = Pipelines.job("open", SCRIPT);
        return Pipelines.startUntilFollowed(job, hub.emulator());
    }

    /** As a person does it. */
    private static void enter(JenkinsRule jenkins, String before, String now) throws Exception {
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        List<HtmlInput> inputs = Stream.of("_.name", "_.url")
                .flatMap(field -> form.getInputsByName(field).stream())
                .filter(input -> input.getValue().equals(before))
                .toList();
        assertEquals(1, inputs.size());
        inputs.get(0).setValue(now);
        jenkins.submit(form);
    }

    private static List<JournalEntry> records() throws Exception {
        return HubRuntime.get().journal().all();
    }

    private static void awaitNoRecords() {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> records().isEmpty());
    }

    private static String names() throws Exception {
        return records().stream().map(JournalEntry::hub).toList().toString();
    }

    @Test
    void aRenamedHubTakesItsOpenJobsAlong() throws Throwable {
        sessions.then(jenkins -> {
            startOpenBuild();
            enter(jenkins, HubInJenkins.NAME, "renamed");
            assertEquals("[renamed]", names());
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
            awaitNoRecords();
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aRenamedHubGetsTheCancelThatIsPending() throws Throwable {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.unavailable());
        sessions.then(jenkins -> {
            WorkflowRun build = startOpenBuild();
            build.getExecutor().interrupt();
            jenkins.waitForCompletion(build);
            enter(jenkins, HubInJenkins.NAME, "renamed");
        });
        hub.emulator().faults().clear();
        sessions.then(jenkins -> awaitNoRecords());
        assertEquals("CANCELLED", Pipelines.onlyJob(hub.emulator()).state());
    }

    @Test
    void aHubOfTheOldNameAtAnotherAddressHasNothingToDoWithTheOpenJobs() throws Throwable {
        sessions.then(jenkins -> {
            startOpenBuild();
            HubInJenkins.addKey(jenkins.jenkins, "other-key", other.newClientKey());
            NgeneaHub renamed = new NgeneaHub("renamed", hub.emulator().url(), HubInJenkins.CREDENTIAL);
            HubInJenkins.configure(renamed, new NgeneaHub(HubInJenkins.NAME, other.url(), "other-key"));
            assertEquals("[renamed]", names());
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
        });
        assertEquals(List.of(), other.requests());
    }

    private void pointAtOther(JenkinsRule jenkins) throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, "other-key", other.newClientKey());
        HubInJenkins.configure(new NgeneaHub(HubInJenkins.NAME, other.url(), "other-key"));
    }

    @Test
    void aHubPointedAtAnotherServerLeavesTheOpenJobsAloneAndSaysSo() throws Throwable {
        sessions.then(jenkins -> {
            startOpenBuild();
            try (LogRecorder log = new LogRecorder()) {
                log.record("io.jenkins.plugins.ngenea.config.HubChanges", Level.WARNING)
                        .capture(10);
                HubInJenkins.addKey(jenkins.jenkins, "other-key", other.newClientKey());
                enter(jenkins, hub.emulator().url(), other.url());
                String told = log.getMessages().toString();
                assertTrue(told.contains(hub.emulator().url()), told);
                assertTrue(told.contains("job 1 of open#1"), told);
            }
        });
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains(
                    "is no longer configured at " + hub.emulator().url(), build());
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !RunRegistry.get().unsettled().list().isEmpty());
            assertEquals("1", records().get(0).jobId());
            // it is configured again
            hub.configure();
        });
        sessions.then(jenkins -> {
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            awaitNoRecords();
        });
        assertEquals(List.of(), other.requests());
    }

    @Test
    void aPendingCancelIsNotSentToAnotherServer() throws Throwable {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.unavailable());
        sessions.then(jenkins -> {
            WorkflowRun build = startOpenBuild();
            build.getExecutor().interrupt();
            jenkins.waitForCompletion(build);
            pointAtOther(jenkins);
        });
        hub.emulator().faults().clear();
        sessions.then(jenkins -> {
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !RunRegistry.get().unsettled().list().isEmpty());
            assertEquals(1, records().size());
        });
        assertEquals(List.of(), other.requests());
        assertEquals("STARTED", Pipelines.onlyJob(hub.emulator()).state());
    }
}
