package io.jenkins.plugins.ngenea.step;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A request of 100,000 paths reaches the Hub whole, and nothing of it stays in the build while its job runs. */
@WithOneJenkins
class LargeRequestTest {
    private static final int PATHS = 100_000;
    private static final int SMALL = 64 * 1024;
    private static final String MANY_LINES = "'/mmfs1/data/some/where/a/file\\n' * " + PATHS;

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().holdJobs();
        hub.emulator().keepPaths(10);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    /** Sizes in bytes of the files of a build that are not small. */
    private static Map<String, Long> largeFiles(Run<?, ?> build) throws IOException {
        Path directory = build.getRootDir().toPath();
        Map<String, Long> large = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    if (Files.size(file) > SMALL) {
                        large.put(directory.relativize(file).toString(), Files.size(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return large;
    }

    private void assertNothingLargeIsLeftWhileTheJobRuns(Run<?, ?> build) throws Exception {
        assertEquals(PATHS, Pipelines.onlyJob(hub.emulator()).pathCount());
        assertEquals(Map.of(), largeFiles(build));
        Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertEquals(Map.of(), largeFiles(build));
    }

    @Test
    void pathsInTheStep() throws Exception {
        Run<?, ?> build = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "large",
                        "parallel(large: { ngeneaWorkflow(workflow: 'migrate', paths: " + MANY_LINES + ") },"
                                + " other: { semaphore 'other branch' })"),
                hub.emulator());
        // the save at the step's start may be from before the paths are in the build's folder; here is a later one
        SemaphoreStep.success("other branch/1", null);
        await().atMost(Duration.ofSeconds(60)).until(() -> largeFiles(build).isEmpty());
        assertNothingLargeIsLeftWhileTheJobRuns(build);
    }

    @Test
    void pathsInAFileOfTheWorkspace() throws Exception {
        Run<?, ?> build = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "large",
                        "node { writeFile(file: 'paths.txt', text: " + MANY_LINES + ");"
                                + " ngeneaWorkflow(workflow: 'migrate', pathsFile: 'paths.txt') }"),
                hub.emulator());
        assertNothingLargeIsLeftWhileTheJobRuns(build);
    }

    @Test
    void pathsInABuildStep() throws Exception {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths("/mmfs1/data/some/where/a/file\n".repeat(PATHS));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(builder);
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> JenkinsRule.getLog(build).contains("is STARTED"));
        assertNothingLargeIsLeftWhileTheJobRuns(build);
    }

    @Test
    void aHundredBuildsThatStartTogetherAllSubmitAndAllEnd() throws Exception {
        Run<?, ?> build = Pipelines.start(Pipelines.job(
                "burst",
                "def branches = [:]; for (int i = 0; i < 100; i++) { def path = '/a' + i;"
                        + " branches[path] = { ngeneaWorkflow(workflow: 'migrate', paths: [path], quiet: true) } };"
                        + " parallel branches"));
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.emulator().jobs().size() == 100);
        long paths = hub.emulator().jobs().stream()
                .map(job -> job.paths().get(0))
                .distinct()
                .count();
        assertEquals(100, paths);
        hub.emulator().jobs().forEach(job -> job.finish("SUCCESS"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ngenea-hub"))
                .count();
        // at most 24 for all Hubs and 14 for this one; those of the other tests' Hubs may not have ended yet
        assertTrue(threads <= 24 + 2 * 14, threads + " threads");
    }
}
