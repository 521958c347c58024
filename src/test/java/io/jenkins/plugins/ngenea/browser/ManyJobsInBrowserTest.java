package io.jenkins.plugins.ngenea.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.ngenea.report.Reported;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a build with many Hub jobs costs the browser, and how people find their way in it. */
@WithBrowser
class ManyJobsInBrowserTest {
    private static final By SUMMARY = By.className("ngenea-summary");
    private static final String ROWS = "document.querySelectorAll('#ngenea-table tbody tr')";
    private static final int MOST_BYTES = 100_000;
    private static final int FEW_BYTES = 3_000;
    private static final int FAILED = 20;

    private JenkinsRule jenkins;
    private Browser browser;

    /** Of a page or a request: its bytes, those that were sent, and how long it took. */
    private record Cost(long bytes, long sent, long millis) {
        private Cost(List<?> numbers) {
            this(at(numbers, 0), at(numbers, 1), at(numbers, 2));
        }

        private static long at(List<?> numbers, int index) {
            return ((Number) numbers.get(index)).longValue();
        }

        @Override
        public String toString() {
            return "%,d | %,d | %d ms".formatted(bytes, sent, millis);
        }
    }

    @BeforeEach
    void start(JenkinsRule rule, Browser chromium) {
        jenkins = rule;
        browser = chromium;
    }

    /** As many jobs as said; about twenty of them have failed if there are so many. */
    private FreeStyleBuild build(int jobs) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("nightly-migration"));
        new Reported(build).many(jobs);
        return build;
    }

    private void openJobs(FreeStyleBuild build, int jobs) {
        browser.open(build.getUrl() + "ngenea-jobs/");
        awaitRows(jobs);
    }

    private void awaitRows(int jobs) {
        browser.await(jobs + " rows", () -> browser.number(ROWS + ".length") == jobs);
    }

    private List<String> column(int index) {
        @SuppressWarnings("unchecked")
        List<String> cells = (List<String>) browser.run("return [..." + ROWS
                + "].filter(row => row.offsetParent !== null).map(row => row.cells[" + index + "].innerText.trim())");
        return cells;
    }

    @Test
    void theFewThatFailedAreFoundAmongAThousandByFilter() throws Exception {
        openJobs(build(1000), 1000);
        WebElement filter = browser.shown(By.id("ngenea-filter"));
        filter.sendKeys("failure");
        browser.await("the filter", () -> column(0).size() < 1000);
        assertEquals(List.of("100000", "100050", "100100"), column(0).subList(0, 3));
        assertEquals(FAILED, column(0).size());
    }

    @Test
    void aClickOnAHeaderSortsAThousand() throws Exception {
        openJobs(build(1000), 1000);
        WebElement failed = browser.shown(Browser.called("Failed"));
        browser.click(failed);
        browser.await("what failed comes first", () -> column(5).get(0).equals("1"));
        assertEquals(FAILED, column(5).lastIndexOf("1") + 1);
        browser.picture("hub-jobs.png");
        browser.click(failed);
        browser.await("what failed comes last", () -> column(5).get(0).equals("0"));
        assertEquals("1", column(5).get(999));
    }

    @Test
    void theBuildsPageOfAThousandJobsFitsOnTheScreen() throws Exception {
        browser.open(build(1000).getUrl());
        browser.awaitText(SUMMARY, "980 succeeded, 20 failed");
        browser.awaitText(SUMMARY, "10 more failed jobs");
        long height = browser.number("document.documentElement.scrollHeight");
        assertTrue(height <= Browser.HEIGHT, () -> height + " pixels");
    }

    @Test
    void onANarrowScreenOnlyTheTableScrolls() throws Exception {
        browser.resize(Browser.NARROW, Browser.HEIGHT);
        FreeStyleBuild build = build(20);
        browser.open(build.getUrl());
        browser.awaitText(SUMMARY, "20 failed");
        assertNoWiderThanTheScreen();
        openJobs(build, 20);
        assertNoWiderThanTheScreen();
    }

    private void assertNoWiderThanTheScreen() {
        long width = browser.number("document.documentElement.scrollWidth");
        assertTrue(width <= Browser.NARROW, () -> browser.driver().getCurrentUrl() + ": " + width + " pixels");
    }

    /** The table of docs/dev/performance.md; its times are those of this machine. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1000})
    void pagesAndRequestsStaySmall(int jobs) throws Exception {
        FreeStyleBuild build = build(jobs - 1);
        Reported reported = new Reported(build).running("900000");
        browser.open(build.getUrl());
        Cost page = page();
        Cost live = request("ngenea-jobs/page/live?since=");
        openJobs(build, jobs);
        Cost table = page();
        Cost rows = request("page/changes?since=");
        String version = reported.action().getVersion();
        reported.succeeded("900000");
        Cost change = request("page/changes?since=" + version);
        System.out.printf("| %,d | %s | %s | %s | %s | %s |%n", jobs, page, live, table, rows, change);
        assertTrue(page.bytes() + live.bytes() < MOST_BYTES, () -> page + ", " + live);
        assertTrue(table.bytes() + rows.bytes() < MOST_BYTES, () -> table + ", " + rows);
        assertTrue(live.sent() < FEW_BYTES && change.sent() < FEW_BYTES, () -> live + ", " + change);
    }

    /** Of the page that is open. */
    private Cost page() {
        return new Cost((List<?>) browser.run("const page = performance.getEntriesByType('navigation')[0];"
                + "return [page.decodedBodySize, page.encodedBodySize, page.loadEventEnd]"));
    }

    private Cost request(String url) {
        return new Cost((List<?>) browser.driver().executeAsyncScript("""
                const [url, done] = arguments;
                performance.clearResourceTimings();
                const start = performance.now();
                fetch(url).then((answer) => answer.text()).then((text) => {
                  const entry = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith(url));
                  done([entry.decodedBodySize, entry.encodedBodySize, entry.responseEnd - start]);
                });
                """, url));
    }
}
