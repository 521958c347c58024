package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.ngenea.RandomNames;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;

/** Exactly the paths that failed come back, all of them, so that a job can be run again for them. */
@WithOneJenkins
class FailedPathsTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
        hub.emulator().defaultTimes(Duration.ZERO, Duration.ZERO);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private FilePath workspace(TopLevelItem job) {
        return jenkins.jenkins.getWorkspaceFor(job);
    }

    private void write(TopLevelItem job, String name, byte[] bytes) throws Exception {
        workspace(job).child(name).copyFrom(new ByteArrayInputStream(bytes));
    }

    private byte[] read(TopLevelItem job, String name) throws Exception {
        return workspace(job).child(name).read().readAllBytes();
    }

    private List<String> lines(TopLevelItem job) throws Exception {
        return new String(read(job, "failed.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private Run<?, ?> build(ParameterizedJob<?, ?> job, Result expected) throws Exception {
        return jenkins.assertBuildStatus(
                expected, (Run<?, ?>) job.scheduleBuild2(0).get());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FreeStyleProject buildStep(String pathsFile, boolean nulls) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPathsFile(pathsFile);
        builder.setFailedPathsFile("failed.txt");
        builder.setFailedPathsNull(nulls);
        project.getBuildersList().add(builder);
        return project;
    }

    @Test
    @Timeout(60)
    void theThousandThatFailedAmongAHundredThousandAreRunAgain() throws Exception {
        List<String> all = IntStream.range(0, 100_000)
                .mapToObj(i -> "/mmfs1/data/" + (i % 100 == 7 ? "fail  " : "file") + i)
                .toList();
        List<String> failing =
                all.stream().filter(path -> path.contains("fail")).toList();
        WorkflowJob job = Pipelines.job("again", """
                node {
                  def list = fileExists('failed.txt') ? 'failed.txt' : 'all.txt'
                  ngeneaWorkflow(workflow: 'migrate', pathsFile: list, failedPathsFile: 'failed.txt')
                }
                """);
        write(job, "all.txt", bytes(String.join("\n", all)));
        Run<?, ?> first = build(job, Result.FAILURE);
        jenkins.assertLogContains("[Ngenea] 1000 failed paths are in failed.txt.", first);
        assertEquals(failing, lines(job));
        hub.emulator().plan(JobPlan.immediate());
        build(job, Result.SUCCESS);
        assertEquals(failing, hub.emulator().lastJob().paths());
        assertEquals(List.of(), lines(job), "nothing is left to be run again");
    }

    @Test
    void namesOfEveryKindComeBackByteForByte() throws Exception {
        byte[] list = bytes(String.join("\0", failing(new Random(20261127), true)) + "\0");
        WorkflowJob pipeline = Pipelines.job("names", """
                node {
                  ngeneaWorkflow(workflow: 'migrate', pathsFile: 'all.nul', failedPathsFile: 'failed.txt', failedPathsNull: true)
                }
                """);
        FreeStyleProject freestyle = buildStep("all.nul", true);
        for (HubProfile profile : List.of(HubProfile.PATHS_IN_TASKS, HubProfile.PATHS_BESIDE_TASKS)) {
            hub.emulator().profile(profile);
            write(pipeline, "all.nul", list);
            build(pipeline, Result.FAILURE);
            assertArrayEquals(list, read(pipeline, "failed.txt"), profile.name());
            write(freestyle, "all.nul", list);
            build(freestyle, Result.FAILURE);
            assertArrayEquals(list, read(freestyle, "failed.txt"), profile.name());
        }
    }

    private static List<String> failing(Random random, boolean lineEnds) {
        return RandomNames.of(random, 300, lineEnds).stream()
                .map(path -> "/fail" + path)
                .toList();
    }

    @Test
    void theResultHasThePathsExactly() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, """
                def path = '/fail  \\u3000\\n' + 'x' * 600 + ' '
                def job = ngeneaWorkflow(workflow: 'migrate', paths: [path], propagate: false)
                echo "same ${job.failures[0].path == path} ${job.failures[0].type} at ${job.failures[0].site}"
                """);
        jenkins.assertLogContains("same true migrate at dfoster1", build);
    }

    @Test
    void aFailureWithoutAPathIsNotInTheListAndSaysSo() throws Exception {
        hub.emulator().profile(HubProfile.DOCUMENTED_ONLY);
        WorkflowJob job = Pipelines.job("pathless", """
                node {
                  def job = ngeneaWorkflow(workflow: 'migrate', paths: ['/fail'], failedPathsFile: 'failed.txt', propagate: false)
                  echo "path ${job.failures[0].path}"
                }
                """);
        Run<?, ?> build = build(job, Result.SUCCESS);
        jenkins.assertLogContains("path null", build);
        jenkins.assertLogContains(
                "[Ngenea] WARNING: 1 failed task names no path, so failed.txt is incomplete. Look at job ", build);
        assertEquals(List.of(), lines(job));
    }

    @Test
    void aPathThatNoLineCanCarryIsLeftOutAndSaidSo() throws Exception {
        WorkflowJob job = Pipelines.job("lines", """
                node {
                  ngeneaWorkflow(workflow: 'migrate', paths: ['/fail/a\\nb', '/fail/c'], failedPathsFile: 'failed.txt')
                }
                """);
        Run<?, ?> build = build(job, Result.FAILURE);
        jenkins.assertLogContains(
                "WARNING: 1 failed path is not in failed.txt: a list of lines cannot contain such names.", build);
        assertEquals(List.of("/fail/c"), lines(job));
    }

    @Test
    void withoutAnAgentTheListIsAnArtifact() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.FAILURE, """
                pipeline {
                  agent none
                  stages {
                    stage('Migrate') {
                      steps {
                        ngeneaWorkflow workflow: 'migrate', paths: ['/fail  1', '/good', '/fail 2'], failedPathsArtifact: true
                      }
                    }
                  }
                }
                """);
        String name = "ngenea-failed-paths-" + Pipelines.onlyJob(hub.emulator()).id() + ".txt";
        assertEquals(
                List.of(name),
                build.getArtifacts().stream()
                        .map(artifact -> artifact.relativePath)
                        .toList());
        assertEquals(
                "/fail  1\n/fail 2\n",
                new String(
                        build.getArtifactManager().root().child(name).open().readAllBytes(), StandardCharsets.UTF_8));
        jenkins.assertLogContains("2 failed paths are in the artifact " + name, build);
    }

    @Test
    void theArtifactOfABuildStepIsKeptToo() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/fail", "/good"));
        builder.setFailedPathsArtifact(true);
        project.getBuildersList().add(builder);
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        assertEquals(1, build.getArtifacts().size());
    }

    @Test
    void nothingIsKeptOfAJobThatWentWell() throws Exception {
        WorkflowRun build = Pipelines.run(
                jenkins,
                Result.SUCCESS,
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/good'], failedPathsArtifact: true)");
        assertEquals(List.of(), build.getArtifacts());
        String[] left = build.getRootDir().list((folder, name) -> name.startsWith("ngenea-hub"));
        assertEquals(List.of(), List.of(left));
    }

    @Test
    void theStepThatWaitsForAJobListsThemToo() throws Exception {
        WorkflowJob job = Pipelines.job("later", """
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/fail', '/good'], wait: false)
                node { ngeneaWaitForJob(job: submitted, failedPathsFile: 'lists/failed.txt') }
                """);
        build(job, Result.FAILURE);
        assertEquals("/fail\n", new String(read(job, "lists/failed.txt"), StandardCharsets.UTF_8));
    }

    @Test
    void aHubThatDoesNotTellThemLeavesNoListAndFailsTheBuild() throws Exception {
        WorkflowJob job = Pipelines.job("untold", """
                node {
                  retry(2) {
                    ngeneaWorkflow(workflow: 'migrate', paths: ['/fail'], failedPathsFile: 'failed.txt', propagate: false)
                  }
                }
                """);
        write(job, "failed.txt", bytes("/of/an/earlier/job\n"));
        hub.emulator().faults().always(FaultPoint.TASKS, Fault.detail(400, "no such list"));
        Run<?, ?> build = build(job, Result.FAILURE);
        jenkins.assertLogContains("There is no list of the paths that failed in job ", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertFalse(workspace(job).child("failed.txt").exists());
        assertEquals(1, hub.emulator().jobs().size(), "the job itself is not to be run again");
    }

    @Test
    void anAbortBreaksTheListingOff() throws Exception {
        WorkflowJob job = Pipelines.job("aborted", """
                node {
                  ngeneaWorkflow(workflow: 'migrate', paths: ['/fail'], failedPathsFile: 'failed.txt')
                }
                """);
        // the first question is for the reasons in the log
        hub.emulator().faults().next(FaultPoint.TASKS, Fault.detail(400, "not now"));
        hub.emulator().faults().next(FaultPoint.TASKS, Fault.hang());
        WorkflowRun build = Pipelines.start(job);
        assertTrue(hub.emulator().awaitRequests(FaultPoint.TASKS, 2, Duration.ofSeconds(60)));
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertFalse(workspace(job).child("failed.txt").exists());
        hub.emulator().faults().release();
    }

    @Test
    void aListThatCannotBeWrittenIsRefusedBeforeAnythingIsSent() throws Exception {
        String call = "ngeneaWorkflow(workflow: 'migrate', paths: ['/fail'], ";
        WorkflowRun agentless = Pipelines.run(jenkins, Result.FAILURE, call + "failedPathsFile: 'failed.txt')");
        jenkins.assertLogContains("use 'failedPathsArtifact'. Nothing was submitted.", agentless);
        WorkflowRun outside =
                Pipelines.run(jenkins, Result.FAILURE, "node { " + call + "failedPathsFile: '../failed.txt') }");
        jenkins.assertLogContains("must be a file inside of the workspace", outside);
        WorkflowRun early = Pipelines.run(jenkins, Result.FAILURE, call + "failedPathsArtifact: true, wait: false)");
        jenkins.assertLogContains("A list of failed paths requires 'wait'", early);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void theExceptionCarriesTheFirstReasons() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, """
                try {
                  ngeneaWorkflow(workflow: 'migrate', paths: (1..7).collect { "/fail/${it}" })
                } catch (e) {
                  echo "caught: ${e.message}"
                }
                """);
        String log = JenkinsRule.getLog(build);
        String caught = log.substring(log.indexOf("caught: "));
        assertTrue(caught.contains("ended with FAILURE."), caught);
        assertTrue(caught.contains("\n  /fail/5: FAILURE: /fail/5: no such file or directory\n  and more"), caught);
        assertFalse(caught.contains("/fail/6"), caught);
    }
}
