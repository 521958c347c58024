package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a build says of its Hub jobs. */
@WithOneJenkins
class BuildPageTest {
    private JenkinsRule jenkins;
    private FreeStyleProject project;
    private FreeStyleBuild build;
    private Reported reported;

    @BeforeEach
    void runABuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = rule.createFreeStyleProject("data");
        build = rule.buildAndAssertSuccess(project);
        reported = new Reported(build);
    }

    private HtmlPage page() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo(build.getUrl());
        }
    }

    /** As a screen reader has it, with single blanks. */
    private static String text(HtmlPage page) {
        return page.querySelector(".ngenea-summary").getTextContent().replaceAll("\\s+", " ");
    }

    private static int jobs(HtmlPage page) {
        return page.querySelectorAll(".ngenea-job").size();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }

    @Test
    void fewJobsAreEachShownAndWordsDoNotRunTogether() throws Exception {
        HtmlPage page = page(reported.succeeded("7").running("8"));
        assertEquals(2, jobs(page));
        String text = text(page);
        assertContains(text, "Ngenea Hub jobs: 1 succeeded, 1 running");
        assertContains(text, "Ngenea Hub production: migrate at dfoster1, job 7 SUCCESS after 1.2 sec");
        assertContains(text, "/mmfs1/data/file7 and 4 more");
        assertContains(text, "5 of 5 files");
        assertContains(text, "job 8 STARTED");
        assertEquals(
                "https://hub.example.com/jobs/7", page.getAnchorByText("job 7").getHrefAttribute());
    }

    private HtmlPage page(Reported ignored) throws Exception {
        return page();
    }

    @Test
    void ofManyJobsThoseThatFailedAreShownAndTheRestIsALine() throws Exception {
        for (int i = 0; i < 20; i++) {
            reported.succeeded("1" + i);
        }
        for (int i = 0; i < 12; i++) {
            reported.failed("2" + i, "no space left");
        }
        reported.running("30").running("31").running("32");
        HtmlPage page = page();
        String text = text(page);
        assertContains(text, "20 succeeded, 12 failed, 3 running");
        assertContains(text, "/mmfs1/data/bad20: no space left");
        assertFalse(text.contains("/mmfs1/data/file20 and 4 more"), text);
        assertContains(text, "2 more failed jobs");
        assertEquals(10, jobs(page));
        assertEquals(
                JobStatus.values().length,
                page.querySelectorAll(".ngenea-bar rect").size());
        assertEquals("571", ((DomElement) page.querySelector(".ngenea-bar__SUCCEEDED")).getAttribute("width"));
    }

    @Test
    void whatFailedComesFirstAmongFew() throws Exception {
        String text = text(page(reported.succeeded("7").failed("8", "no space left")));
        assertTrue(text.indexOf("job 8") < text.indexOf("job 7"), text);
    }

    @Test
    void aThousandJobsAreAsShortAsTwenty() throws Exception {
        for (int i = 0; i < 1000; i++) {
            reported.succeeded("" + i);
        }
        HtmlPage page = page();
        assertContains(text(page), "1000 succeeded");
        assertEquals(0, jobs(page));
    }

    @Test
    void reasonsAreThereAfterTheHubForgotTheJobAndJenkinsRestarted() throws Exception {
        reported.failed("8", "no space left");
        project.doReload();
        build = project.getLastBuild();
        assertContains(text(page()), "/mmfs1/data/bad8: no space left");
    }

    @Test
    void aRequestThatWasRefusedIsShownWithItsReason() throws Exception {
        reported.withoutJob("k1", Outcome.Kind.REJECTED, "The Hub refused the request: unknown workflow.");
        String text = text(page());
        assertContains(text, "1 failed");
        assertContains(text, "no job");
        assertContains(text, "The Hub refused the request: unknown workflow.");
        assertEquals(0, reported.action().getJobs().size());
    }

    @Test
    void twoRequestsThatWereRefusedAreTwo() throws Exception {
        reported.withoutJob("k1", Outcome.Kind.REJECTED, "One.").withoutJob("k2", Outcome.Kind.UNKNOWN_SUBMIT, "Two.");
        assertContains(text(page()), "2 failed");
    }

    @Test
    void aTimeoutIsShownThoughTheJobGoesOn() throws Exception {
        reported.running("7").ended("7", Outcome.Kind.TIMED_OUT, "The timeout of 1 min passed.", List.of());
        String text = text(page());
        assertContains(text, "1 failed");
        assertContains(text, "The timeout of 1 min passed.");
    }

    @Test
    void aJobThatNobodyWaitsForReadsSo() throws Exception {
        assertContains(
                text(page(reported.ended("7", Outcome.Kind.SUBMITTED, "", List.of()))),
                "job 7 submitted, not followed");
    }

    @Test
    void lostContactReadsSoUntilTheHubAnswers() throws Exception {
        reported.running("7").action().contactLost(Reported.begun("7"), Instant.now());
        assertContains(text(page()), "contact lost since ");
        reported.action().contactBack(Reported.begun("7"));
        assertFalse(text(page()).contains("contact lost"));
    }

    @Test
    void theNextNewsOfAJobEndsALostContact() {
        reported.running("7").action().contactLost(Reported.begun("7"), Instant.now());
        reported.action().progress(Reported.begun("7"), Reported.shown("7", JobState.STARTED, 2, 0));
        assertEquals(1, reported.action().getSummary().count(JobStatus.RUNNING));
    }

    @Test
    void runningMovesAndIsNoGreenTick() {
        reported.running("7");
        assertEquals(
                "symbol-status-nobuilt-anime",
                reported.action().getEntries().get(0).getStatus().getIcon());
    }

    @Test
    void nothingStandsInThePageThatAPolicyForbids() throws Exception {
        HtmlPage page = page(reported.failed("8", "<script>alert(1)</script><img src=x onerror=alert(1)>"));
        assertContains(text(page), "<script>alert(1)</script>");
        assertEquals(
                List.of(),
                page.getByXPath("//*[@class='ngenea-summary']//script | //*[@class='ngenea-summary']//@style"));
        assertEquals(List.of(), page.getByXPath("//*[@class='ngenea-summary']//img"));
    }

    @Test
    void aLineOfAJobStaysShortWhateverTheHubSays() throws Exception {
        TaskFailure failure =
                new TaskFailure("\u4e00".repeat(5000), "FAILURE", "\"\u4e01\\".repeat(5000), "", "", 0, 1);
        reported.ended("7", Outcome.Kind.FAILED, "\u4e02".repeat(5000), Collections.nCopies(100, failure));
        int longest = Files.readAllLines(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl")).stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElseThrow();
        assertTrue(longest < 16 << 10, () -> "" + longest);
        assertFalse(reported.action().getEntries().get(0).getEnd().failures().isEmpty());
    }

    @Test
    void whatALaterVersionAddsToAnEndIsNoError() throws Exception {
        Files.writeString(
                build.getRootDir().toPath().resolve("ngenea-jobs.jsonl"),
                "\n{\"hub\":\"h\",\"id\":\"8\",\"durationMillis\":5,\"request\":{\"later\":1},"
                        + "\"end\":{\"kind\":\"LATER\",\"failures\":[null,{\"why\":2}]}}");
        project.doReload();
        build = project.getLastBuild();
        ReportedJob job = NgeneaJobsAction.of(build).getEntries().get(0);
        assertEquals("8", job.getId());
        assertEquals(JobStatus.FAILED, job.getStatus());
        assertEquals("", job.getPathsText());
    }
}
