package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.file.Files;
import java.util.Collection;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a Jenkins job and its build history say of Hub jobs. */
@WithOneJenkins
class JobTrendTest {
    private JenkinsRule jenkins;
    private FreeStyleProject project;

    @BeforeEach
    void makeAProject(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = rule.createFreeStyleProject("data");
    }

    private FreeStyleBuild build() throws Exception {
        return jenkins.buildAndAssertSuccess(project);
    }

    private HtmlPage page() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo(project.getUrl());
        }
    }

    private static String text(DomNode node) {
        return node.getTextContent().replaceAll("\\s+", " ").strip();
    }

    @Test
    void theLastHubJobIsOnThePageOfTheJob() throws Exception {
        new Reported(build()).succeeded("7").failed("8", "no space left");
        String text = text(page().querySelector(".ngenea-trend"));
        assertTrue(text.contains("Last: job 8 FAILURE build #1"), text);
    }

    @Test
    void aTrendShowsTheBuildsInTheirOrder() throws Exception {
        new Reported(build()).succeeded("7");
        new Reported(build()).succeeded("8").failed("9", "no space left");
        build();
        HtmlPage page = page();
        assertEquals(2, page.querySelectorAll(".ngenea-trend tbody tr").size());
        assertEquals(
                "#1 5 0 1.2 sec",
                words(page.querySelectorAll(".ngenea-trend tbody tr").get(0)));
        assertEquals(
                "#2 9 1 1.2 sec",
                words(page.querySelectorAll(".ngenea-trend tbody tr").get(1)));
        assertEquals(
                "54",
                ((DomElement) page.querySelectorAll(".ngenea-trend .ngenea-bar__SUCCEEDED")
                                .get(1))
                        .getAttribute("height"));
    }

    private static String words(DomNode row) {
        StringBuilder words = new StringBuilder();
        row.getChildren().forEach(cell -> words.append(text(cell)).append(' '));
        return words.toString().strip();
    }

    @Test
    void aJobWithoutHubJobsShowsNothing() throws Exception {
        build();
        assertNull(page().querySelector(".ngenea-trend"));
    }

    @Test
    void noBuildIsLoadedForIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            new Reported(build()).succeeded("" + i);
        }
        project.doReload();
        project.getLastBuild();
        int loaded = loaded().size();
        project.getAction(JobTrend.class).getColumns();
        assertEquals(loaded, loaded().size());
    }

    private Collection<FreeStyleBuild> loaded() {
        return project.getLazyBuildMixIn().getRunMap().getLoadedBuilds().values();
    }

    @Test
    void whatABuildDidIsKnownWithoutItsListOfJobs() throws Exception {
        FreeStyleBuild build = build();
        new Reported(build).failed("8", "no space left");
        build.save();
        project.doReload();
        Files.delete(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl"));
        NgeneaJobsAction action = project.getLastBuild().getAction(NgeneaJobsAction.class);
        assertNotNull(action);
        assertEquals(1, action.getTotals().getFailedPaths());
    }

    @Test
    void theHistoryHasABadgeWherePathsFailed() throws Exception {
        new Reported(build()).succeeded("7");
        new Reported(build()).failed("8", "no space left");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage history = web.goTo(project.getUrl() + "buildHistory/ajax");
            assertEquals(
                    1,
                    history.getByXPath("//a[contains(@href, '/ngenea-jobs/')]").size());
            assertTrue(
                    history.getWebResponse().getContentAsString().contains("1 path failed"),
                    history.getWebResponse().getContentAsString());
        }
    }
}
