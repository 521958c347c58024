package io.jenkins.plugins.ngenea.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** Files that say little: made by hand, by a generator of jobs, or by a version that did not know the rest. */
@WithJenkins
class SavedXmlTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        jenkins = rule;
    }

    private FreeStyleProject project(String name) {
        return jenkins.jenkins.getItemByFullName(name, FreeStyleProject.class);
    }

    private NgeneaWorkflowBuilder step(String name) {
        return project(name).getBuildersList().get(NgeneaWorkflowBuilder.class);
    }

    private FreeStyleBuild startUntilFollowed(String name, HubInJenkins hub) throws Exception {
        hub.emulator().holdJobs();
        FreeStyleBuild build = project(name).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("is STARTED", build);
        return build;
    }

    @Test
    @LocalData
    void aBuildStepThatSaysNothingOfWaitingWaitsAndFailsWithItsJob() throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            FreeStyleBuild build = startUntilFollowed("minimal", hub);
            assertTrue(build.isBuilding());
            hub.emulator().lastJob().finish("FAILURE");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        }
    }

    @Test
    @LocalData
    void aBuildStepThatSaysNothingOfAbortsCancels() throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            FreeStyleBuild build = startUntilFollowed("minimal", hub);
            EmulatedJob job = Pipelines.onlyJob(hub.emulator());
            build.getExecutor().interrupt(Result.ABORTED);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
            assertEquals("CANCELLED", job.state());
        }
    }

    @Test
    @LocalData
    void whatIsMissingInABuildStepIsAsDocumented() {
        for (String name : List.of("minimal", "bare", "holes")) {
            NgeneaWorkflowBuilder step = step(name);
            assertTrue(step.isWait() && step.isPropagate() && step.isCancelOnAbort(), name);
            assertFalse(step.isQuiet(), name);
            assertEquals(0, step.getTimeout(), name);
            for (Function<NgeneaWorkflowBuilder, String> text : List.<Function<NgeneaWorkflowBuilder, String>>of(
                    NgeneaWorkflowBuilder::getSite,
                    NgeneaWorkflowBuilder::getHub,
                    NgeneaWorkflowBuilder::getCredentialsId,
                    NgeneaWorkflowBuilder::getQueue,
                    NgeneaWorkflowBuilder::getPathsFile,
                    NgeneaWorkflowBuilder::getDiscovery)) {
                assertNull(text.apply(step), name);
            }
        }
        assertEquals(List.of(), step("minimal").getFields());
        assertEquals("", step("bare").getWorkflow());
        assertEquals("", step("bare").getPathsText());
    }

    @Test
    @LocalData
    void aBareBuildStepSaysWhatIsMissing() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project("bare"));
        jenkins.assertLogContains("'workflow' is empty", build);
        jenkins.assertLogNotContains("Exception", build);
    }

    @Test
    @LocalData
    void holesInListsAreNoValues() throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            FreeStyleBuild build = startUntilFollowed("holes", hub);
            hub.emulator().lastJob().finish("SUCCESS");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            String sent = hub.emulator().requests(FaultPoint.SUBMIT).get(0).body();
            assertTrue(sent.contains("\"paths\":[\"/data/holes\"]"), sent);
            assertTrue(sent.contains("\"depth\":3") && sent.contains("\"lock_level\":\"\""), sent);
            assertFalse(sent.contains("discovery") || sent.contains("queue"), sent);
        }
    }

    @Test
    @LocalData
    void aReadBuildStepIsSavedAndShownInItsForm() throws Exception {
        for (String name : List.of("minimal", "bare", "holes")) {
            jenkins.submit(jenkins.createWebClient()
                    .getPage(project(name), "configure")
                    .getFormByName("config"));
            assertTrue(
                    step(name).isWait()
                            && step(name).isPropagate()
                            && step(name).isCancelOnAbort(),
                    name);
        }
    }

    @Test
    @LocalData
    void whatIsMissingInAHubIsAsDocumented() throws Exception {
        List<NgeneaHub> hubs = NgeneaHubConfiguration.get().getHubs();
        assertEquals(
                List.of("minimal", "odd", "", "twin", "twin"),
                hubs.stream().map(NgeneaHub::getName).toList());
        NgeneaHub minimal = hubs.get(0);
        assertEquals(
                List.of(15, 30, 30),
                List.of(minimal.getPollCapSeconds(), minimal.getLostContactMinutes(), minimal.getTimeoutSeconds()));
        assertEquals("", minimal.getCredentialsId());
        assertNull(minimal.getDefaultSite());
        assertTrue(minimal.isOpenTo(project("minimal")));
    }

    @Test
    @LocalData
    void whatIsOutOfRangeInAHubIsTheNearestLimit() {
        NgeneaHub odd = NgeneaHubConfiguration.get().getHubs().get(1);
        assertEquals(
                List.of(2, 1, 600),
                List.of(odd.getPollCapSeconds(), odd.getLostContactMinutes(), odd.getTimeoutSeconds()));
        assertNull(odd.getDefaultSite());
        assertEquals(List.of(), odd.getFolders());
    }

    @Test
    @LocalData
    void aHubWithoutAnythingSaysThatItsUrlIsMissing() {
        Item job = project("minimal");
        NgeneaHub empty = NgeneaHubConfiguration.get().getHubs().get(2);
        assertTrue(empty.isOpenTo(job));
        assertTrue(assertThrows(IllegalArgumentException.class, empty::parsedUrl)
                .getMessage()
                .contains("is empty"));
    }

    @Test
    @LocalData
    void neitherOfTwoHubsOfOneNameIsTaken() {
        String told = assertThrows(
                        ConnectionException.class,
                        () -> NgeneaHubConfiguration.get().find("twin", project("minimal")))
                .getMessage();
        assertTrue(told.contains("Several Ngenea Hubs have the name 'twin'"), told);
    }

    @Test
    @LocalData
    void aBareBindingSaysThatItsCredentialIsMissing() throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project("binding"));
            jenkins.assertLogContains("'credentialsId' is missing", build);
            jenkins.assertLogNotContains("NullPointerException", build);
        }
    }
}
