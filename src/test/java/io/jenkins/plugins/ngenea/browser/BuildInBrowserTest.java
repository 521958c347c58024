package io.jenkins.plugins.ngenea.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.openqa.selenium.By;

/** A build in front of somebody's eyes: nobody reloads its page. */
@WithBrowser
class BuildInBrowserTest {
    private static final By SUMMARY = By.className("ngenea-summary");
    private static final By ROW = By.xpath("//table[@id='ngenea-table']/tbody/tr");
    private static final long TWO_SECONDS = 1_950;
    private static final long FEW_BYTES = 3_000;

    private JenkinsRule jenkins;
    private Browser browser;
    private HubInJenkins hub;
    private NgeneaWorkflowBuilder step;

    @BeforeEach
    void start(JenkinsRule rule, Browser chromium) throws Exception {
        jenkins = rule;
        browser = chromium;
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
        step = new NgeneaWorkflowBuilder("migrate");
        step.setPaths(List.of("/mmfs1/data/a", "/mmfs1/data/b"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private FreeStyleBuild build() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("nightly-migration");
        project.getBuildersList().add(step);
        // whom Jenkins does not know is anonymous
        User.getById("maria", true);
        return project.scheduleBuild2(0, new Cause.UserIdCause("maria")).waitForStart();
    }

    /** A build whose job is PENDING until it is moved. */
    private FreeStyleBuild pending() throws Exception {
        hub.emulator().plan(JobPlan.lasting(Duration.ofDays(1), Duration.ofDays(1)));
        FreeStyleBuild build = build();
        browser.await(
                "a job", () -> shownJobs(build) > 0 && !hub.emulator().jobs().isEmpty());
        return build;
    }

    private static int shownJobs(FreeStyleBuild build) {
        NgeneaJobsAction shown = build.getAction(NgeneaJobsAction.class);
        return shown == null ? 0 : shown.getJobs().size();
    }

    private void remember() {
        browser.run("window.ngeneaSamePage = true");
    }

    private void assertSamePage() {
        assertEquals(true, browser.run("return window.ngeneaSamePage === true"), "the page was loaded again");
    }

    @Test
    void thePageOfTheBuildGoesFromPendingToDoneWithoutAReload() throws Exception {
        FreeStyleBuild build = pending();
        EmulatedJob job = hub.emulator().lastJob();
        browser.open(build.getUrl());
        remember();
        browser.awaitText(SUMMARY, "1 running");
        browser.awaitText(SUMMARY, "job " + job.id() + " PENDING");
        job.moveTo("STARTED");
        job.counts(4, 2, 0);
        browser.awaitText(SUMMARY, "job " + job.id() + " STARTED");
        job.finish("SUCCESS");
        browser.awaitText(SUMMARY, "1 succeeded");
        browser.awaitText(SUMMARY, "job " + job.id() + " SUCCESS after ");
        assertSamePage();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertAskedSeldomAndLittle("ngenea-jobs/page/live");
    }

    @Test
    void theHubJobsPageGoesFromPendingToDoneWithoutAReload() throws Exception {
        FreeStyleBuild build = pending();
        EmulatedJob job = hub.emulator().lastJob();
        browser.open(build.getUrl());
        browser.press("Hub jobs");
        remember();
        browser.awaitText(ROW, "PENDING");
        job.moveTo("STARTED");
        browser.awaitText(ROW, "STARTED");
        job.finish("SUCCESS");
        browser.awaitText(ROW, "SUCCESS");
        browser.awaitText(By.className("ngenea-counts"), "1 succeeded");
        assertSamePage();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertAskedSeldomAndLittle("ngenea-jobs/page/changes");
    }

    /** One small request in two seconds at most, the first one aside. */
    private void assertAskedSeldomAndLittle(String url) {
        @SuppressWarnings("unchecked")
        List<List<Number>> requests = (List<List<Number>>) browser.run(
                "return performance.getEntriesByType('resource').filter(entry => entry.name.includes(arguments[0]))"
                        + ".map(entry => [entry.startTime, entry.encodedBodySize])",
                url);
        assertTrue(requests.size() >= 2, () -> "" + requests);
        for (int i = 1; i < requests.size(); i++) {
            double pause = requests.get(i).get(0).doubleValue()
                    - requests.get(i - 1).get(0).doubleValue();
            assertTrue(pause >= TWO_SECONDS, () -> "" + requests);
            assertTrue(requests.get(i).get(1).longValue() < FEW_BYTES, () -> "" + requests);
        }
    }

    @Test
    void whoAbortsTheBuildSeesTheJobCancelled() throws Exception {
        FreeStyleBuild build = pending();
        EmulatedJob job = hub.emulator().lastJob();
        job.moveTo("STARTED");
        browser.open(build.getUrl());
        remember();
        browser.awaitText(SUMMARY, "STARTED");
        browser.click(browser.shown(By.cssSelector("a[href='stop']")));
        browser.press("Yes");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        browser.await("the job is cancelled", () -> job.state().equals("CANCELLED"));
        browser.awaitText(SUMMARY, "1 aborted or cancelled");
        browser.awaitText(SUMMARY, "CANCELLED");
        assertSamePage();
    }

    @Test
    void thePathsThatFailedAreToldWithTheirReasonAndDownloaded() throws Exception {
        hub.emulator()
                .plan(JobPlan.immediate()
                        .endingIn("FAILURE")
                        .withFailedTask("/mmfs1/data/b", "no space left on device"));
        step.setFailedPathsArtifact(true);
        FreeStyleBuild build = build();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        browser.open(build.getUrl());
        browser.awaitText(SUMMARY, "/mmfs1/data/b: no space left on device");
        browser.picture("build-page.png");
        browser.press(browser.shown(SUMMARY), "1 failed path");
        awaitTheList();
        browser.driver().navigate().back();
        browser.press("Hub jobs");
        browser.awaitText(ROW, "FAILURE");
        browser.click(browser.shown(ROW).findElement(By.cssSelector("a[href*='artifact']")));
        awaitTheList();
    }

    private void awaitTheList() {
        browser.await(
                "the list and nothing else",
                () -> browser.text(By.tagName("body")).equals("/mmfs1/data/b"));
    }
}
