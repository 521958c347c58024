package io.jenkins.plugins.ngenea.report;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.htmlunit.util.NameValuePair;
import org.htmlunit.util.WebConnectionWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The page with all Hub jobs of a build, and what it asks Jenkins for. */
@WithOneJenkins
class JobsPageTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private JenkinsRule jenkins;
    private FreeStyleBuild build;
    private Reported reported;

    @BeforeEach
    void runABuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        FreeStyleProject project = rule.createFreeStyleProject("data");
        build = rule.buildAndAssertSuccess(project);
        reported = new Reported(build);
    }

    private String changes(String since) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            return web.goTo(build.getUrl() + "ngenea-jobs/page/changes?since=" + since, "text/plain")
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    private static List<String> rows(String changes) {
        return changes.lines().skip(1).toList();
    }

    private HtmlPage plain() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo(build.getUrl() + "ngenea-jobs/");
        }
    }

    @Test
    void theSidePanelLeadsToIt() throws Exception {
        reported.succeeded("7");
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo(build.getUrl());
        assertEquals(
                "Hub jobs",
                page.<DomNode>getFirstByXPath("//a[contains(@href, 'ngenea-jobs') and contains(@class, 'task-link')]")
                        .getTextContent()
                        .strip());
    }

    @Test
    void withoutJavaScriptItIsATableOfTheFirstTen() throws Exception {
        for (int i = 0; i < 50; i++) {
            reported.succeeded("" + i);
        }
        HtmlPage page = plain();
        HtmlTable table = page.getHtmlElementById("ngenea-table");
        assertEquals(11, table.getRowCount());
        String row = table.getRow(1).asNormalizedText();
        assertTrue(
                row.matches(
                        "0\\s+SUCCESS\\s+migrate at dfoster1\\s+100 %\\s+5\\s+0\\s+5\\s+/mmfs1/data/file0 and 4 more\\s+1\\.2 sec.*"),
                row);
        assertTrue(page.getWebResponse().getContentAsString().contains("The first 10 of 50 jobs."));
    }

    @Test
    void aPageThatKnowsAllIsToldOnlyWhatChanged() throws Exception {
        reported.succeeded("7").running("8");
        String all = changes("");
        assertEquals(2, rows(all).size());
        String version =
                JSONObject.fromObject(all.lines().findFirst().orElseThrow()).getString("version");
        assertEquals(0, rows(changes(version)).size());
        reported.action().progress(Reported.begun("8"), Reported.shown("8", JobState.STARTED, 3, 0));
        assertEquals(
                List.of("08\t0/mmfs1/data/file8\t\t05\t03\t00\t04\t02\t00\t01\t02\t02\t00\t00"),
                rows(changes(version)));
    }

    @Test
    void aRowReadsTheSameWithAndWithoutJavaScript() throws Exception {
        reported.succeeded("7")
                .failed("8", "no space left")
                .running("9")
                .ended("11", Outcome.Kind.SUBMITTED, "", List.of())
                .ended("12", Outcome.Kind.ABORTED, "", List.of())
                .withoutJob("k1", Outcome.Kind.REJECTED, "The Hub refused it.")
                .action()
                .begun(ReportedJob.withoutJob("production", "k2", "recall", "", 0));
        reported.action().failedPaths(Reported.begun("8"), "failed 8.txt", 1, true);
        // two characters whose first halves are the same
        for (String path : List.of("/a/\ud83d\ude00", "/a/\ud83d\ude01")) {
            reported.action().add(Reported.begun("1" + path.codePointAt(3)).withRequest(new ReportedRequest(path, 1)));
        }
        reported.succeeded("13");
        List<String> plain = cells(plain());
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo(build.getUrl() + "ngenea-jobs/");
            await(web, () -> page.querySelector("progress") != null);
            assertEquals(plain, cells(page));
        }
    }

    /** With what they link; blanks aside. */
    private static List<String> cells(HtmlPage page) {
        return page.<DomElement>getByXPath("//table[@id='ngenea-table']/tbody/tr/td").stream()
                .map(cell -> cell.getTextContent().replaceAll("\\s", "")
                        + cell.getElementsByTagName("a").stream()
                                .map(link -> " " + link.getAttribute("href"))
                                .collect(joining()))
                .toList();
    }

    @Test
    void newsThatSayNothingNewAreNone() throws Exception {
        reported.running("8");
        String version = reported.action().getVersion();
        reported.action().progress(Reported.begun("8"), Reported.shown("8", JobState.STARTED, 2, 0));
        assertEquals(version, reported.action().getVersion());
    }

    @Test
    void aPageFromBeforeARestartGetsAllRows() throws Exception {
        reported.succeeded("7").succeeded("8");
        assertEquals(2, rows(changes("0000.99")).size());
        assertEquals(
                2,
                rows(changes(reported.action().getVersion().split("\\.")[0] + ".x"))
                        .size());
    }

    @Test
    void theSummaryIsSentAgainOnlyIfItChanged() throws Exception {
        reported.running("8");
        String known = reported.action().getVersion();
        assertEquals(204, live(known).statusCode());
        reported.succeeded("8");
        String html = live(known).body();
        assertTrue(html.contains("1 succeeded"), html);
        assertTrue(html.contains("data-live=\"false\""), html);
    }

    /** With its icons, and with links that lead somewhere: nothing of a page around it is there. */
    @Test
    void theSummaryThatIsSentAgainIsThatOfThePage() throws Exception {
        reported.running("6")
                .failed("7", "no space left")
                .withoutJob("k1", Outcome.Kind.REJECTED, "The Hub refused the key.");
        reported.action().failedPaths(Reported.begun("7"), "failed 7.txt", 3, true);
        String html = live("").body().strip();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String page = web.goTo(build.getUrl()).getWebResponse().getContentAsString();
            assertTrue(page.contains(html), () -> html + "\n\nis not in\n\n" + page);
        }
        assertTrue(html.contains("href=\"artifact/failed%207.txt\""), html);
    }

    private HttpResponse<String> live(String since) throws Exception {
        URI address = jenkins.getURL().toURI().resolve(build.getUrl() + "ngenea-jobs/page/live?since=" + since);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** Before compression. Most of it is Jenkins' own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1000})
    void thePageAndItsRowsAreSmall(int jobs) throws Exception {
        reported.many(jobs);
        int rows = changes("").length();
        int page = plain().getWebResponse().getContentAsString().length();
        assertTrue(page + rows < 100_000, () -> page + " and " + rows + " characters");
    }

    @Test
    void theTableHasAllJobsAndFollowsThemWithoutAReload() throws Exception {
        for (int i = 0; i < 150; i++) {
            reported.succeeded("" + i);
        }
        reported.running("900");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo(build.getUrl() + "ngenea-jobs/");
            HtmlTable table = page.getHtmlElementById("ngenea-table");
            await(web, () -> table.getRowCount() == 152);
            reported.failed("900", "<b>no space left</b>");
            await(web, () -> table.getTextContent().contains("Job 900 ended with FAILURE."));
            assertEquals(
                    "150 succeeded, 1 failed",
                    page.querySelector(".ngenea-counts").getTextContent().strip());
            HtmlInput filter = page.getHtmlElementById("ngenea-filter");
            filter.setValue("FAILURE");
            filter.fireEvent("input");
            assertEquals(
                    150,
                    page.getByXPath("//table[@id='ngenea-table']/tbody/tr[contains(@class, 'jenkins-hidden')]")
                            .size());
        }
    }

    private static void await(JenkinsRule.WebClient web, Callable<Boolean> condition) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> {
            web.waitForBackgroundJavaScript(500);
            return condition.call();
        });
    }

    @Test
    void theSummaryOfABuildFollowsItsJobsWithoutAReload() throws Exception {
        reported.running("7");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo(build.getUrl());
            reported.succeeded("7");
            await(
                    web,
                    () -> page.querySelector(".ngenea-summary").getTextContent().contains("1 succeeded"));
        }
    }

    /** Answers the first requests for news as a login page does, and notes when each was made. */
    private static List<Instant> loggedOut(JenkinsRule.WebClient web, int times) {
        List<Instant> asked = new CopyOnWriteArrayList<>();
        byte[] login = "<html><body><form>Please log in</form></body></html>".getBytes(StandardCharsets.UTF_8);
        new WebConnectionWrapper(web) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                if (!request.getUrl().getPath().contains("/ngenea-jobs/page/")) {
                    return super.getResponse(request);
                }
                asked.add(Instant.now());
                return asked.size() > times
                        ? super.getResponse(request)
                        : new WebResponse(
                                new WebResponseData(
                                        login,
                                        200,
                                        "OK",
                                        List.of(new NameValuePair("Content-Type", "text/html;charset=UTF-8"))),
                                request,
                                1);
            }
        };
        return asked;
    }

    @Test
    void aLoginPageDoesNotTakeThePlaceOfTheSummaryAndIsAskedForEverMoreRarely() throws Exception {
        reported.running("7");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            List<Instant> asked = loggedOut(web, 3);
            HtmlPage page = web.goTo(build.getUrl());
            await(web, () -> asked.size() == 3);
            String text = page.querySelector(".ngenea-summary").getTextContent();
            assertTrue(text.contains("1 running"), text);
            Duration second = Duration.between(asked.get(0), asked.get(1));
            Duration third = Duration.between(asked.get(1), asked.get(2));
            assertTrue(second.toMillis() > 3_500 && third.toMillis() > 7_500, () -> second + " and " + third);
        }
    }

    @Test
    void theTableGoesOnAfterALoginPage() throws Exception {
        reported.running("7");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            List<Instant> asked = loggedOut(web, 1);
            HtmlPage page = web.goTo(build.getUrl() + "ngenea-jobs/");
            HtmlTable table = page.getHtmlElementById("ngenea-table");
            await(web, () -> asked.size() == 1);
            reported.failed("7", "no space left");
            await(web, () -> table.getTextContent().contains("Job 7 ended with FAILURE."));
        }
    }

    @Test
    void whatTheHubSaysIsTextEverywhere() throws Exception {
        reported.failed("7", "reason");
        reported.action()
                .progress(
                        Reported.begun("8").withRequest(new ReportedRequest("/<script>alert(1)</script>", 1)),
                        Reported.shown("8", JobState.STARTED, 1, 0));
        HtmlPage page = plain();
        assertTrue(page.getHtmlElementById("ngenea-table").asNormalizedText().contains("<script>alert(1)</script>"));
        assertEquals(List.of(), page.getByXPath("//script[contains(text(), 'alert(')]"));
        assertFalse(page.getWebResponse().getContentAsString().contains("<script>alert"));
    }

    @Test
    void whoMayNotSeeTheBuildSeesNothingOfIt() throws Exception {
        reported.succeeded("7");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().toEveryone());
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.login("reader");
            for (String page : List.of("", "page/changes", "page/live")) {
                assertEquals(
                        404,
                        web.goTo(build.getUrl() + "ngenea-jobs/" + page, "text/html")
                                .getWebResponse()
                                .getStatusCode(),
                        page);
            }
        }
    }
}
