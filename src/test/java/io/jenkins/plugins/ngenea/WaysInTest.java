package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.TextParameterDefinition;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Whatever the way in, the Hub gets exactly the paths that were meant. */
@WithOneJenkins
class WaysInTest {
    private static final List<String> LINES = List.of(
            "/plain",
            "/plain",
            "/two words",
            " /blanks at the ends ",
            "/ends with a wide blank\u3000",
            "\u00a0/begins with a fixed blank",
            "/gr\u00f6\u00dfe/\u65e5\u672c\u8a9e/\uD83D\uDE00",
            "/decomposed/o\u0308",
            "/\"quotes' and `backticks`",
            "/back\\slash\\n",
            "/tab\there\u0001\u001b[1m",
            "/a mark\uFEFFin it",
            "/<b>&amp;,;%20",
            "relative/one",
            "-n",
            "/" + "long".repeat(1000));

    private static final List<String> WITH_LINE_ENDS =
            List.of("/line\nend", "/return\r", "/both\r\nof them", "\n/first");

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    /** The ways. */
    enum Way {
        LIST(true),
        TEXT(false),
        FILE(false),
        FILE_WITH_A_MARK(false),
        FILE_IN_UTF_16(false),
        FILE_WITH_NULS(true),
        BUILD_STEP(true),
        BUILD_STEP_WITH_A_TEXT(false),
        BUILD_STEP_WITH_A_FILE(false),
        BUILD_STEP_WITH_A_VARIABLE(false);

        private final boolean carriesLineEnds;

        Way(boolean carriesLineEnds) {
            this.carriesLineEnds = carriesLineEnds;
        }
    }

    @ParameterizedTest
    @EnumSource
    void awkwardNamesArriveAsTheyAre(Way way) throws Exception {
        List<String> paths = new ArrayList<>(LINES);
        if (way.carriesLineEnds) {
            paths.addAll(WITH_LINE_ENDS);
        }
        submit(way, paths);
        assertEquals(paths, hub.emulator().lastJob().paths());
    }

    @ParameterizedTest
    @EnumSource
    void randomNamesArriveAsTheyAre(Way way) throws Exception {
        List<String> paths = RandomNames.of(new Random(20261127 + way.ordinal()), 200, way.carriesLineEnds);
        submit(way, paths);
        assertEquals(paths, hub.emulator().lastJob().paths());
    }

    private void submit(Way way, List<String> paths) throws Exception {
        String lines = String.join("\n", paths);
        switch (way) {
            case LIST ->
                pipeline("paths: [" + paths.stream().map(WaysInTest::literal).collect(Collectors.joining(",\n")) + "]");
            case TEXT -> pipeline("paths: " + literal(lines));
            case FILE -> pipelineWithFile(lines, StandardCharsets.UTF_8);
            case FILE_WITH_A_MARK -> pipelineWithFile("\uFEFF" + lines, StandardCharsets.UTF_8);
            case FILE_IN_UTF_16 -> pipelineWithFile("\uFEFF" + lines.replace("\n", "\r\n"), StandardCharsets.UTF_16LE);
            case FILE_WITH_NULS -> pipelineWithFile(String.join("\0", paths) + "\0", StandardCharsets.UTF_8);
            case BUILD_STEP ->
                freestyle(paths.stream().map(path -> path.replace("$", "$$")).toList());
            case BUILD_STEP_WITH_A_TEXT -> freestyle(lines.replace("$", "$$"));
            case BUILD_STEP_WITH_A_FILE -> {
                FreeStyleProject project = jenkins.createFreeStyleProject();
                NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
                builder.setPathsFile("list.txt");
                project.getBuildersList().add(builder);
                write(jenkins.jenkins.getWorkspaceFor(project), lines, StandardCharsets.UTF_8);
                jenkins.buildAndAssertSuccess(project);
            }
            case BUILD_STEP_WITH_A_VARIABLE -> {
                FreeStyleProject project = project("$PATHS");
                project.addProperty(new ParametersDefinitionProperty(new TextParameterDefinition("PATHS", lines, "")));
                jenkins.buildAndAssertSuccess(project);
            }
        }
    }

    private void pipeline(String paths) throws Exception {
        jenkins.buildAndAssertSuccess(Pipelines.job("p", "ngeneaWorkflow(workflow: 'migrate', " + paths + ")"));
    }

    private void pipelineWithFile(String list, Charset charset) throws Exception {
        WorkflowJob job = Pipelines.job("p", "node { ngeneaWorkflow(workflow: 'migrate', pathsFile: 'list.txt') }");
        write(jenkins.jenkins.getWorkspaceFor(job), list, charset);
        jenkins.buildAndAssertSuccess(job);
    }

    private static void write(FilePath workspace, String list, Charset charset) throws Exception {
        workspace.child("list.txt").copyFrom(new ByteArrayInputStream(list.getBytes(charset)));
    }

    private void freestyle(Object paths) throws Exception {
        jenkins.buildAndAssertSuccess(project(paths));
    }

    private FreeStyleProject project(Object paths) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(paths);
        project.getBuildersList().add(builder);
        return project;
    }

    /** Groovy reads its own escapes before anything else: those of ASCII must be others. */
    private static String literal(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\'', '\\' -> "\\" + (char) c;
                    default -> c >= ' ' && c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c);
                })
                .collect(Collectors.joining("", "'", "'"));
    }
}
