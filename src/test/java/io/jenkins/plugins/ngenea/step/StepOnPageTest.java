package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What people see of a step: on the page of its build, and in the views of Pipelines. */
@WithOneJenkins
class StepOnPageTest {
    private static final String STEP = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a', '/b'])";

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

    private HtmlPage page(Run<?, ?> build) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo(build.getUrl());
        }
    }

    private String text(Run<?, ?> build) throws Exception {
        return page(build).querySelector(".ngenea-summary").getTextContent().replaceAll("\\s+", " ");
    }

    private static FlowNode step(WorkflowRun build) {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(build.getExecution(), new NodeStepTypePredicate("ngeneaWorkflow"));
        assertTrue(node instanceof StepAtomNode, () -> "" + node);
        return node;
    }

    @Test
    void aStepIsCalledAfterItsHubJob() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, STEP);
        assertEquals(
                "Ngenea Hub job " + hub.emulator().lastJob().id(), step(build).getDisplayName());
    }

    @Test
    void aLabelThatAStepHasStays() throws Exception {
        FlowNode node = step(Pipelines.run(jenkins, Result.SUCCESS, STEP));
        node.addOrReplaceAction(new LabelAction("mine"));
        StepLabel.name(node, "5");
        assertEquals("mine", node.getDisplayName());
    }

    @Test
    void thePageNamesTheFirstPathAndHowManyThereWere() throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, STEP);
        assertTrue(text(build).contains("/a and 1 more"), text(build));
    }

    @Test
    void whyAJobFailedIsOnThePage() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("FAILURE").withFailedTask("/a", "no space left"));
        WorkflowRun build = Pipelines.run(jenkins, Result.FAILURE, STEP);
        assertTrue(text(build).contains("/a: no space left"), text(build));
    }

    @Test
    void aRequestThatTheHubRefusedIsOnThePageOfBothKinds() throws Exception {
        String step = "ngeneaWorkflow(workflow: 'nowhere', paths: ['/a'])";
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("nowhere");
        builder.setPaths(List.of("/a"));
        project.getBuildersList().add(builder);
        List<Run<?, ?>> builds = List.of(
                Pipelines.run(jenkins, Result.FAILURE, step),
                jenkins.assertBuildStatus(Result.FAILURE, project.scheduleBuild2(0)));
        for (Run<?, ?> build : builds) {
            assertTrue(text(build).contains("does not exist"), text(build));
        }
    }

    @Test
    void theCauseOfAnEndLinksTheJobAndTheConsole() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("CANCELLED"));
        WorkflowRun build = Pipelines.run(jenkins, Result.ABORTED, STEP);
        HtmlPage page = page(build);
        String id = hub.emulator().lastJob().id();
        assertEquals(
                hub.emulator().url() + "/job/" + id,
                page.getAnchorByText("Job " + id + " in the Hub").getHrefAttribute());
        assertNotNull(page.querySelector(".ngenea-cause a[href='console']"));
    }

    @Test
    void aJobWithoutWaitIsSubmittedAndNotFollowed() throws Exception {
        hub.emulator().holdJobs();
        WorkflowRun build = Pipelines.run(
                jenkins, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)");
        assertTrue(text(build).contains("submitted, not followed"), text(build));
    }

    @Test
    void aJobThatWasOnlyWaitedForTookAsLongAsItRanAndNotAsLongAsItWasWaitedFor() throws Exception {
        hub.emulator().plan(JobPlan.lasting(Duration.ZERO, Duration.ofSeconds(3)));
        WorkflowRun first = Pipelines.run(
                jenkins, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)");
        String id = job(first).getId();
        Awaitility.await().until(() -> hub.emulator().job(id).ended());
        WorkflowRun second = Pipelines.run(jenkins, Result.SUCCESS, "ngeneaWaitForJob('" + id + "')");
        assertEquals(3, job(second).getDurationMillis() / 1000);
    }

    @Test
    void lostContactIsOnThePageUntilTheHubIsBack() throws Exception {
        hub.emulator().holdJobs();
        WorkflowRun build = Pipelines.startUntilFollowed(Pipelines.job("p", STEP), hub.emulator());
        hub.emulator().goDown();
        Awaitility.await().until(() -> job(build).getLostSince() != null);
        assertTrue(text(build).contains("contact lost since"), text(build));
        hub.emulator().comeBack();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> job(build).getLostSince() == null);
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
    }

    @Test
    void aStepThatWaitsForItsTurnIsOnThePageWithoutAJob() throws Exception {
        hub.emulator().holdJobs();
        NgeneaHub limited = hub.hub();
        limited.setMaxJobs(1);
        HubInJenkins.configure(limited);
        WorkflowRun first = Pipelines.startUntilFollowed(Pipelines.job("first", STEP), hub.emulator());
        WorkflowRun second = Pipelines.start(Pipelines.job("second", STEP));
        jenkins.waitForMessage("Waiting for the only slot", second);
        assertTrue(text(second).contains("1 waiting"), text(second));
        assertTrue(text(second).contains("no job yet waiting"), text(second));
        assertEquals(
                "true",
                page(second)
                        .querySelector(".ngenea-summary")
                        .getAttributes()
                        .getNamedItem("data-live")
                        .getNodeValue());
        second.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(second));
        assertTrue(text(second).contains("no job aborted"), text(second));
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(first));
    }

    private static ReportedJob job(Run<?, ?> build) {
        return NgeneaJobsAction.of(build).getEntries().get(0);
    }

    /** An action of another plugin, which cannot be saved when Hub jobs are first shown. */
    public static final class Heavy extends InvisibleAction {
        public static final class ConverterImpl implements Converter {
            @Override
            @SuppressWarnings("rawtypes")
            public boolean canConvert(Class type) {
                return type == Heavy.class;
            }

            @Override
            public void marshal(Object heavy, HierarchicalStreamWriter writer, MarshallingContext context) {
                if (StackWalker.getInstance()
                        .walk(frames -> frames.anyMatch(
                                frame -> frame.getClassName().equals(NgeneaJobsAction.class.getName())))) {
                    throw new OutOfMemoryError("Java heap space");
                }
            }

            @Override
            public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
                return new Heavy();
            }
        }
    }

    @Test
    void aBuildThatCannotBeSavedKeepsNoRunFromItsStartAndIsNotRepeated() throws Exception {
        WorkflowJob job = Pipelines.job(
                "heavy",
                "retry(2) { ngeneaWorkflow(hub: '" + HubInJenkins.NAME + "', workflow: 'migrate', paths: ['/a'])}");
        WorkflowRun build = job.scheduleBuild2(0, new Heavy()).get();
        assertEquals(1, hub.emulator().jobs().size(), () -> String.valueOf(build));
    }
}
