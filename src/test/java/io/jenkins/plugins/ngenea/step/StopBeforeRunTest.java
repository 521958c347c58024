package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.listeners.ItemListener;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** After a restart a step is stopped before it has found the job that it waits for. */
class StopBeforeRunTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    /** Until when steps have no thread to come back on; null for no hindrance. */
    private static volatile CountDownLatch released;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private HubInJenkins hub;

    /** Comes before Pipeline resumes the programs. */
    @TestExtension
    public static final class NoThreads extends ItemListener {
        @Override
        public void onLoaded() {
            CountDownLatch until = released;
            for (int i = 0; i < 10 && until != null; i++) {
                HubRuntime.get().pool().execute(() -> {
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
        released = null;
    }

    private static WorkflowRun build() {
        return Jenkins.get().getItemByFullName("stopped", WorkflowJob.class).getBuildByNumber(1);
    }

    private static StepExecution step() throws Exception {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> build().getExecution() != null
                        && build().getExecution()
                                        .getCurrentExecutions(true)
                                        .get()
                                        .size()
                                == 1);
        return build().getExecution().getCurrentExecutions(true).get().get(0);
    }

    @Test
    void itsBuildIsAbortedAndTheJobIsCancelledAsSoonAsItsHubIsKnown() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("stopped", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        Path configuration = sessions.getHome().toPath().resolve(NgeneaHubConfiguration.class.getName() + ".xml");
        Path kept = Files.copy(configuration, directory.resolve("hubs.xml"));
        released = new CountDownLatch(1);
        sessions.then(jenkins -> {
            StepExecution step = step();
            step.stop(new FlowInterruptedException(
                    Result.ABORTED, true, new CauseOfInterruption.UserInterruption("somebody")));
            NgeneaHubConfiguration.get().setHubs(List.of());
            released.countDown();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("Job 1 continues in the Hub.", build());
            assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
        });
        released = null;
        Files.copy(kept, configuration, StandardCopyOption.REPLACE_EXISTING);
        sessions.then(jenkins -> Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty()));
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void itsJobIsCancelledAtOnceAlthoughTheAgentOfItsBlockIsAway() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            DumbSlave agent = jenkins.createOnlineSlave(Label.get("away"));
            Pipelines.startUntilFollowed(
                    Pipelines.job("stopped", "node('away') { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }"),
                    hub.emulator());
            agent.toComputer().setTemporaryOfflineCause(new OfflineCause.ByCLI("away"));
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Waiting for reconnection of", build());
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> build().getExecutor() != null);
            build().getExecutor().interrupt(Result.ABORTED);
            assertTrue(hub.emulator().awaitRequests(FaultPoint.CANCEL, 1, LONG_ENOUGH));
            // what Pipeline says when it has resumed all steps
            jenkins.assertLogNotContains("Ready to run", build());
            for (Node agent : Label.get("away").getNodes()) {
                agent.toComputer().setTemporaryOfflineCause(null);
            }
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build()));
        });
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    /** Its build fails then, but nobody waits for the job any more: {@code cancelOnFailure} is for steps that wait. */
    @Test
    void aStepThatFailsBecauseItsHubIsGoneLeavesItsJobAlone() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job(
                            "stopped", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], cancelOnFailure: true)"),
                    hub.emulator());
        });
        Path configuration = sessions.getHome().toPath().resolve(NgeneaHubConfiguration.class.getName() + ".xml");
        Path kept = Files.move(configuration, directory.resolve("hubs.xml"));
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build()));
            jenkins.assertLogContains("Job 1 continues in the Hub.", build());
            jenkins.assertLogNotContains("is being cancelled", build());
        });
        Files.copy(kept, configuration, StandardCopyOption.REPLACE_EXISTING);
        sessions.then(jenkins -> {
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> HubRuntime.get().journal().all().isEmpty());
        });
        assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }
}
