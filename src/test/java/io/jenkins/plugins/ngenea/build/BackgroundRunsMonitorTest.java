package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.net.URL;
import java.time.Duration;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may see and forget what the monitor shows: administrators, and nobody else. */
@WithJenkins
class BackgroundRunsMonitorTest {
    private static final String ADMINISTRATOR = "administrator";

    private static JenkinsRule jenkins;
    private static HubInJenkins hub;
    private static BackgroundRunsMonitor monitor;
    private static WorkflowRun build;

    private record Case(String user, HttpMethod method) {
        private boolean isRightful() {
            return user.equals(ADMINISTRATOR) && method == HttpMethod.POST;
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
        monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
        build = Pipelines.run(rule, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "watcher")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("watcher")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to(ADMINISTRATOR));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        jenkins.after();
    }

    /** A job that the Hub does not know any more: its end is not known, so an administrator has to look. */
    @BeforeEach
    void leaveOneBehind() throws Exception {
        if (!monitor.isActivated()) {
            LeftBehind.follow(build, "4711");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> monitor.getRuns().get(0).over());
    }

    static Stream<Case> all() {
        return Stream.of("anonymous", "reader", "watcher", ADMINISTRATOR)
                .flatMap(user -> Stream.of(HttpMethod.GET, HttpMethod.POST).map(method -> new Case(user, method)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyAnAdministratorWhoPostsCanForget(Case each) throws Exception {
        try (JenkinsRule.WebClient browser = browser(each.user())) {
            URL url = new URL(jenkins.getURL(), monitor.getUrl() + "/forget");
            WebRequest request = new WebRequest(url, each.method());
            if (each.method() == HttpMethod.POST) {
                request = browser.addCrumb(request);
            }
            browser.getPage(request);
            assertEquals(!each.isRightful(), monitor.isActivated());
        }
    }

    @Test
    void itLinksBuildAndJobAndOffersNoDismissalWhileNothingEnded() throws Exception {
        RunRegistry.get().unsettled().forget();
        hub.emulator().plan(JobPlan.held());
        Pipelines.run(jenkins, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)");
        String job = hub.emulator().lastJob().id();
        LeftBehind.follow(build, job);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> monitor.getRuns().stream().anyMatch(run -> run.cancellable()));
        try (JenkinsRule.WebClient browser = browser(ADMINISTRATOR)) {
            HtmlPage page = browser.goTo("manage/");
            assertEquals(
                    jenkins.contextPath + "/" + build.getUrl(),
                    page.getAnchorByText(build.getFullDisplayName()).getHrefAttribute());
            assertEquals(
                    hub.emulator().url() + "/job/" + job,
                    page.getAnchorByText("Job on the Hub").getHrefAttribute());
            assertFalse(page.asNormalizedText().contains("Dismiss ended jobs"), page.asNormalizedText());
            HtmlForm form = page.getForms().stream()
                    .filter(each -> each.getActionAttribute().endsWith("/cancel"))
                    .findFirst()
                    .orElseThrow();
            // a browser with scripts adds the crumb itself
            browser.getPage(browser.addCrumb(form.getWebRequest(null)));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> hub.emulator().job(job).state().equals("CANCELLED"));
        // the next test leaves one of its own behind
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !monitor.isActivated());
    }

    static Stream<String> users() {
        return Stream.of("anonymous", "reader", "watcher", ADMINISTRATOR);
    }

    @ParameterizedTest
    @MethodSource("users")
    void itsMessageNamesJobsToAdministratorsOnly(String user) throws Exception {
        try (JenkinsRule.WebClient browser = browser(user)) {
            String page = browser.getPage(new URL(jenkins.getURL(), "manage/"))
                    .getWebResponse()
                    .getContentAsString();
            boolean shown = page.contains("job 4711");
            if (user.equals(ADMINISTRATOR)) {
                assertTrue(shown, page);
            } else {
                assertFalse(shown, page);
            }
        }
    }

    private static JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return user.equals("anonymous") ? browser : browser.login(user);
    }
}
