package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The default Hub changes while a build is between two steps that name none. */
@WithOneJenkins
class HubOfBuildTest {
    private static final String FIRST = "ngeneaWorkflow(workflow: 'migrate', paths: ['/first'])\n";
    private static final String SECOND = "ngeneaWorkflow(workflow: 'migrate', paths: ['/second'])\n";

    private final HubEmulator other = HubEmulator.start();
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHubs(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
        hub.emulator().planNext(JobPlan.held());
        other.plan(JobPlan.immediate());
        HubInJenkins.addKey(jenkins.jenkins, "other-key", other.newClientKey());
    }

    @AfterEach
    void stopHubs() {
        hub.close();
        other.close();
    }

    private NgeneaHub newDefault() {
        NgeneaHub added = new NgeneaHub("other", other.url(), "other-key");
        added.setDefaultSite(HubInJenkins.SITE);
        added.setDefaultHub(true);
        return added;
    }

    private WorkflowRun duringTheFirstStep(String script) throws Exception {
        return Pipelines.startUntilFollowed(Pipelines.job("two steps", script), hub.emulator());
    }

    private void awaitEnd(Run<?, ?> build, Result expected) throws Exception {
        hub.emulator().job("1").finish("SUCCESS");
        jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(build));
    }

    @Test
    void thePipelineStaysOnTheHubOfItsFirstStep() throws Exception {
        WorkflowRun build = duringTheFirstStep(FIRST + SECOND);
        HubInJenkins.configure(newDefault(), hub.hub());
        awaitEnd(build, Result.SUCCESS);
        assertEquals(List.of("/second"), hub.emulator().lastJob().paths());
        assertEquals(0, other.requestCount());
    }

    @Test
    void theFreestyleBuildStaysOnTheHubOfItsFirstStep() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        for (String path : List.of("/first", "/second")) {
            NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
            builder.setPaths(List.of(path));
            project.getBuildersList().add(builder);
        }
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("is STARTED", build);
        HubInJenkins.configure(newDefault(), hub.hub());
        awaitEnd(build, Result.SUCCESS);
        assertEquals(List.of("/second"), hub.emulator().lastJob().paths());
        assertEquals(0, other.requestCount());
    }

    @Test
    void theNextBuildUsesTheNewDefault() throws Exception {
        WorkflowRun build = duringTheFirstStep(FIRST);
        HubInJenkins.configure(newDefault(), hub.hub());
        awaitEnd(build, Result.SUCCESS);
        jenkins.buildAndAssertSuccess(build.getParent());
        assertEquals(1, other.jobs().size());
    }

    @Test
    void aStepThatNamesAHubDecidesNothingForTheOthers() throws Exception {
        HubInJenkins.configure(hub.hub(), newDefault());
        WorkflowRun build = duringTheFirstStep(FIRST.replace(")", ", hub: 'production')") + SECOND);
        awaitEnd(build, Result.SUCCESS);
        assertEquals(List.of("/second"), other.lastJob().paths());
    }

    @Test
    void aHubThatWasRenamedIsStillTheSame() throws Exception {
        WorkflowRun build = duringTheFirstStep(FIRST + SECOND);
        NgeneaHub renamed = new NgeneaHub("renamed", hub.emulator().url(), HubInJenkins.CREDENTIAL);
        renamed.setDefaultSite(HubInJenkins.SITE);
        HubInJenkins.configure(newDefault(), renamed);
        awaitEnd(build, Result.SUCCESS);
        assertEquals(List.of("/second"), hub.emulator().lastJob().paths());
        assertEquals(0, other.requestCount());
    }

    @Test
    void aHubThatIsGoneIsNotReplacedByAnother() throws Exception {
        WorkflowRun build = duringTheFirstStep(FIRST);
        awaitEnd(build, Result.SUCCESS);
        HubInJenkins.configure(newDefault());
        assertEquals(
                "Hub 'production' (" + hub.emulator().url()
                        + ") was the default when the first step of this build began, and its steps that name no Hub stay on"
                        + " it. No Ngenea Hub 'production' is available to this job. Available: other.",
                assertThrows(ConnectionException.class, () -> HubOfBuild.find(build))
                        .getMessage());
    }

    @Test
    void theChoiceOutlivesARestart() throws Exception {
        WorkflowRun build = duringTheFirstStep(FIRST);
        awaitEnd(build, Result.SUCCESS);
        HubInJenkins.configure(newDefault(), hub.hub());
        build.getParent().doReload();
        WorkflowRun read = build.getParent().getBuildByNumber(1);
        assertEquals(HubInJenkins.NAME, HubOfBuild.find(read).getName());
    }
}
