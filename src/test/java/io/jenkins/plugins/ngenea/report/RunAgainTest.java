package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterDefinition;
import hudson.model.TextParameterValue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A build is run again with the paths that failed in it, where that is certain to be what it was run with. */
@WithOneJenkins
class RunAgainTest {
    private static final String LINK = "Run again with the failed paths";
    private static final List<String> FAILING = List.of("/a/fail  1 ", "/a/fail größe");
    private static final String PATHS = "/a/1\n" + String.join("\n", FAILING) + "\n/a/2\n";
    private static final String BY_LINES = """
            ngeneaWorkflow(workflow: 'migrate', paths: params.PATHS.readLines(), failedPathsArtifact: true)
            """;

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS);
        hub.emulator().defaultTimes(Duration.ZERO, Duration.ZERO);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = Pipelines.job("p" + Jenkins.get().getItems().size(), script);
        parameters(job);
        return job;
    }

    private static void parameters(Job<?, ?> job) throws Exception {
        List<ParameterDefinition> both =
                List.of(new TextParameterDefinition("PATHS", "", ""), new StringParameterDefinition("OTHER", ""));
        job.addProperty(new ParametersDefinitionProperty(both));
    }

    private FreeStyleProject freestyle() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        parameters(project);
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths("$PATHS");
        builder.setFailedPathsArtifact(true);
        project.getBuildersList().add(builder);
        return project;
    }

    private Run<?, ?> build(ParameterizedJob<?, ?> job, String paths) throws Exception {
        ParametersAction given =
                new ParametersAction(new TextParameterValue("PATHS", paths), new StringParameterValue("OTHER", "kept"));
        return jenkins.assertBuildStatus(
                Result.FAILURE, (Run<?, ?>) job.scheduleBuild2(0, given).get());
    }

    private static RunAgain offer(Run<?, ?> build) {
        return NgeneaJobsAction.of(build).getRunAgain();
    }

    private JenkinsRule.WebClient web() {
        return jenkins.createWebClient().withJavaScriptEnabled(false);
    }

    private HtmlPage click(Run<?, ?> build) throws Exception {
        JenkinsRule.WebClient web = web();
        HtmlPage page = web.goTo(build.getUrl());
        assertTrue(page.asNormalizedText().contains(LINK), page.asNormalizedText());
        WebRequest post = web.addCrumb(
                new WebRequest(new URL(jenkins.getURL(), build.getUrl() + "ngenea-jobs/runAgain/"), HttpMethod.POST));
        return web.getPage(post);
    }

    private static Object parameter(Run<?, ?> build, String name) {
        ParameterValue value = build.getAction(ParametersAction.class).getParameter(name);
        return value == null ? null : value.getValue();
    }

    private void runsAgain(ParameterizedJob<?, ?> job) throws Exception {
        Run<?, ?> first = build(job, PATHS);
        hub.emulator().plan(JobPlan.immediate());
        click(first);
        jenkins.waitUntilNoActivity();
        Run<?, ?> second = ((Job<?, ?>) job).getBuildByNumber(2);
        jenkins.assertBuildStatus(Result.SUCCESS, second);
        assertEquals(FAILING, hub.emulator().lastJob().paths());
        assertEquals(String.join("\n", FAILING), parameter(second, "PATHS"));
        assertEquals("kept", parameter(second, "OTHER"));
        assertEquals(
                "Runs again with the 2 failed paths of build #1",
                second.getCause(FailedPathsCause.class).getShortDescription());
    }

    @Test
    void aPipelineRunsAgainWithTheOtherParametersItHad() throws Exception {
        runsAgain(pipeline(BY_LINES));
    }

    @Test
    void aFreestyleBuildRunsAgainWithTheOtherParametersItHad() throws Exception {
        runsAgain(freestyle());
    }

    @Test
    void whatWasRunAgainCanBeRunAgain() throws Exception {
        WorkflowJob job = pipeline(BY_LINES);
        click(build(job, PATHS));
        jenkins.waitUntilNoActivity();
        assertEquals(2, offer(job.getBuildByNumber(2)).getPaths());
    }

    @Test
    void theListIsOfferedWhereThePathsAreNotTheLinesOfAParameter() throws Exception {
        WorkflowJob job = pipeline("""
                ngeneaWorkflow(workflow: 'migrate', paths: ['/a/fail1', '/a/fail2'], failedPathsArtifact: true)
                """);
        Run<?, ?> build = build(job, PATHS);
        assertNull(offer(build));
        HtmlPage page = web().goTo(build.getUrl());
        assertFalse(page.asNormalizedText().contains(LINK), page.asNormalizedText());
        String list =
                page.getAnchorByText("2 failed paths").click().getWebResponse().getContentAsString();
        assertEquals("/a/fail1\n/a/fail2\n", list);
    }

    @Test
    void aSinglePathDoesNotTellHowTheParameterIsRead() throws Exception {
        WorkflowJob job = pipeline("""
                ngeneaWorkflow(workflow: 'migrate', paths: [params.PATHS], failedPathsArtifact: true)
                """);
        assertNull(offer(build(job, "/a/fail")));
    }

    @Test
    void twoParametersWithThePathsLeaveOpenWhichIsMeant() throws Exception {
        WorkflowJob job = pipeline(BY_LINES);
        ParametersAction twice =
                new ParametersAction(new TextParameterValue("PATHS", PATHS), new StringParameterValue("OTHER", PATHS));
        assertNull(offer(jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0, twice))));
    }

    @Test
    void aBuildWithTwoHubJobsIsNotRunAgain() throws Exception {
        assertNull(offer(build(pipeline("catchError { " + BY_LINES.strip() + " }\n" + BY_LINES), PATHS)));
    }

    @Test
    void aTaskThatFailedWithoutAPathWouldBeForgotten() throws Exception {
        hub.emulator()
                .plan(JobPlan.immediate()
                        .endingIn("FAILURE")
                        .withFailedTask("/a/1", "broken")
                        .withFailedTask("", "the site is down"));
        Run<?, ?> build = build(pipeline(BY_LINES), PATHS);
        jenkins.assertLogContains("1 failed task names no path", build);
        assertNull(offer(build));
    }

    @Test
    void aPathThatTheBuildWasNotRunWithStartsNothing() throws Exception {
        hub.emulator()
                .plan(JobPlan.immediate()
                        .endingIn("FAILURE")
                        .withFailedTask("/a/1/below", "broken")
                        .withFailedTask("/elsewhere", "broken"));
        WorkflowJob job = pipeline(BY_LINES);
        HtmlPage refusal = refused(build(job, PATHS));
        assertTrue(
                refusal.asNormalizedText().contains("contains a path that this build did not submit: /elsewhere."),
                refusal::asNormalizedText);
        assertEquals(1, job.getBuilds().size());
    }

    @Test
    void aParameterThatTheJobHasNoMoreStartsNothing() throws Exception {
        WorkflowJob job = pipeline(BY_LINES);
        Run<?, ?> build = build(job, PATHS);
        job.removeProperty(ParametersDefinitionProperty.class);
        HtmlPage refusal = refused(build);
        assertTrue(
                refusal.asNormalizedText().contains("does not accept the failed paths as its parameter PATHS"),
                refusal::asNormalizedText);
        assertEquals(1, job.getBuilds().size());
    }

    @Test
    void aBuildWithAPasswordIsNotRunAgain() throws Exception {
        WorkflowJob job = pipeline(BY_LINES);
        ParametersAction secret = new ParametersAction(
                List.of(new TextParameterValue("PATHS", PATHS), new PasswordParameterValue("TOKEN", "s3cret")),
                List.of("TOKEN"));
        assertNull(offer(jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0, secret))));
    }

    @Test
    void aListThatIsTooLongForAParameterIsDownloaded() throws Exception {
        String paths = String.join(
                "\n",
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "/mmfs1/" + "x".repeat(1_100) + "/fail" + i)
                        .toList());
        WorkflowJob job = pipeline(BY_LINES);
        HtmlPage refusal = refused(build(job, paths));
        assertTrue(
                refusal.asNormalizedText().contains("1000 failed paths are too many for a parameter (1 MB)."),
                refusal.asNormalizedText());
        assertEquals(1, job.getBuilds().size());
    }

    @Test
    void aListThatSomebodyDeletedStartsNothing() throws Exception {
        WorkflowJob job = pipeline(BY_LINES);
        Run<?, ?> build = build(job, PATHS);
        build.deleteArtifacts();
        HtmlPage refusal = refused(build);
        assertTrue(refusal.asNormalizedText().contains("is gone"), refusal.asNormalizedText());
        assertEquals(1, job.getBuilds().size());
    }

    private HtmlPage refused(Run<?, ?> build) throws Exception {
        JenkinsRule.WebClient web = web().withThrowExceptionOnFailingStatusCode(false);
        return web.getPage(web.addCrumb(
                new WebRequest(new URL(jenkins.getURL(), build.getUrl() + "ngenea-jobs/runAgain/"), HttpMethod.POST)));
    }

    @Test
    void whoMayNotBuildIsOfferedNothing() throws Exception {
        Run<?, ?> build = build(pipeline(BY_LINES), PATHS);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));
        try (ACLContext ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertNull(offer(build));
        }
        try (ACLContext ignored = ACL.as2(User.getById("builder", true).impersonate2())) {
            assertNotNull(offer(build));
        }
        JenkinsRule.WebClient web = web().withThrowExceptionOnFailingStatusCode(false);
        web.login("reader");
        WebRequest post = web.addCrumb(
                new WebRequest(new URL(jenkins.getURL(), build.getUrl() + "ngenea-jobs/runAgain/"), HttpMethod.POST));
        assertEquals(404, web.getPage(post).getWebResponse().getStatusCode());
        assertEquals(1, build.getParent().getBuilds().size());
    }

    @Test
    void aLinkThatIsOnlyVisitedStartsNothing() throws Exception {
        Run<?, ?> build = build(pipeline(BY_LINES), PATHS);
        JenkinsRule.WebClient web = web().withThrowExceptionOnFailingStatusCode(false);
        URL address = new URL(jenkins.getURL(), build.getUrl() + "ngenea-jobs/runAgain/");
        assertEquals(404, web.getPage(address).getWebResponse().getStatusCode());
        assertEquals(1, build.getParent().getBuilds().size());
    }
}
