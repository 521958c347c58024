package io.jenkins.plugins.ngenea.request;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Executor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.CreateFileBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Reads a {@code pathsFile} from agents, of which one is stopped with its connection open: it answers nothing any more. */
@WithJenkins
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that stops a process, and no pipes among files")
class StoppedAgentTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String STEP = "ngeneaWorkflow(workflow: 'migrate', pathsFile: 'paths.txt', quiet: true)";
    private static final String GATE = "ngeneaWorkflow(workflow: 'migrate', paths: ['/gate'])";

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private DumbSlave stopped;
    private long pid;
    private boolean isStopped;

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }

    @BeforeEach
    void startHubAndAgents(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().holdJobs();
        stopped = jenkins.createOnlineSlave(Label.get("stopped"));
        pid = stopped.getChannel().call(new Pid());
        jenkins.createOnlineSlave(Label.get("other"));
    }

    @AfterEach
    void stopHub() throws Exception {
        goOn();
        hub.close();
    }

    private void stop() throws Exception {
        signal("-STOP");
        isStopped = true;
    }

    private void goOn() throws Exception {
        if (isStopped) {
            signal("-CONT");
            isStopped = false;
        }
    }

    private void signal(String which) throws Exception {
        assertEquals(
                0, new ProcessBuilder("kill", which, Long.toString(pid)).start().waitFor());
    }

    private List<String> submitted() {
        return hub.emulator().jobs().stream().map(job -> job.paths().get(0)).toList();
    }

    private void awaitSubmitted(String... paths) {
        await().atMost(LONG_ENOUGH).until(() -> submitted().size() >= paths.length);
        assertEquals(List.of(paths), submitted());
    }

    /** Six reads that hang, which is more than all agents had together. */
    private WorkflowRun sixReadsOfTheStoppedAgent() throws Exception {
        String branches = IntStream.range(0, 6)
                .mapToObj(i -> "b" + i + ": { " + STEP + " }")
                .collect(Collectors.joining(", "));
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "hanging",
                        "node('stopped') {\n  writeFile file: 'paths.txt', text: '/stopped'\n  " + GATE
                                + "\n  try {\n    parallel " + branches
                                + "\n  } catch (e) {\n    echo \"broken off: ${e.class.simpleName}\"\n    throw e\n  }\n}"),
                hub.emulator());
        stop();
        hub.emulator().lastJob().finish("SUCCESS");
        await().atMost(LONG_ENOUGH)
                .until(() -> ((CpsFlowExecution) build.getExecution())
                                .getThreadDump()
                                .toString()
                                .split("reading 'pathsFile' from the workspace", -1)
                                .length
                        == 7);
        return build;
    }

    private FreeStyleProject freestyle(String label, String paths) throws IOException {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setAssignedLabel(Label.get(label));
        project.getBuildersList().add(new CreateFileBuilder("paths.txt", paths));
        return project;
    }

    private static NgeneaWorkflowBuilder readingBuilder() {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPathsFile("paths.txt");
        return builder;
    }

    @Test
    void anAgentThatDoesNotAnswerHoldsUpNoOtherAndNoAbort() throws Exception {
        WorkflowRun hanging = sixReadsOfTheStoppedAgent();

        WorkflowRun pipeline = Pipelines.start(Pipelines.job(
                "other", "node('other') {\n  writeFile file: 'paths.txt', text: '/other'\n  " + STEP + "\n}"));
        awaitSubmitted("/gate", "/other");
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(pipeline));

        FreeStyleProject project = freestyle("other", "/freestyle");
        project.getBuildersList().add(readingBuilder());
        FreeStyleBuild freestyle = project.scheduleBuild2(0).waitForStart();
        awaitSubmitted("/gate", "/other", "/freestyle");
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(freestyle));

        hanging.getExecutor().interrupt(Result.ABORTED);
        jenkins.waitForMessage("broken off: FlowInterruptedException", hanging);
        goOn();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(hanging));
        awaitSubmitted("/gate", "/other", "/freestyle");
    }

    @Test
    void whenTheAgentAnswersAgainAllGoOn() throws Exception {
        WorkflowRun hanging = sixReadsOfTheStoppedAgent();
        goOn();
        await().atMost(LONG_ENOUGH).until(() -> submitted().size() == 7);
        hub.emulator().jobs().forEach(job -> job.finish("SUCCESS"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(hanging));
    }

    @Test
    void anAbortOfAFreestyleBuildDoesNotWaitForItsAgent() throws Exception {
        FreeStyleProject project = freestyle("stopped", "/stopped");
        NgeneaWorkflowBuilder gate = new NgeneaWorkflowBuilder("migrate");
        gate.setPaths(List.of("/gate"));
        project.getBuildersList().add(gate);
        project.getBuildersList().add(readingBuilder());
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("is STARTED", build);
        stop();
        hub.emulator().lastJob().finish("SUCCESS");
        await().atMost(LONG_ENOUGH).until(() -> isIn(build, "BuildStepRun.read"));
        build.getExecutor().interrupt(Result.ABORTED);
        await().atMost(LONG_ENOUGH).until(() -> !isIn(build, "BuildStepRun"));
        goOn();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        awaitSubmitted("/gate");
    }

    private static boolean isIn(FreeStyleBuild build, String method) {
        // null when the build is over
        Executor executor = build.getExecutor();
        return executor != null
                && Arrays.stream(executor.getStackTrace())
                        .anyMatch(frame -> (frame.getClassName() + "." + frame.getMethodName()).contains(method));
    }

    @Test
    void aPipeOnAnAgentIsNotOpened() throws Exception {
        Path workspace = Files.createDirectories(Path.of(stopped.getRemoteFS(), "workspace", "pipe"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", workspace.resolve("paths.txt").toString())
                        .start()
                        .waitFor());
        WorkflowRun build = Pipelines.start(Pipelines.job("pipe", "node('stopped') { " + STEP + " }"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "'pathsFile' is not a file in the workspace: " + workspace.resolve("paths.txt")
                        + ". Nothing was submitted.",
                build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aLinkOnAnAgentThatLeadsOutOfTheWorkspaceIsNotFollowed() throws Exception {
        Path workspace = Files.createDirectories(Path.of(stopped.getRemoteFS(), "workspace", "link"));
        Files.createSymbolicLink(
                workspace.resolve("paths.txt"),
                Files.writeString(Path.of(stopped.getRemoteFS(), "secret"), "/a")
                        .toAbsolutePath());
        WorkflowRun build = Pipelines.start(Pipelines.job("link", "node('stopped') { " + STEP + " }"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "'pathsFile' (paths.txt) must be a file inside the workspace, with a path relative to the workspace.",
                build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void anAgentThatIsLostWhileItIsReadFailsTheStepAndIsNamed() throws Exception {
        WorkflowRun hanging = sixReadsOfTheStoppedAgent();
        signal("-KILL");
        isStopped = false;
        jenkins.waitForMessage("broken off: AbortException", hanging);
        jenkins.waitForMessage("'pathsFile' could not be copied from node " + stopped.getNodeName() + ": ", hanging);
        assertEquals(List.of("/gate"), submitted());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(hanging));
    }

    @Test
    void aLongListComesWholeFromAnAgent() throws Exception {
        int lines = 200_000;
        WorkflowRun build = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "long",
                        "node('other') {\n  writeFile file: 'paths.txt', text: '/mmfs1/data/some/file\\n' * " + lines
                                + "\n  ngeneaWorkflow(workflow: 'migrate', pathsFile: 'paths.txt')\n}"),
                hub.emulator());
        assertEquals(lines, Pipelines.onlyJob(hub.emulator()).pathCount());
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }
}
