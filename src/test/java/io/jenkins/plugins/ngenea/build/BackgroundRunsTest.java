package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A Hub job whose build cannot go on is not left alone: it is followed to its end, shown, and never submitted again. */
class BackgroundRunsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

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

    private void startFreestyle(JenkinsRule jenkins) throws Exception {
        hub.configure();
        FreeStyleProject project = jenkins.createFreeStyleProject("left");
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/a"));
        project.getBuildersList().add(builder);
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> !hub.emulator().jobs().isEmpty());
        jenkins.waitForMessage("is STARTED", build);
    }

    private static Run<?, ?> build() {
        return Jenkins.get().getItemByFullName("left", Job.class).getBuildByNumber(1);
    }

    private static ReportedJob reported() {
        return build().getAction(NgeneaJobsAction.class).getJobs().iterator().next();
    }

    private static void awaitEndOfAll() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    @Test
    void aFreestyleBuildCutOffByAShutdownLeavesItsJobRunningAndItIsFollowedToItsEnd() throws Throwable {
        sessions.then(this::startFreestyle);
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        assertEquals(0, job.cancelRequests());
        sessions.then(jenkins -> {
            BackgroundRunsMonitor monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
            Awaitility.await().atMost(LONG_ENOUGH).until(monitor::isActivated);
            assertTrue(monitor.getRuns().get(0).getBuild().contains("left #1"));
            job.finish("SUCCESS");
            awaitEndOfAll();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> reported().getState().equals("SUCCESS"));
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> !monitor.isActivated());
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertEquals(0, job.cancelRequests());
    }

    private Path record() throws IOException {
        try (Stream<Path> files =
                Files.walk(sessions.getHome().toPath().resolve("ngenea-hub").resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aRecordThatCannotBeReadAtStartupIsTakenUpWhenItCanBe() throws Throwable {
        sessions.then(this::startFreestyle);
        Path record = record();
        String whole = Files.readString(record);
        Files.writeString(record, "");
        sessions.then(jenkins -> {
            assertEquals(List.of(record), HubRuntime.get().journal().unreadable());
            Files.writeString(record, whole);
            // what happens every five minutes
            ExtensionList.lookupSingleton(RunRegistry.AtStartup.class).onLoaded();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !RunRegistry.get().unattended().isEmpty());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            awaitEndOfAll();
        });
    }

    @Test
    void aPipelineThatMayNotResumeFailsAndItsJobIsFollowedToItsEnd() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job = Pipelines.job("left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
            job.addProperty(new DisableResumeJobProperty());
            Pipelines.startUntilFollowed(job, hub.emulator());
        });
        sessions.then(jenkins -> {
            jenkins.waitForCompletion(build());
            assertTrue(build().getResult().isWorseThan(Result.UNSTABLE));
            Pipelines.onlyJob(hub.emulator()).finish("FAILURE");
            awaitEndOfAll();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> reported().getState().equals("FAILURE"));
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aBuildThatJenkinsEndsWhenItStopsLeavesItsJobRunning() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job = Pipelines.job("left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
            WorkflowRun build = Pipelines.startUntilFollowed(job, hub.emulator());
            // core does this first, and then ends the builds that it could not resume, as it is done here
            ExtensionList.lookupSingleton(HubRuntime.AtShutdown.class).onBeforeShutdown();
            build.doKill();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        });
        sessions.then(jenkins -> {
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !RunRegistry.get().unattended().isEmpty());
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            awaitEndOfAll();
        });
        assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void aBuildThatJenkinsDoesNotResumeBecauseOfItsAgeLeavesItsJobRunning() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        setOldestToResume(Duration.ofMillis(1));
        try {
            sessions.then(jenkins -> {
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion((WorkflowRun) build()));
                Awaitility.await()
                        .atMost(LONG_ENOUGH)
                        .until(() -> !RunRegistry.get().unattended().isEmpty());
                Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
                awaitEndOfAll();
            });
        } finally {
            setOldestToResume(null);
        }
        assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    /** Loads the build with its program before the plugin looks which records nobody claims: in the order of the names of classes. */
    @TestExtension("aBuildThatJenkinsDropsForItsAgeLeavesItsJobRunningThoughItsProgramWasLoaded")
    public static final class LoadsEarly extends ItemListener {
        private static volatile boolean claimed;

        @Override
        public void onLoaded() {
            if (Jenkins.get().getItem("left") != null) {
                build();
                claimed = isClaimed();
            }
        }

        private static boolean isClaimed() {
            try {
                Journal journal = HubRuntime.get().journal();
                return journal.unclaimed().isEmpty() && journal.all().size() == 1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aBuildThatJenkinsDropsForItsAgeLeavesItsJobRunningThoughItsProgramWasLoaded() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"), hub.emulator());
        });
        setOldestToResume(Duration.ofMillis(1));
        try {
            sessions.then(jenkins -> {
                assertTrue(LoadsEarly.claimed, "the program was not loaded, or another one has claimed the record");
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion((WorkflowRun) build()));
                awaitFollowedWithoutBuild();
                Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
                awaitEndOfAll();
                assertEquals("SUCCESS", reported().getState());
            });
        } finally {
            setOldestToResume(null);
        }
        assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    private static void awaitFollowedWithoutBuild() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> !RunRegistry.get().unattended().isEmpty());
    }

    @Test
    void theCancelOfAPipelineThatFailedByItselfIsSentAgainAfterARestart() throws Throwable {
        hub.emulator().faults().always(FaultPoint.CANCEL, Fault.unavailable());
        EmulatedJob[] job = new EmulatedJob[1];
        sessions.then(jenkins -> {
            hub.configure();
            String step = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], cancelOnFailure: true)";
            WorkflowRun build = Pipelines.start(Pipelines.job("left", Pipelines.failing(step, "/gate")));
            job[0] = Pipelines.awaitFollowed(build, hub.emulator(), "/a");
            Pipelines.awaitFollowed(build, hub.emulator(), "/gate").finish("SUCCESS");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> HubRuntime.get().journal().all().stream()
                            .anyMatch(entry -> entry.stop() == StopReason.BUILD_FAILED));
        });
        assertEquals("STARTED", job[0].state());
        hub.emulator().faults().clear();
        sessions.then(jenkins -> awaitEndOfAll());
        assertEquals("CANCELLED", job[0].state());
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aPipelineThatARestartCutsOffCancelsNothing() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowJob job =
                    Pipelines.job("left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], cancelOnFailure: true)");
            job.addProperty(new DisableResumeJobProperty());
            Pipelines.startUntilFollowed(job, hub.emulator());
        });
        sessions.then(jenkins -> {
            jenkins.waitForCompletion(build());
            awaitFollowedWithoutBuild();
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            awaitEndOfAll();
        });
        assertEquals(0, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    /** What Pipeline reads from a system property when it is loaded. */
    private static void setOldestToResume(Duration age) throws ReflectiveOperationException {
        Field field = WorkflowRun.class.getDeclaredField("MAX_RESUMPTION_AGE");
        field.setAccessible(true);
        field.set(null, age);
    }

    @Test
    void theJobOfAProgramThatWasTakenBackToBeforeItsStepIsCancelledWhenAPersonAbortsTheBuild() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            WorkflowRun build = Pipelines.start(Pipelines.job(
                    "left", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)\nsleep 600"));
            jenkins.waitForMessage("Sleeping for", build);
            LeftBehind.save(build, hub.emulator().lastJob().id());
        });
        sessions.then(jenkins -> {
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> build().getExecutor() != null);
            build().getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("somebody"));
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion((WorkflowRun) build()));
            awaitEndOfAll();
        });
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void theJobOfADeletedBuildIsFollowedWithTheHubsOwnKey() throws Throwable {
        sessions.then(this::startFreestyle);
        sessions.then(jenkins -> {
            build().getParent().delete();
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            awaitEndOfAll();
        });
        assertEquals(1, hub.emulator().jobs().size());
    }
}
