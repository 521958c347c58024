package io.jenkins.plugins.ngenea.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.RunAgain;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The jobs of bin/demo do what they say. The one that a kill is shown with needs more than a test can do to itself. */
@WithOneJenkins
class DemoTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private JenkinsRule jenkins;
    private HubEmulator hub;

    @BeforeEach
    void configureAsTheDemo(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubEmulator.start(HubProfile.PATHS_IN_TASKS);
        hub.sites("dfoster1", "dfoster2", "dfoster3");
        hub.defaultTimes(Duration.ZERO, Duration.ofSeconds(2));
        Map<String, String> variables = Map.of(
                "DEMO_HUB_URL", hub.url(),
                "DEMO_HUB_KEY", hub.newClientKey(),
                "DEMO_JENKINS_URL", jenkins.getURL().toString());
        variables.forEach(System::setProperty);
        try {
            ConfigurationAsCode.get()
                    .configure(Path.of("bin", "demo-jenkins.yaml").toUri().toString());
        } finally {
            variables.keySet().forEach(System::clearProperty);
        }
    }

    @AfterEach
    void stopHub() throws Exception {
        jenkins.jenkins.setSystemMessage(null);
        hub.close();
    }

    private WorkflowJob job(String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class);
    }

    @Test
    void theStopsOfTheTourAreThereInTheirOrder() {
        assertEquals(
                List.of(
                        "1-runs-to-its-end",
                        "2-some-files-fail",
                        "3-hub-goes-away",
                        "4-jenkins-is-killed",
                        "5-somebody-aborts",
                        "6-does-it-fit"),
                jenkins.jenkins.getItems().stream()
                        .map(TopLevelItem::getName)
                        .filter(name -> Character.isDigit(name.charAt(0)))
                        .sorted()
                        .toList());
    }

    @Test
    void aJobRunsAtEachOfThreeSites() throws Exception {
        jenkins.buildAndAssertSuccess(job("1-runs-to-its-end"));
        assertEquals(
                List.of("dfoster1", "dfoster2", "dfoster3"),
                hub.jobs().stream().map(each -> each.site()).sorted().toList());
    }

    @Test
    void theFilesThatFailedAreRunAgain() throws Exception {
        WorkflowJob job = job("2-some-files-fail");
        WorkflowRun failed = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        RunAgain offer = failed.getAction(NgeneaJobsAction.class).getRunAgain();
        assertNotNull(offer);
        assertEquals(3, offer.getPaths());
        offer.doIndex();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> job.getBuildByNumber(2) != null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(2)));
        assertEquals(3, hub.lastJob().paths().size());
    }

    @Test
    void aBuildGoesOnWhenTheHubIsBack() throws Exception {
        hub.holdJobs();
        WorkflowRun build = Pipelines.startUntilFollowed(job("3-hub-goes-away"), hub);
        hub.goDown();
        jenkins.waitForMessage("Lost contact:", build);
        hub.comeBack();
        hub.lastJob().finish("SUCCESS");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertEquals(1, hub.jobs().size());
    }

    @Test
    void anAbortCancelsTheJob() throws Exception {
        hub.holdJobs();
        WorkflowRun build = Pipelines.startUntilFollowed(job("5-somebody-aborts"), hub);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.lastJob().state().equals("CANCELLED"));
    }

    @Test
    void nightsDiffer() throws Exception {
        for (String night : List.of("3", "4")) {
            jenkins.assertBuildStatusSuccess(
                    job("nightly").scheduleBuild2(0, new ParametersAction(new StringParameterValue("NIGHT", night))));
        }
        assertEquals(59, hub.jobs().get(0).paths().size());
        assertEquals("SUCCESS", hub.jobs().get(0).state());
        assertEquals(22, hub.jobs().get(1).paths().size());
        assertEquals("FAILURE", hub.jobs().get(1).state());
    }
}
