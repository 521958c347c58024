package io.jenkins.plugins.ngenea.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterDefinition;
import io.jenkins.plugins.ngenea.build.BackgroundRunsMonitor;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.CreateFileBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** The build step does in a freestyle job what the Pipeline step does in a Pipeline. */
@WithOneJenkins
class NgeneaWorkflowBuilderTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private FreeStyleProject project;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
        project = jenkins.createFreeStyleProject("freestyle");
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private NgeneaWorkflowBuilder migrate(String... paths) {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of(paths));
        project.getBuildersList().add(builder);
        return builder;
    }

    private FreeStyleBuild build(Result expected) throws Exception {
        return jenkins.assertBuildStatus(expected, project.scheduleBuild2(0));
    }

    private FreeStyleBuild buildUntilFollowed() throws Exception {
        HubEmulator emulator = hub.emulator();
        emulator.holdJobs();
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !emulator.jobs().isEmpty());
        jenkins.waitForMessage("Job " + emulator.lastJob().id() + " is STARTED", build);
        return build;
    }

    @Test
    void variablesOfTheBuildAreReplacedInEveryText() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("FLOW", "x"),
                new StringParameterDefinition("AREA", "x"),
                new StringParameterDefinition("LOCK", "x"),
                new StringParameterDefinition("WHERE", "x")));
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("${FLOW}");
        builder.setPaths("/mmfs1/$AREA/a\n\n/mmfs1/${AREA}/b");
        builder.setSite("$WHERE");
        builder.setDiscovery("none");
        builder.setFields(List.of(new WorkflowField("lock_level", "$LOCK", "string")));
        project.getBuildersList().add(builder);
        jenkins.assertBuildStatus(
                Result.SUCCESS,
                project.scheduleBuild2(
                        0,
                        new ParametersAction(
                                new StringParameterValue("FLOW", "migrate"),
                                new StringParameterValue("AREA", "night"),
                                new StringParameterValue("LOCK", "partial"),
                                new StringParameterValue("WHERE", "dfoster2"))));
        assertEquals(
                "{\"paths\":[\"/mmfs1/night/a\",\"/mmfs1/night/b\"],\"site\":\"dfoster2\",\"workflow\":\"migrate\","
                        + "\"discovery\":null,\"fields\":{\"lock_level\":\"partial\"}}",
                Pipelines.onlyJob(hub.emulator()).body());
    }

    @Test
    void aVariableCanHoldSeveralPathsAndTwoDollarsAreOne() throws Exception {
        project.addProperty(
                new ParametersDefinitionProperty(new TextParameterDefinition("PATHS", "/a\r\n\n/b c \n", "")));
        migrate("/first", "$PATHS", "/$$PATHS/$UNKNOWN");
        build(Result.SUCCESS);
        assertEquals(
                List.of("/first", "/a", "/b c ", "/$PATHS/$UNKNOWN"),
                Pipelines.onlyJob(hub.emulator()).paths());
    }

    @Test
    void aVariableThatEndsWithALineEndCutsNoPathInTwo() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(new TextParameterDefinition("PROJECT", "alpha\n", "")));
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths("/mmfs1/data/$PROJECT/");
        project.getBuildersList().add(builder);
        build(Result.SUCCESS);
        assertEquals(
                List.of("/mmfs1/data/alpha/"), Pipelines.onlyJob(hub.emulator()).paths());
    }

    @Test
    void anEmptyParameterIsEmptyAndNoNameOfAPath() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("PROJECT", ""), new TextParameterDefinition("MORE", "", "")));
        migrate("/mmfs1/$PROJECT/raw");
        jenkins.assertLogContains("in path 1 (/mmfs1/$PROJECT/raw), $PROJECT is empty", build(Result.FAILURE));
        assertEquals(0, hub.emulator().requestCount());
        project.getBuildersList().clear();
        migrate("/a", "$MORE");
        build(Result.SUCCESS);
        assertEquals(List.of("/a"), Pipelines.onlyJob(hub.emulator()).paths());
    }

    @Test
    void aVariableOfSeveralLinesIsRefusedWhereThereMustBeOne() throws Exception {
        project.addProperty(
                new ParametersDefinitionProperty(new TextParameterDefinition("PROJECT", "alpha\nbeta", "")));
        migrate("/mmfs1/data/$PROJECT/");
        FreeStyleBuild build = build(Result.FAILURE);
        jenkins.assertLogContains("the variable PROJECT has a line break in it, which would cut path 1", build);
        project.getBuildersList().clear();
        migrate("/a").setSite("$PROJECT");
        jenkins.assertLogContains("'site' ($PROJECT) must be one line", build(Result.FAILURE));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aTimeoutThatIsNoneIsRefusedBeforeAnythingIsSent() throws Exception {
        migrate("/a").setTimeout("0.5");
        FreeStyleBuild build = build(Result.FAILURE);
        jenkins.assertLogContains("'timeout' must be a whole number of minutes", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void laterStepsSeeTheJobsOfTheBuild() throws Exception {
        hub.emulator().planNext(JobPlan.immediate().endingIn("FAILURE"));
        migrate("/a").setPropagate(false);
        migrate("/b");
        CaptureEnvironmentBuilder later = new CaptureEnvironmentBuilder();
        project.getBuildersList().add(later);
        build(Result.SUCCESS);
        EnvVars seen = later.getEnvVars();
        String first = hub.emulator().jobs().get(0).id();
        String last = hub.emulator().jobs().get(1).id();
        assertEquals(last, seen.get("NGENEA_JOB_ID"));
        assertEquals("SUCCESS", seen.get("NGENEA_JOB_STATE"));
        assertEquals(hub.emulator().url() + "/job/" + last, seen.get("NGENEA_JOB_URL"));
        assertEquals(first, seen.get("NGENEA_JOB_ID_1"));
        assertEquals("FAILURE", seen.get("NGENEA_JOB_STATE_1"));
        assertEquals(last, seen.get("NGENEA_JOB_ID_2"));
    }

    @Test
    void aJobThatNobodyWaitsForIsSubmittedForLaterSteps() throws Exception {
        hub.emulator().holdJobs();
        migrate("/a").setWait(false);
        CaptureEnvironmentBuilder later = new CaptureEnvironmentBuilder();
        project.getBuildersList().add(later);
        build(Result.SUCCESS);
        assertEquals("SUBMITTED", later.getEnvVars().get("NGENEA_JOB_STATE"));
    }

    @Test
    void aFailedJobFailsTheBuildWithTheHubsReasons() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/a", "no space left"));
        migrate("/a");
        FreeStyleBuild build = build(Result.FAILURE);
        String id = Pipelines.onlyJob(hub.emulator()).id();
        jenkins.assertLogContains("no space left", build);
        jenkins.assertLogContains("ERROR: Job " + id + " on Hub production", build);
    }

    @Test
    void anErrorOfTheJobFailsTheBuildToo() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("ERROR"));
        migrate("/a");
        jenkins.assertLogContains("ended with ERROR.", build(Result.FAILURE));
    }

    @Test
    void aJobWithNothingToDoIsASuccess() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("SKIPPED"));
        migrate("/a");
        jenkins.assertLogContains("ended: SKIPPED", build(Result.SUCCESS));
    }

    @Test
    void aJobCancelledInTheHubAbortsTheBuild() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("CANCELLED"));
        migrate("/a");
        jenkins.assertLogContains("was cancelled on Hub production", build(Result.ABORTED));
    }

    @Test
    void withoutPropagateTheBuildGoesOn() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("FAILURE"));
        migrate("/a").setPropagate(false);
        jenkins.assertLogContains("ended with FAILURE", build(Result.SUCCESS));
    }

    @Test
    void withoutWaitTheBuildIsContentWithTheId() throws Exception {
        hub.emulator().holdJobs();
        migrate("/a").setWait(false);
        FreeStyleBuild build = build(Result.SUCCESS);
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        jenkins.assertLogContains("Job " + job.id() + " submitted: ", build);
        assertEquals("STARTED", job.state());
    }

    @Test
    void anAbortedBuildCancelsItsJob() throws Exception {
        migrate("/a");
        FreeStyleBuild build = buildUntilFollowed();
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void pathsCanComeFromAFileOfTheWorkspace() throws Exception {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPathsFile("paths.txt");
        project.getBuildersList().add(new CreateFileBuilder("paths.txt", "/one\n/two\n"));
        project.getBuildersList().add(builder);
        build(Result.SUCCESS);
        assertEquals(List.of("/one", "/two"), Pipelines.onlyJob(hub.emulator()).paths());
    }

    @Test
    void noRecordIsLeftWhenTheBuildIsOver() throws Exception {
        migrate("/a");
        build(Result.SUCCESS);
        File journal = new File(jenkins.jenkins.getRootDir(), "ngenea-hub/journal");
        String[] left = journal.list();
        assertTrue(left == null || left.length == 0, () -> String.join(", ", left));
    }

    @Test
    void nothingIsSubmittedOrLeftIfTheBuildCannotBeWrittenDown() throws Exception {
        project.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException {
                // nothing can be written where there is a folder with something in it
                Path file = build.getRootDir().toPath().resolve("build.xml");
                Files.deleteIfExists(file);
                Files.createDirectories(file.resolve("in the way"));
                return true;
            }
        });
        migrate("/a");
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !build.isBuilding());
        assertEquals(Result.FAILURE, build.getResult());
        assertEquals(List.of(), hub.emulator().jobs());
        assertEquals(
                List.of(),
                ExtensionList.lookupSingleton(BackgroundRunsMonitor.class).getRuns());
        String[] paths = build.getRootDir().list((folder, name) -> name.endsWith(".paths.json"));
        assertEquals(0, paths.length, () -> String.join(", ", paths));
    }
}
