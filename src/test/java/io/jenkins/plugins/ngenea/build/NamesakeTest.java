package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A job is deleted and made again: its first build is called as one whose record is still there. */
class NamesakeTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String STEP = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";

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

    private static WorkflowRun build() {
        return Jenkins.get().getItemByFullName("again", WorkflowJob.class).getBuildByNumber(1);
    }

    private static void awaitNoRecords() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    @Test
    void theSecondOneDoesNotTakeTheJobOfTheFirstForItsOwn() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(Pipelines.job("first", STEP), hub.emulator());
            Pipelines.start(Pipelines.job("again", "semaphore 'before'\n" + STEP));
            SemaphoreStep.waitForStart("before/1", build());
        });
        // as if the first one had had the name that the second one has by now
        Path home = sessions.getHome().toPath();
        new Journal(home.resolve("ngenea-hub").resolve("journal")).rename("first", "again");
        FileUtils.deleteDirectory(home.resolve("jobs").resolve("first").toFile());
        sessions.then(jenkins -> {
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> RunRegistry.get().unattended().stream()
                            .anyMatch(run -> run.getBuild().equals("again#1 (deleted)")));
            SemaphoreStep.success("before/1", null);
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> hub.emulator().jobs().size() == 2);
            jenkins.waitForMessage("Job 2 is STARTED", build());
            assertEquals(
                    List.of("2"),
                    build().getAction(NgeneaJobsAction.class).getJobs().stream()
                            .map(ReportedJob::getId)
                            .toList());
            hub.emulator().jobs().stream().filter(job -> !job.ended()).forEach(job -> job.finish("SUCCESS"));
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build()));
            awaitNoRecords();
        });
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }
}
