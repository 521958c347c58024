package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The page of a build says why nothing was submitted, and leads to where that is put right. */
@WithOneJenkins
class RefusedOnPageTest {
    private static final String HUBS = "Configure the Ngenea Hubs";
    private static final String CREDENTIALS = "Credentials of this job";

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, CredentialsProvider.VIEW)
                .everywhere()
                .to("keeper"));
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private HtmlPage page(Run<?, ?> build, String user) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.login(user).goTo(build.getUrl());
        }
    }

    private static String text(HtmlPage page) {
        return page.querySelector(".ngenea-summary").getTextContent().replaceAll("\\s+", " ");
    }

    private static List<String> links(HtmlPage page) {
        return page.getAnchors().stream()
                .map(HtmlAnchor::getTextContent)
                .filter(text -> text.equals(HUBS) || text.equals(CREDENTIALS))
                .toList();
    }

    private void assertShown(Run<?, ?> build, String line) throws Exception {
        String text = text(page(build, "reader"));
        assertTrue(text.contains("1 failed"), text);
        assertTrue(text.contains("no job"), text);
        assertTrue(text.contains(line), text);
        assertEquals(0, hub.emulator().jobs().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "workflow: 'migrate', paths: ['/a'], hub: 'prod'   | No Ngenea Hub 'prod' is available to this job.",
                "workflow: 'migrate', paths: ['/a'], queue: 'a b'  | 'queue' must be the name of a queue",
                "workflow: 'migrate', paths: ['/a'], timeout: -1   | 'timeout' must be a whole number of minutes",
                "workflow: 'migrate', paths: ['/a', 7]             | 'paths[1]' must be a string, not a Integer.",
                "workflow: 'migrate', pathsFile: 'x'               | 'pathsFile' (x) is read from a workspace",
                "workflow: 'migrate', paths: ['/a\\0']             | 'paths' cannot be used",
                "workflow: 'migrate', paths: ['/a'], credentialsId: 'none' | The credential 'none' for Ngenea Hub",
            })
    void aPipelineThatSubmittedNothingSaysWhy(String parameters, String line) throws Exception {
        Run<?, ?> build = Pipelines.run(jenkins, Result.FAILURE, "ngeneaWorkflow(" + parameters + ")");
        assertShown(build, line);
    }

    @Test
    void aPipelineThatWaitsForNothingSaysWhy() throws Exception {
        Run<?, ?> build = Pipelines.run(jenkins, Result.FAILURE, "ngeneaWaitForJob(job: '../7')");
        assertShown(build, "'job' must be the id of a Hub job");
    }

    private Run<?, ?> freestyle(NgeneaWorkflowBuilder step) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(step);
        return jenkins.buildAndAssertStatus(Result.FAILURE, project);
    }

    @Test
    void aFreestyleBuildWithoutAHubSaysSo() throws Exception {
        NgeneaWorkflowBuilder step = new NgeneaWorkflowBuilder("migrate");
        step.setPaths("/a");
        step.setHub("prod");
        assertShown(freestyle(step), "Ngenea Hub prod: migrate, no job failed");
    }

    @Test
    void aFreestyleBuildWithoutPathsSaysSo() throws Exception {
        assertShown(freestyle(new NgeneaWorkflowBuilder("migrate")), "No paths: list at least one in 'paths'");
    }

    @Test
    void aBuildWithoutASiteSaysSo() throws Exception {
        NgeneaHub siteless = hub.hub();
        siteless.setDefaultSite(null);
        HubInJenkins.configure(siteless);
        assertShown(
                Pipelines.run(jenkins, Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])"),
                "Hub 'production' has no default site.");
    }

    @Test
    void whoeverRunsItAgainAfterAMistakeHasOneRowForEach() throws Exception {
        Run<?, ?> build = Pipelines.run(
                jenkins,
                Result.FAILURE,
                "retry(2) { ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], hub: 'prod') }");
        assertTrue(text(page(build, "reader")).contains("2 failed"));
    }

    @Test
    void anAdministratorIsLedToTheHubs() throws Exception {
        Run<?, ?> build = Pipelines.run(
                jenkins, Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], hub: 'prod')");
        HtmlPage page = page(build, "admin");
        assertEquals(List.of(HUBS), links(page));
        assertTrue(page.getAnchorByText(HUBS).getHrefAttribute().endsWith("/manage/configure"));
        assertEquals(List.of(), links(page(build, "reader")));
    }

    private static final String WITH_CREDENTIAL =
            "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'none')";

    /** The address that the link leads to, below Jenkins' root; it answers. */
    private String credentialsOf(Run<?, ?> build) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = web.login("keeper").goTo(build.getUrl());
            assertEquals(List.of(CREDENTIALS), links(page));
            String url = page.getAnchorByText(CREDENTIALS).getHrefAttribute();
            String path = url.substring(url.indexOf(jenkins.contextPath) + jenkins.contextPath.length() + 1);
            web.goTo(path);
            return path;
        }
    }

    @Test
    void whoMaySeeCredentialsIsLedToThem() throws Exception {
        Run<?, ?> build = Pipelines.run(jenkins, Result.FAILURE, WITH_CREDENTIAL);
        assertEquals("credentials/", credentialsOf(build));
        assertEquals(List.of(), links(page(build, "reader")));
    }

    @Test
    void whoMaySeeCredentialsOfAFolderIsLedToThose() throws Exception {
        WorkflowJob job = jenkins.createProject(Folder.class, "storage").createProject(WorkflowJob.class, "nightly");
        job.setDefinition(new CpsFlowDefinition(WITH_CREDENTIAL, true));
        assertEquals("job/storage/credentials/", credentialsOf(jenkins.buildAndAssertStatus(Result.FAILURE, job)));
    }

    @Test
    void whoAskedForWhatNoHubHasIsNotLedToTheHubs() throws Exception {
        Run<?, ?> build = Pipelines.run(
                jenkins, Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], queue: 'a b')");
        assertEquals(List.of(), links(page(build, "admin")));
        assertFalse(text(page(build, "admin")).contains(" ms"));
    }
}
