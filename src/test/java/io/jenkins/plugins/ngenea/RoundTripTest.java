package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Run;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.ReflectionUtils;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.step.NgeneaWorkflowStep;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** Whatever the way, the same parameters become the same step and the same request. One Jenkins for all rows. */
@WithJenkins
@Tag("slow")
class RoundTripTest {
    private static final String ROWS = "io.jenkins.plugins.ngenea.RoundTripRow#all";
    private static final String ROWS_OF_STEP = "io.jenkins.plugins.ngenea.RoundTripRow#ofStep";
    private static final String OWNER_OF_JOBS_KEY = "joe";
    private static final int EXECUTORS = 30;

    /** With one, what each page takes counts most; with eight, what each row takes. */
    private static final int ROWS_OF_A_PAGE = 4;

    private static final String WRITE_FILE = "writeFile file: '" + RoundTripRow.FILE + "', text: '/a\\n\\n/b\\n'\n";

    /** What is compared. */
    private static final List<String> PROPERTIES = List.of(
            "workflow",
            "paths",
            "pathsFile",
            "site",
            "discovery",
            "fields",
            "queue",
            "hub",
            "credentialsId",
            "wait",
            "propagate",
            "cancelOnAbort",
            "quiet",
            "timeout",
            "failedPathsFile",
            "failedPathsArtifact",
            "failedPathsNull");

    /** The same, of what no build step has. */
    private static final List<String> PROPERTIES_OF_STEP = List.of("cancelOnFailure");

    /** By way and row. */
    private static final Map<String, Map<String, Run<?, ?>>> BUILDS = new HashMap<>();

