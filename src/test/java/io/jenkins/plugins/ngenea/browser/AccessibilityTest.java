package io.jenkins.plugins.ngenea.browser;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.build.LeftBehind;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.report.NgeneaJobFailureCause;
import io.jenkins.plugins.ngenea.report.Reported;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * axe-core over all that the plugin puts onto pages: no rule is broken in it that core does not break itself, in what stands
 * around it or in a form of the same kind.
 */
@WithBrowser
class AccessibilityTest {
    /** Most a look may take, on a busy machine. */
    private static final int SECONDS = 120;

    private static final String MAIN = "#main-panel";
    private static final String HUBS = ".repeated-chunk[name='hubs']:not(.to-be-removed)";

    private JenkinsRule jenkins;
    private Browser browser;
    private HubInJenkins hub;
    private final List<String> worse = new ArrayList<>();

    @BeforeEach
    void start(JenkinsRule rule, Browser chromium) throws Exception {
        jenkins = rule;
        browser = chromium;
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noPageBreaksARuleThatCoreKeeps(boolean dark) throws Exception {
        Browser.dark(dark);
        FreeStyleBuild failed = failedBuild();
        Set<String> coreForms = systemConfiguration();
        freestyleForm(failed.getParent(), coreForms);
        snippetGenerator(coreForms);
        buildPage(failed);
        causeOfFailure();
        hubJobsPage(failed);
        jobPage(failed.getParent());
        report();
        monitors(failed);
        assertEquals(List.of(), worse);
    }

    /** The second one: the page of a job draws its trend from two on. */
    private FreeStyleBuild failedBuild() throws Exception {
        hub.emulator()
                .plan(JobPlan.immediate()
                        .endingIn("FAILURE")
                        .withFailedTask("/mmfs1/data/b", "no space left on device"));
        FreeStyleProject project = jenkins.createFreeStyleProject("data");
        NgeneaWorkflowBuilder step = new NgeneaWorkflowBuilder("migrate");
        step.setPaths(List.of("/mmfs1/data/a", "/mmfs1/data/b"));
        step.setFailedPathsArtifact(true);
        project.getBuildersList().add(step);
        jenkins.buildAndAssertStatus(Result.FAILURE, project);
        return jenkins.buildAndAssertStatus(Result.FAILURE, project);
    }

    /** Which rules core's fields break, of which our forms consist. */
    private Set<String> systemConfiguration() {
        browser.open("manage/configure");
        By place = By.cssSelector(HUBS);
        browser.press(browser.shown(place), "Advanced");
        browser.press(browser.shown(place), "Create a client key");
        browser.press(browser.shown(place), "Test connection");
        browser.awaitText(place, "The Hub accepted the credentials");
        // its message about a wrong entry
        browser.type(browser.driver(), "Quiet period", "-1" + Keys.TAB);
        browser.awaitText(By.id("main-panel"), "This value should be larger than 0");
        Set<String> core = broken(axe().include(MAIN).exclude(HUBS));
        check("System configuration", HUBS, core);
        return core;
    }

    private void freestyleForm(FreeStyleProject project, Set<String> core) {
        browser.open(project.getUrl() + "configure");
        String ours = ".repeated-chunk[descriptorid$='NgeneaWorkflowBuilder']";
        By place = By.cssSelector(ours);
        browser.press(browser.shown(place), "Advanced");
        browser.press(browser.shown(place), "Add field");
        browser.awaitText(place, "Type");
        check("freestyle form", ours, core);
    }

    private void snippetGenerator(Set<String> core) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        browser.open(job.getUrl() + "pipeline-syntax/");
        Select steps = browser.steps();
        for (String step :
                List.of("ngeneaWorkflow: Run an Ngenea Hub workflow", "ngeneaWaitForJob: Wait for an Ngenea Hub job")) {
            steps.selectByVisibleText(step);
            browser.shown(Browser.labelled("Hub"));
            check(step, MAIN, core);
        }
    }

