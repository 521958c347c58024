package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A job that is renamed while it runs goes on with its Hub job, after a restart too. */
class RenamedBuildsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String SCRIPT = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";

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
        hub.close();
    }

    private static List<String> recordedBuilds() throws Exception {
        return HubRuntime.get().journal().all().stream()
                .map(JournalEntry::build)
                .toList();
    }

    private static WorkflowRun build(String job) {
        return Jenkins.get().getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    /** The build of this name goes on with the only job, which nobody follows beside it. */
    private void assertGoesOn(JenkinsRule jenkins, String job) throws Exception {
        jenkins.waitForMessage("Jenkins restarted. Continuing with job", build(job));
        assertEquals(List.of(), RunRegistry.get().unattended());
        assertEquals(List.of(job + "#1"), recordedBuilds());
        Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build(job)));
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aJobRenamedWhileItsHubJobRunsGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job = Pipelines.job("before", SCRIPT);
            Pipelines.startUntilFollowed(job, hub.emulator());
            job.renameTo("after");
            assertEquals(List.of("after#1"), recordedBuilds());
            // another job of the old name has nothing to do with it
            Pipelines.job("before", "echo 'nothing'");
        });
        sessions.then(jenkins -> assertGoesOn(jenkins, "after"));
    }

    @Test
    void aJobRenamedBeforeItsSubmitIsRecordedUnderItsNewName() throws Throwable {
        hub.emulator().faults().always(FaultPoint.JOBS, Fault.unavailable());
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job = Pipelines.job("before", SCRIPT);
            WorkflowRun build = Pipelines.start(job);
            jenkins.waitForMessage("Lost contact", build);
            job.renameTo("after");
            hub.emulator().faults().clear();
            jenkins.waitForMessage("is STARTED", build);
            assertEquals(List.of("after#1"), recordedBuilds());
        });
        sessions.then(jenkins -> assertGoesOn(jenkins, "after"));
    }

    @Test
    void aJobWhoseFolderIsRenamedGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Folder folder = jenkins.createProject(Folder.class, "old");
            WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
            Pipelines.startUntilFollowed(job, hub.emulator());
            folder.renameTo("new");
            assertEquals(List.of("new/job#1"), recordedBuilds());
        });
        sessions.then(jenkins -> assertGoesOn(jenkins, "new/job"));
    }

    @Test
    void aJobRenamedWhileItRunsLeavesNoRecordAtItsEnd() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job = Pipelines.job("before", SCRIPT);
            WorkflowRun build = Pipelines.startUntilFollowed(job, hub.emulator());
            job.renameTo("after");
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> HubRuntime.get().journal().all().isEmpty());
        });
    }
}