    private static Map<String, Object> stepsFromTheForm;
    private static Map<String, Object> buildersFromTheForm;
    private static JenkinsRule jenkins;
    private static HubInJenkins hub;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(EXECUTORS);
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
        HubInJenkins.addKey(rule.jenkins, "job-key", hub.emulator().newClientKey(OWNER_OF_JOBS_KEY));
    }

    @AfterAll
    static void stopHub() throws Exception {
        hub.close();
        jenkins.after();
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void aScriptedPipelineSubmitsWhatItSays(RoundTripRow row) throws Exception {
        assertSubmitted("scripted", RoundTripRow.ofStep(), row, RoundTripTest::startScripted);
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void aDeclarativePipelineSubmitsWhatItSays(RoundTripRow row) throws Exception {
        assertSubmitted("declarative", RoundTripRow.ofStep(), row, RoundTripTest::startDeclarative);
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void aStepHoldsWhatAPipelineSays(RoundTripRow row) throws Exception {
        assertHolds(row, step(row));
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void theSnippetGeneratorWritesWhatMakesTheSameStep(RoundTripRow row) throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(step(row), "ngeneaWorkflow " + row.snippet());
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void aGeneratedSnippetSubmitsTheSame(RoundTripRow row) throws Exception {
        assertSubmitted(
                "snippet",
                RoundTripRow.ofStep(),
                row,
                each -> startScripted(each, Snippetizer.object2Groovy(step(each))));
    }

    @ParameterizedTest
    @MethodSource(ROWS_OF_STEP)
    void theFormOfTheStepKeepsEverything(RoundTripRow row) throws Exception {
        if (stepsFromTheForm == null) {
            stepsFromTheForm = throughTheForm(RoundTripRow.ofStep(), each -> new StepHolder(step(each)));
        }
        assertHolds(row, ((StepHolder) stepsFromTheForm.get(row.name())).step);
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void theFormOfTheBuildStepKeepsEverything(RoundTripRow row) throws Exception {
        if (buildersFromTheForm == null) {
            buildersFromTheForm = throughTheForm(RoundTripRow.all(), RoundTripTest::builder);
        }
        assertHolds(row, buildersFromTheForm.get(row.name()));
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void configXmlKeepsTheBuildStepAndNothingOfJavasOwn(RoundTripRow row) throws Exception {
        String xml = Items.XSTREAM2.toXML(builder(row));
        assertHolds(row, Items.XSTREAM2.fromXML(xml));
        assertFalse(xml.contains("java.util"), xml);
        assertFalse(xml.contains("serialization"), xml);
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void jobDslInConfigurationAsCodeMakesTheBuildStep(RoundTripRow row) throws Exception {
        String script = "freeStyleJob('made') { steps {\n" + GroovyText.jobDsl(row.arguments()) + "\n} }";
        String yaml = "jobs:\n  - script: |\n" + script.indent(6);
        ConfigurationAsCode.get()
                .configureWith(new YamlSource<>(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        FreeStyleProject made = jenkins.jenkins.getItemByFullName("made", FreeStyleProject.class);
        assertHolds(row, made.getBuildersList().get(NgeneaWorkflowBuilder.class));
        made.delete();
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void aFreestyleBuildSubmitsTheSame(RoundTripRow row) throws Exception {
        assertSubmitted("freestyle", RoundTripRow.all(), row, RoundTripTest::startFreestyle);
    }

    private static Run<?, ?> startScripted(RoundTripRow row) throws Exception {
        return startScripted(row, "ngeneaWorkflow(" + GroovyText.arguments(row.arguments()) + ")");
    }

    private static Run<?, ?> startScripted(RoundTripRow row, String call) throws Exception {
        return startPipeline(row.needsWorkspace() ? "node { " + WRITE_FILE + call + " }" : call);
    }

    private static Run<?, ?> startDeclarative(RoundTripRow row) throws Exception {
        return startPipeline("""
                pipeline {
                  agent %s
                  stages {
                    stage('Data') {
                      steps {
                        %s
                        ngeneaWorkflow %s
                      }
                    }
                  }
                }
                """.formatted(
                        row.needsWorkspace() ? "any" : "none",
                        row.needsWorkspace() ? WRITE_FILE : "",
                        GroovyText.arguments(row.arguments())));
    }

    private static Run<?, ?> startPipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static Run<?, ?> startFreestyle(RoundTripRow row) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setScm(new SingleFileSCM(RoundTripRow.FILE, "/a\n\n/b\n"));
        project.getBuildersList().add(builder(row));
        return project.scheduleBuild2(0).waitForStart();
    }

    /** That the build of this row submitted it; those of all rows run at the same time, because they wait most of it. */
    private static void assertSubmitted(String way, Stream<RoundTripRow> all, RoundTripRow row, Start start)
            throws Exception {
        if (!BUILDS.containsKey(way)) {
            List<RoundTripRow> rows = all.toList();
            int before = hub.emulator().jobs().size();
            Map<String, Run<?, ?>> builds = new LinkedHashMap<>();
            for (RoundTripRow each : rows) {
                builds.put(each.name(), start.of(each));
            }
            BUILDS.put(way, builds);
            for (Run<?, ?> build : builds.values()) {
                jenkins.waitForCompletion(build);
            }
            assertEquals(before + rows.size(), hub.emulator().jobs().size());
        }
        Run<?, ?> build = BUILDS.get(way).get(row.name());
        jenkins.assertBuildStatusSuccess(build);
        EmulatedJob job = BothKinds.job(build, hub.emulator());
        assertEquals(row.body(), job.body());
        boolean ownKey = row.held().containsKey("credentialsId");
        assertEquals(ownKey ? OWNER_OF_JOBS_KEY : HubEmulator.DEFAULT_USER, job.owner());
    }

    @FunctionalInterface
    private interface Start {
        Run<?, ?> of(RoundTripRow row) throws Exception;
    }

    /** Shows a few rows at a time on the page of a job and saves it: its scripts take ever longer, the more is on it. */
    private static Map<String, Object> throughTheForm(
            Stream<RoundTripRow> all, Function<RoundTripRow, Builder> builders) throws Exception {
        List<RoundTripRow> rows = all.toList();
        Map<String, Object> byRow = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i += ROWS_OF_A_PAGE) {
            byRow.putAll(throughAPage(rows.subList(i, Math.min(i + ROWS_OF_A_PAGE, rows.size())), builders));
        }
        return byRow;
    }

    /** In a browser of its own: what runs on for one page must not meet the next one. */
    private static Map<String, Object> throughAPage(List<RoundTripRow> rows, Function<RoundTripRow, Builder> builders)
            throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        for (RoundTripRow row : rows) {
            project.getBuildersList().add(builders.apply(row));
        }
        jenkins.configRoundtrip(project);
        List<Builder> kept = project.getBuilders();
        assertEquals(rows.size(), kept.size());
        Map<String, Object> byRow = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byRow.put(rows.get(i).name(), kept.get(i));
        }
        return byRow;
    }

    private static NgeneaWorkflowStep step(RoundTripRow row) {
        return DescribableModel.of(NgeneaWorkflowStep.class).instantiate(row.arguments(), null);
    }

    private static NgeneaWorkflowBuilder builder(RoundTripRow row) {
        return DescribableModel.of(NgeneaWorkflowBuilder.class).instantiate(row.arguments(), null);
    }

    private static void assertHolds(RoundTripRow row, Object bean) throws ReflectiveOperationException {
        Map<String, Object> expected = holds(new NgeneaWorkflowStep(RoundTripRow.WORKFLOW));
        if (!(bean instanceof NgeneaWorkflowStep)) {
            expected.keySet().removeAll(PROPERTIES_OF_STEP);
        }
        expected.putAll(row.held());
        assertEquals(expected, holds(bean));
    }

    private static Map<String, Object> holds(Object bean) throws ReflectiveOperationException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String property : PROPERTIES) {
            all.put(property, ReflectionUtils.getPublicProperty(bean, property));
        }
        if (bean instanceof NgeneaWorkflowStep) {
            for (String property : PROPERTIES_OF_STEP) {
                all.put(property, ReflectionUtils.getPublicProperty(bean, property));
            }
        }
        all.computeIfPresent("fields", (name, fields) -> texts((List<?>) fields));
        return all;
    }

    private static List<String> texts(List<?> fields) {
        return fields.stream()
                .map(WorkflowField.class::cast)
                .map(field -> field.getName() + "=" + field.getValue() + " (" + field.getType() + ")")
                .sorted()
                .toList();
    }

    /** Shows the form of a step on the page of a freestyle job. */
    public static final class StepHolder extends Builder {
        public final NgeneaWorkflowStep step;

        @DataBoundConstructor
        public StepHolder(NgeneaWorkflowStep step) {
            this.step = step;
        }

        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            @SuppressWarnings("rawtypes")
            public boolean isApplicable(Class<? extends AbstractProject> jobType) {
                return true;
            }
        }
    }
}
