package io.jenkins.plugins.ngenea.browser;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.deque.html.axecore.args.AxeRunOptions;
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

    private record Broken(String page, Rule rule) {}

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
        List<Broken> forms = new ArrayList<>(systemConfiguration());
        forms.addAll(freestyleForm(failed.getParent()));
        forms.addAll(snippetGenerator());
        keepWhatCoreKeeps(
                forms, this::openSystemConfiguration, axe().include(MAIN).exclude(HUBS));
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

    private List<Broken> systemConfiguration() {
        openSystemConfiguration();
        By place = By.cssSelector(HUBS);
        browser.press(browser.shown(place), "Advanced");
        browser.press(browser.shown(place), "Create a client key");
        browser.press(browser.shown(place), "Test connection");
        browser.awaitText(place, "The Hub accepted the credentials");
        return broken("System configuration", HUBS);
    }

    /** With core's fields, of which our forms consist. */
    private void openSystemConfiguration() {
        browser.open("manage/configure");
        // its message about a wrong entry
        browser.type(browser.driver(), "Quiet period", "-1" + Keys.TAB);
        browser.awaitText(By.id("main-panel"), "This value should be larger than 0");
    }

    private List<Broken> freestyleForm(FreeStyleProject project) {
        browser.open(project.getUrl() + "configure");
        String ours = ".repeated-chunk[descriptorid$='NgeneaWorkflowBuilder']";
        By place = By.cssSelector(ours);
        browser.press(browser.shown(place), "Advanced");
        browser.press(browser.shown(place), "Add field");
        browser.awaitText(place, "Type");
        return broken("freestyle form", ours);
    }

    private List<Broken> snippetGenerator() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        browser.open(job.getUrl() + "pipeline-syntax/");
        Select steps = browser.steps();
        List<Broken> broken = new ArrayList<>();
        for (String step :
                List.of("ngeneaWorkflow: Run an Ngenea Hub workflow", "ngeneaWaitForJob: Wait for an Ngenea Hub job")) {
            steps.selectByVisibleText(step);
            browser.shown(Browser.labelled("Hub"));
            broken.addAll(broken(step, MAIN));
        }
        return broken;
    }

    /** With a run that has no job yet. */
    private void buildPage(FreeStyleBuild build) {
        new Reported(build).waiting("a");
        browser.open(build.getUrl());
        browser.awaitText(By.className("ngenea-summary"), "no space left on device");
        browser.awaitText(By.className("ngenea-summary"), "no job yet");
        check("build page", ".ngenea-summary", axe().include(MAIN).exclude(".ngenea-summary"));
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
        AxeBuilder core = axe().include(MAIN).exclude(".ngenea-summary").exclude(".ngenea-cause");
        check("cause of a failure", ".ngenea-cause", core);
    }

    private void hubJobsPage(FreeStyleBuild build) {
        new Reported(build).running("77").succeeded("78");
        browser.open(build.getUrl() + "ngenea-jobs/");
        browser.awaitText(By.id("ngenea-table"), "STARTED");
        keepWhatCoreKeeps(broken("Hub jobs", MAIN), this::openComputers, axe().include(MAIN));
    }

    /** A page of core with a table. */
    private void openComputers() {
        browser.open("computer/");
    }

    private void jobPage(FreeStyleProject project) {
        browser.open(project.getUrl());
        browser.press("Numbers");
        check("job page", ".ngenea-trend", axe().include(MAIN).exclude(".ngenea-trend"));
    }

    private void report() {
        browser.open("ngenea-hub-report/");
        List<Broken> broken = new ArrayList<>(broken("list of reports", MAIN));
        browser.press("Check Hub " + HubInJenkins.NAME);
        browser.shown(Browser.called("Copy"));
        broken.addAll(broken("full report", MAIN));
        keepWhatCoreKeeps(broken, this::openComputers, axe().include(MAIN));
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
        List<Broken> broken = new ArrayList<>(broken("jobs without a build", runs));
        broken.addAll(broken("Hubs that do not answer", troubles));
        keepWhatCoreKeeps(broken, () -> {}, axe().include(MAIN).exclude(runs).exclude(troubles));
    }

    private List<WebElement> find(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    /** In its own window: the other way opens one for each look. */
    private static AxeBuilder axe() {
        // of what keeps the rules one example is enough: a list of all of it is large
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        AxeBuilder axe = new AxeBuilder().withOptions(options);
        axe.setLegacyMode(true);
        axe.setTimeout(SECONDS);
        return axe;
    }

    private List<Rule> violations(AxeBuilder axe) {
        return axe.analyze(browser.driver()).getViolations();
    }

    private List<Broken> broken(String page, String ours) {
        assertFalse(find(ours).isEmpty(), page);
        return violations(axe().include(ours)).stream()
                .map(rule -> new Broken(page, rule))
                .toList();
    }

    /** With core on the page that is open. */
    private void check(String page, String ours, AxeBuilder core) {
        keepWhatCoreKeeps(broken(page, ours), () -> {}, core);
    }

    /**
     * Core has much more on its pages than we have, so it is only asked for the rules that we break.
     *
     * @param open opens core's page
     */
    private void keepWhatCoreKeeps(List<Broken> ours, Runnable open, AxeBuilder core) {
        if (ours.isEmpty()) {
            return;
        }
        open.run();
        List<String> rules =
                ours.stream().map(each -> each.rule().getId()).distinct().toList();
        Set<String> brokenByCore =
                violations(core.withOnlyRules(rules)).stream().map(Rule::getId).collect(toSet());
        for (Broken each : ours) {
            if (!brokenByCore.contains(each.rule().getId())) {
                for (CheckedNode node : each.rule().getNodes()) {
                    worse.add(each.page() + ": " + each.rule().getHelp() + ": " + node.getHtml() + "\n"
                            + node.getFailureSummary());
                }
            }
        }
    }
}
