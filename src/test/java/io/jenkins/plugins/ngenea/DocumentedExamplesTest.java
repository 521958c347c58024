package io.jenkins.plugins.ngenea;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.FilePath;
import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Shell;
import io.jenkins.plugins.ngenea.binding.NgeneaHubBinding;
import io.jenkins.plugins.ngenea.docs.CodeBlock;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.step.NgeneaWorkflowStep;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Runs every code block of the pages for users of Jenkins, as it stands there. A Groovy block is a sandboxed Pipeline that
 * succeeds, unless there is a scene for it; any other block needs one.
 */
@WithOneJenkins
class DocumentedExamplesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    /** Blocks that another test runs, because it looks at more than the end of a build. */
    private static final Map<String, String> RUN_ELSEWHERE = Map.of(
            "configuration-as-code.md: Configure a Hub", "config/DocumentedConfigurationTest",
            "configuration-as-code.md: Create a freestyle job with Job DSL", "config/DocumentedConfigurationTest",
            "recipes.md: Share a step in a library", "the scene of the block below it");

    private final Map<String, Scene> scenes = Map.ofEntries(
            entry("pipeline.md: Use the result", this::theResultNamesWhatFailed),
            entry("recipes.md: Run several jobs and stop all when one fails", this::oneFailureCancelsTheOther),
            entry("recipes.md: React to the end of a job with `post`", this::aFailureIsTold),
            entry("recipes.md: Let only one build work on a directory", this::theLockIsAStandIn),
            entry("recipes.md: Try a failed job again", this::theSecondTrySucceeds),
            entry("recipes.md: Run only the failed files again", this::onlyWhatFailedRunsAgain),
            entry("recipes.md: Mark the build unstable instead of failed", this::theBuildIsUnstable),
            entry("recipes.md: Continue after a failed job", this::theBuildContinues),
            entry("recipes.md: Share a step in a library (2)", this::aLibraryHasTheBlockAbove),
            entry("credentials.md: In a Pipeline", this::theScriptOfThePipelineCallsTheHub),
            entry("credentials.md: In a freestyle job", this::theScriptOfTheFreestyleJobCallsTheHub));

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    /** What makes a block do what its page says. */
    private interface Scene {
        void play(CodeBlock block) throws Exception;
    }

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        // the manual does not say where a Hub shows the paths that failed
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
        hub.emulator().defaultTimes(Duration.ZERO, Duration.ZERO);
    }

    @AfterEach
    void stopHub() {
        hub.close();
        GlobalLibraries.get().setLibraries(List.of());
    }

    /** Those of {@code cli.md} are run where the command is built. */
    private static Map<String, CodeBlock> all() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            Map<String, CodeBlock> blocks = new LinkedHashMap<>();
            for (Path page : Stream.concat(Stream.of(Path.of("README.md")), pages.sorted())
                    .filter(page -> page.toString().endsWith(".md") && !page.endsWith("cli.md"))
                    .toList()) {
                CodeBlock.of(page).forEach(block -> blocks.put(block.name(), block));
            }
            return blocks;
        }
    }

    static List<CodeBlock> blocks() throws IOException {
        return all().values().stream()
                .filter(block -> !RUN_ELSEWHERE.containsKey(block.name()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void theExampleDoesWhatItsPageSays(CodeBlock block) throws Exception {
        Scene scene = scenes.get(block.name());
        if (scene == null) {
            assertEquals("groovy", block.language(), "a block that no test runs");
            scene = this::succeeds;
        }
        scene.play(block);
    }

    @Test
    void eachSceneIsOfABlockThatIsThere() throws IOException {
        Set<String> gone = new TreeSet<>(scenes.keySet());
        gone.addAll(RUN_ELSEWHERE.keySet());
        gone.removeAll(all().keySet());
        assertEquals(Set.of(), gone);
    }

    @Test
    void theTableOfThePipelinePageHasEveryParameterOfTheStep() throws IOException {
        String table = Files.readString(Path.of("docs", "pipeline.md"))
                .split("### Parameters\n")[1]
                .split("\n\n")[0];
        Set<String> documented = Pattern.compile("^\\| `(\\w+)`", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
        Set<String> known = DescribableModel.of(NgeneaWorkflowStep.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .collect(Collectors.toSet());
        assertEquals(known, documented);
    }

    private void succeeds(CodeBlock block) throws Exception {
        run(Result.SUCCESS, block.text());
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return Pipelines.run(jenkins, expected, script);
    }

    private void nextFails(String... paths) {
        JobPlan plan = JobPlan.immediate().endingIn("FAILURE");
        for (String path : paths) {
            plan = plan.withFailedTask(path, "no such file or directory");
        }
        hub.emulator().planNext(plan);
    }

    private List<EmulatedJob> jobs() {
        return hub.emulator().jobs();
    }

    private void theResultNamesWhatFailed(CodeBlock block) throws Exception {
        nextFails("/mmfs1/data/a");
        WorkflowRun build = run(Result.SUCCESS, block.text());
        jenkins.assertLogContains("Job " + jobs().get(0).id() + " on production: FAILURE after ", build);
        jenkins.assertLogContains("\n/mmfs1/data/a: ", build);
    }

    private void oneFailureCancelsTheOther(CodeBlock block) throws Exception {
        hub.emulator().holdJobs();
        WorkflowRun build = Pipelines.start(Pipelines.job("branches", block.text()));
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> JenkinsRule.getLog(build).split(" is STARTED", -1).length == 3);
        Map<String, EmulatedJob> byPath =
                jobs().stream().collect(Collectors.toMap(job -> job.paths().get(0), job -> job));
        byPath.get("/mmfs1/beta").finish("FAILURE");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertEquals(1, byPath.get("/mmfs1/alpha").cancelRequests());
    }

    private void aFailureIsTold(CodeBlock block) throws Exception {
        jenkins.assertLogContains("All files are migrated.", run(Result.SUCCESS, block.text()));
        nextFails();
        jenkins.assertLogContains("The job failed, was refused", run(Result.FAILURE, block.text()));
        hub.emulator().planNext(JobPlan.immediate().endingIn("CANCELLED"));
        jenkins.assertLogContains("Someone cancelled the job", run(Result.ABORTED, block.text()));
    }

    /** Lockable Resources is no dependency of the tests. */
    private void theLockIsAStandIn(CodeBlock block) throws Exception {
        String standIn = "def lock(String resource, Closure body) { echo \"locked ${resource}\"; body() }\n";
        jenkins.assertLogContains("locked /mmfs1/data/project", run(Result.SUCCESS, standIn + block.text()));
        assertEquals(1, jobs().size());
    }

    private void theSecondTrySucceeds(CodeBlock block) throws Exception {
        nextFails("/mmfs1/data/project");
        run(Result.SUCCESS, block.text());
        assertEquals(2, jobs().size());
    }

    private void onlyWhatFailedRunsAgain(CodeBlock block) throws Exception {
        nextFails("/mmfs1/b");
        run(Result.SUCCESS, block.text());
        assertEquals(
                List.of(List.of("/mmfs1/a", "/mmfs1/b"), List.of("/mmfs1/b")),
                jobs().stream().map(EmulatedJob::paths).toList());
        hub.emulator().profile(HubProfile.DOCUMENTED_ONLY);
        nextFails("/mmfs1/b");
        jenkins.assertLogContains("no list has all that failed", run(Result.FAILURE, block.text()));
    }

    private void theBuildIsUnstable(CodeBlock block) throws Exception {
        nextFails("/mmfs1/data/b");
        WorkflowRun build = run(Result.UNSTABLE, block.text());
        jenkins.assertLogContains("FAILURE /mmfs1/data/b: ", build);
        jenkins.assertLogContains("ended with FAILURE, 1 files were processed: ", build);
    }

    private void theBuildContinues(CodeBlock block) throws Exception {
        nextFails();
        jenkins.assertLogContains("This runs in any case.", run(Result.UNSTABLE, block.text()));
    }

    /** A library with one global variable. */
    private static final class OneVariable extends LibraryRetriever {
        private final String name;
        private final String text;

        OneVariable(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public void retrieve(
                String library,
                String version,
                boolean changelog,
                FilePath target,
                Run<?, ?> build,
                TaskListener listener)
                throws Exception {
            target.child("vars").child(name + ".groovy").write(text, "UTF-8");
        }

        @Override
        public void retrieve(String library, String version, FilePath target, Run<?, ?> build, TaskListener listener)
                throws Exception {
            retrieve(library, version, false, target, build, listener);
        }
    }

    private void aLibraryHasTheBlockAbove(CodeBlock block) throws Exception {
        String text = all().get("recipes.md: Share a step in a library").text();
        LibraryConfiguration library = new LibraryConfiguration("storage", new OneVariable("migrateProject", text));
        library.setDefaultVersion("1");
        GlobalLibraries.get().setLibraries(List.of(library));
        jenkins.assertLogContains("Migrated with job ", run(Result.SUCCESS, block.text()));
        assertEquals(List.of("/mmfs1/alpha"), Pipelines.onlyJob(hub.emulator()).paths());
    }

    private void theScriptOfThePipelineCallsTheHub(CodeBlock block) throws Exception {
        assumeCurl();
        assertCalledTheHub(run(Result.SUCCESS, "node {\n" + block.text() + "}\n"));
    }

    private void theScriptOfTheFreestyleJobCallsTheHub(CodeBlock block) throws Exception {
        assumeCurl();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new NgeneaHubBinding(HubInJenkins.CREDENTIAL))));
        job.getBuildersList().add(new Shell(block.text()));
        assertCalledTheHub(jenkins.buildAndAssertSuccess(job));
    }

    private void assumeCurl() {
        assumeFalse(Functions.isWindows());
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl"))));
        hub.emulator().sites("site-of-the-emulator");
    }

    private void assertCalledTheHub(Run<?, ?> build) throws Exception {
        jenkins.assertLogContains("site-of-the-emulator", build);
        // the shell traces its commands
        jenkins.assertLogContains("****", build);
        jenkins.assertLogNotContains(hub.key(), build);
    }
}
