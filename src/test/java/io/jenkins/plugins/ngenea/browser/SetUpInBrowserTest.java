package io.jenkins.plugins.ngenea.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A Hub and jobs, set up by clicking as a new administrator and a new storage engineer do. */
@WithBrowser
class SetUpInBrowserTest {
    private static final By HUB = By.xpath("//div[@name='hubs']");
    private static final By STEP = By.xpath("//div[@name='builder']");

    private JenkinsRule jenkins;
    private Browser browser;
    private HubInJenkins hub;

    @BeforeEach
    void start(JenkinsRule rule, Browser chromium) throws Exception {
        jenkins = rule;
        browser = chromium;
        hub = HubInJenkins.alone();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** The form of a new Hub, with its name and address. */
    private WebElement enterHub() {
        browser.open("manage/configure");
        browser.press("Add Hub");
        WebElement form = browser.shown(HUB);
        browser.type(form, "Name", HubInJenkins.NAME);
        browser.type(form, "URL", hub.emulator().url());
        return form;
    }

    private NgeneaHub saved() {
        browser.press("Save");
        browser.await(
                "the Hub is saved",
                () -> !NgeneaHubConfiguration.get().getHubs().isEmpty());
        return NgeneaHubConfiguration.get().getHubs().get(0);
    }

    private Select credentials(WebElement form, String id) {
        Select list = new Select(browser.shown(form, By.name("_.credentialsId")));
        browser.await(
                id + " is offered",
                () -> list.getOptions().stream().anyMatch(option -> id.equals(option.getAttribute("value"))));
        return list;
    }

    @Test
    void anAdministratorAddsAHubTestsTheConnectionAndSaves() throws Exception {
        HubInJenkins.addKey(Jenkins.get(), HubInJenkins.CREDENTIAL, hub.key());
        WebElement form = enterHub();
        credentials(form, HubInJenkins.CREDENTIAL).selectByValue(HubInJenkins.CREDENTIAL);
        browser.type(form, "Default site", HubInJenkins.SITE);
        browser.press(form, "Test connection");
        browser.await(
                "the result", () -> form.getText().contains("The Hub accepted the credentials and lists 0 jobs."));
        assertTrue(form.getText().contains("dfoster1 ok, dfoster2 ok"), form.getText());
        browser.picture("hub-form.png", form);
        NgeneaHub saved = saved();
        assertEquals(
                List.of(HubInJenkins.NAME, hub.emulator().url(), HubInJenkins.CREDENTIAL, HubInJenkins.SITE),
                List.of(saved.getName(), saved.getUrl(), saved.getCredentialsId(), saved.getDefaultSite()));
    }

    @Test
    void anAdministratorCreatesAClientKeyAndNeverSeesIt() {
        hub.emulator().addUser("joe", "the-password-of-joe");
        WebElement form = enterHub();
        browser.press(form, "Create a client key");
        browser.type(form, "Name of the key", "clicked");
        browser.type(form, "User", "joe");
        browser.type(form, "Password", "the-password-of-joe");
        browser.press(form, "Create key");
        String id = "ngenea-hub-clicked";
        browser.await(
                "it is said", () -> form.getText().contains("Key created and stored as credential '" + id + "'."));
        assertEquals(
                id,
                new Select(browser.shown(form, By.name("_.credentialsId")))
                        .getFirstSelectedOption()
                        .getAttribute("value"));
        assertEquals("", browser.shown(form, Browser.labelled("Password")).getAttribute("value"));
        browser.press(form, "Test connection");
        browser.await("the key works", () -> form.getText().contains("The Hub accepted the credentials"));
        String key = hub.emulator().requests().stream()
                .map(request -> String.valueOf(request.header("authorization")))
                .filter(header -> header.startsWith("Api-Key "))
                .findFirst()
                .orElseThrow()
                .substring("Api-Key ".length());
        assertFalse(browser.driver().getPageSource().contains(key));
        assertEquals(id, saved().getCredentialsId());
        assertEquals(1, hub.emulator().requestCount(FaultPoint.CLIENT_KEYS));
    }

    @Test
    void aFreestyleJobIsMadeByChoosingAndRuns() throws Exception {
        hub.configure();
        hub.emulator().plan(JobPlan.immediate());
        browser.open("view/all/newJob");
        browser.shown(By.name("name")).sendKeys("clicked");
        browser.click(browser.shown(By.xpath("//*[@role='radio'][.//*[normalize-space()='Freestyle project']]")));
        browser.await(
                "the name is checked", () -> browser.shown(Browser.called("OK")).isEnabled());
        browser.press("OK");
        browser.press("Add build step");
        browser.press("Run an Ngenea Hub workflow");
        WebElement form = browser.shown(STEP);
        browser.choose(form, "Workflow", "mig", "migrate");
        browser.choose(form, "Site", "d", "dfoster2");
        browser.type(form, "Paths", "/mmfs1/data/a\n/mmfs1/data/b" + Keys.TAB);
        browser.await(
                "its fields are shown", () -> form.getText().contains("lock_level (one of partial, implicit, none)"));
        browser.picture("freestyle-step.png", form);
        browser.press("Save");
        FreeStyleProject project = browser.await(
                "the job is saved", () -> jenkins.jenkins.getItemByFullName("clicked", FreeStyleProject.class));
        browser.await("the step is saved", () -> project.getBuildersList().get(NgeneaWorkflowBuilder.class) != null);
        assertRuns(project, "dfoster2", List.of("/mmfs1/data/a", "/mmfs1/data/b"));
    }

    @Test
    void aChoiceIsCheckedAtOnceAndSoIsWhatDependsOnIt() throws Exception {
        hub.configure();
        FreeStyleProject project = jenkins.createFreeStyleProject("half-done");
        NgeneaWorkflowBuilder step = new NgeneaWorkflowBuilder("migrate");
        step.setFields(List.of(new WorkflowField("lock_level", "partial", "text")));
        project.getBuildersList().add(step);
        browser.open(project.getUrl() + "configure");
        WebElement form = browser.shown(STEP);
        browser.press(form, "Advanced");
        String noField = "Workflow 'send' has no field 'lock_level'";
        browser.choose(form, "Workflow", "se", "send");
        browser.await("the workflow is checked", () -> form.getText().contains("hydrate (bool)"));
        browser.await("its field is checked", () -> form.getText().contains(noField));
        assertFalse(form.getText().contains("The Hub has no workflow"), form.getText());
        WebElement workflow = browser.shown(form, Browser.labelled("Workflow"));
        workflow.sendKeys(Keys.chord(Keys.CONTROL, "a"), "mig");
        browser.shown(Browser.called("migrate"));
        workflow.sendKeys(Keys.ARROW_DOWN, Keys.TAB);
        browser.await("the field is checked again", () -> !form.getText().contains(noField));
        assertEquals(workflow, browser.driver().switchTo().activeElement());
    }

    @Test
    void aGeneratedSnippetRunsAsItIs() throws Exception {
        hub.configure();
        hub.emulator().plan(JobPlan.immediate());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "generated");
        browser.open(job.getUrl() + "pipeline-syntax/");
        browser.steps().selectByVisibleText("ngeneaWorkflow: Run an Ngenea Hub workflow");
        WebElement form = browser.shown(By.name("config"));
        browser.choose(form, "Workflow", "re", "recall");
        browser.type(form, "Paths", "/mmfs1/data/c");
        browser.press("Generate Pipeline Script");
        WebElement generated = browser.shown(By.id("prototypeText"));
        browser.await("a snippet", () -> !generated.getAttribute("value").isBlank());
        String snippet = generated.getAttribute("value").strip();
        assertEquals("ngeneaWorkflow paths: ['/mmfs1/data/c'], workflow: 'recall'", snippet);
        job.setDefinition(new CpsFlowDefinition(snippet, true));
        assertRuns(job, HubInJenkins.SITE, List.of("/mmfs1/data/c"));
    }

    private void assertRuns(Job<?, ?> job, String site, List<String> paths) throws Exception {
        browser.open(job.getUrl());
        browser.press("Build Now");
        Run<?, ?> build = browser.await("a build", job::getLastBuild);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        EmulatedJob submitted = hub.emulator().lastJob();
        assertEquals(site, submitted.site());
        assertEquals(paths, submitted.paths());
    }
}