    /** With a run that has no job yet. */
    private void buildPage(FreeStyleBuild build) {
        new Reported(build).waiting("a");
        browser.open(build.getUrl());
        browser.awaitText(By.className("ngenea-summary"), "no space left on device");
        browser.awaitText(By.className("ngenea-summary"), "no job yet");
        Set<String> core = broken(axe().include(MAIN).exclude(".ngenea-summary"));
        check("build page", ".ngenea-summary", core);
    }

    /** With its job, and with the places where somebody can mend the way to the Hub. */
    private void causeOfFailure() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("CANCELLED"));
        WorkflowRun build =
                Pipelines.run(jenkins, Result.ABORTED, "ngeneaWorkflow(workflow: 'migrate', paths: ['/mmfs1/data/a'])");
        build.addAction(new InterruptedBuildAction(
                List.of(new NgeneaJobFailureCause("The Hub did not answer.").withSetup("its-own"))));
        browser.open(build.getUrl());
        browser.awaitText(By.className("ngenea-summary"), "CANCELLED");
        assertEquals(2, find(".ngenea-cause").size());
        Set<String> core = broken(axe().include(MAIN).exclude(".ngenea-summary").exclude(".ngenea-cause"));
        check("cause of a failure", ".ngenea-cause", core);
    }

    private void hubJobsPage(FreeStyleBuild build) {
        browser.open("computer/");
        Set<String> core = broken(axe().include(MAIN));
        new Reported(build).running("77").succeeded("78");
        browser.open(build.getUrl() + "ngenea-jobs/");
        browser.awaitText(By.id("ngenea-table"), "STARTED");
        check("Hub jobs", MAIN, core);
    }

    private void jobPage(FreeStyleProject project) {
        browser.open(project.getUrl());
        browser.press("Numbers");
        check("job page", ".ngenea-trend", broken(axe().include(MAIN).exclude(".ngenea-trend")));
    }

    private void report() {
        browser.open("computer/");
        Set<String> core = broken(axe().include(MAIN));
        browser.open("ngenea-hub-report/");
        check("list of reports", MAIN, core);
        browser.press("Check Hub " + HubInJenkins.NAME);
        browser.shown(Browser.called("Copy"));
        check("full report", MAIN, core);
    }

    private void monitors(FreeStyleBuild build) throws Exception {
        LeftBehind.follow(build, "4711");
        hub.emulator().revokeKey(hub.key());
        LeftBehind.follow(build, "4712");
        String runs = ".jenkins-alert:has([action*='BackgroundRunsMonitor'])";
        String troubles = ".jenkins-alert:has(a[href$='/manage/configure'])";
        browser.await("both messages", () -> {
            browser.open("manage/");
            return Stream.of(runs, troubles).noneMatch(alert -> find(alert).isEmpty());
        });
        Set<String> core = broken(axe().include(MAIN).exclude(runs).exclude(troubles));
        check("jobs without a build", runs, core);
        check("Hubs that do not answer", troubles, core);
    }

    private List<WebElement> find(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    /** In its own window: the other way opens one for each look. */
    private static AxeBuilder axe() {
        AxeBuilder axe = new AxeBuilder();
        axe.setLegacyMode(true);
        axe.setTimeout(SECONDS);
        return axe;
    }

    private List<Rule> violations(AxeBuilder axe) {
        return axe.analyze(browser.driver()).getViolations();
    }

    private Set<String> broken(AxeBuilder axe) {
        return violations(axe).stream().map(Rule::getId).collect(toSet());
    }

    private void check(String page, String ours, Set<String> core) {
        assertFalse(find(ours).isEmpty(), page);
        for (Rule rule : violations(axe().include(ours))) {
            if (!core.contains(rule.getId())) {
                for (CheckedNode node : rule.getNodes()) {
                    worse.add(page + ": " + rule.getHelp() + ": " + node.getHtml() + "\n" + node.getFailureSummary());
                }
            }
        }
    }
}
