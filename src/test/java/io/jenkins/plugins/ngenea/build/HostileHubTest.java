package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What comes from a Hub may be too much, too deep, or meant for the terminal or browser of whoever looks at it. */
@WithJenkins
@Tag("slow")
class HostileHubTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String JSON = "application/json";
    private static final long GIGABYTE = 1L << 30;

    /** What is read at most, and what two sockets and their streams may hold beside it. */
    private static final long MOST_SENT = (8L + 16L) << 20;

    private static final String EVIL =
            Fault.EVIL_TEXT + "</b></a>\"'><img src=x onerror=alert(2)><iframe src='javascript:alert(3)'></iframe>";

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    /** What a browser would run is what the page has as elements. One for all pages: it reads their style sheets once. */
    private static JenkinsRule.WebClient browser;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
        known = HubInJenkins.start();
        hub = known.emulator();
        browser = rule.createWebClient().withJavaScriptEnabled(false);
    }

    @AfterAll
    static void stopHub() throws Exception {
        known.close();
        browser.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.faults().clear();
        hub.holdJobs();
        hub.clearRequests();
    }

    static Stream<Fault> tooMuch() {
        return Stream.of(Fault.hugeBody(GIGABYTE), Fault.endlessBody());
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void anAnswerWithoutEndAboutTheJobFailsTheBuildAfterEightMegabytes(Fault fault) throws Exception {
        hub.faults().always(FaultPoint.JOB, fault);
        WorkflowRun build = failsSoonAndReadsLittle(1);
        jenkins.assertLogContains(
                "the answer is larger than 8 MB. Job " + hub.lastJob().id(), build);
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void reasonsWithoutEndLeaveTheFailureAsItIs(Fault fault) throws Exception {
        hub.plan(JobPlan.immediate().endingIn("FAILURE"));
        hub.faults().always(FaultPoint.TASKS, fault);
        // a page of tasks that is too large is asked for once more, with fewer tasks
        WorkflowRun build = failsSoonAndReadsLittle(2);
        assertEquals(2, hub.requests(FaultPoint.TASKS).size());
        jenkins.assertLogContains("Cannot read from the Hub why the job failed: ", build);
        jenkins.assertLogContains("ended with FAILURE", build);
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void anAnswerWithoutEndToTheSubmitIsALostOne(Fault fault) throws Exception {
        hub.faults().always(FaultPoint.SUBMIT, Fault.takenThen(fault));
        hub.faults().always(FaultPoint.JOBS, fault);
        WorkflowRun build = failsSoonAndReadsLittle(3);
        jenkins.assertLogContains("It is not known whether Hub production", build);
        assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
    }

    /** @param answers how many of them are without end */
    private static WorkflowRun failsSoonAndReadsLittle(int answers) throws Exception {
        long before = hub.bytesSent();
        Instant begin = Instant.now();
        WorkflowRun build =
                Pipelines.run(jenkins, Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        Duration took = Duration.between(begin, Instant.now());
        assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took.toString());
        long sent = hub.bytesSent() - before;
        assertTrue(sent < answers * MOST_SENT, sent + " bytes");
        assertTrue(sent > 8 << 20, "the fault did not show: " + sent + " bytes");
        return build;
    }

    @Test
    void tenThousandBracketsAreALossOfContactThatEnds() throws Exception {
        hub.faults().times(2, FaultPoint.JOB, Fault.deepNesting(10_000));
        BothKinds both = BothKinds.start(jenkins).awaitLog("Reconnected to Hub").awaitFollowed();
        both.assertLogs("Lost contact: Hub " + hub.url() + " was asked to show job JOB and answered HTTP 200", hub);
        both.jobs(hub).forEach(job -> job.finish("SUCCESS"));
        both.awaitEnd(Result.SUCCESS);
    }

    @Test
    void escapesAndTagsInEveryFieldOfAFailedJobDoNoHarm() throws Exception {
        hub.faults().times(4, FaultPoint.JOB, evilJob(EVIL));
        BothKinds both = BothKinds.start(jenkins).awaitLog("is in a state that this plugin does not know");
        hub.faults().clear();
        hub.faults().always(FaultPoint.JOB, evilJob("FAILURE"));
        hub.jobs().forEach(job -> job.failTask(EVIL, EVIL));
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("Finished: SUCCESS gnp.exe <script>alert(1)</script>", hub);
        both.builds().forEach(HostileHubTest::assertHarmless);
    }

    @Test
    void escapesAndTagsOfAJobThatWasOnlyWaitedForDoNoHarm() throws Exception {
        hub.faults().always(FaultPoint.JOB, evilJob("SUCCESS"));
        WorkflowRun build = Pipelines.run(
                jenkins,
                Result.SUCCESS,
                "def r = ngeneaWaitForJob(job: '7')\necho \"got ${r.workflow} at ${r.site}: ${r.counts}\"");
        jenkins.assertLogContains("got [31mred [0m ]0;title [2J 31m Finished: SUCCESS gnp.exe <script>", build);
        assertHarmless(build);
    }

    @Test
    void escapesAndTagsInAWarningDoNoHarm() throws Exception {
        hub.plan(JobPlan.immediate().endingIn("ERROR").withErrorTask(EVIL, EVIL));
        WorkflowRun build = Pipelines.run(
                jenkins, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], propagate: false)");
        assertHarmless(build);
    }

    @Test
    void escapesAndTagsInARefusalDoNoHarm() throws Exception {
        hub.faults().times(2, FaultPoint.SUBMIT, Fault.status(400, evil().toString(), JSON));
        BothKinds both = BothKinds.start(jenkins);
        both.awaitEnd(Result.FAILURE);
        both.builds().forEach(HostileHubTest::assertHarmless);
    }

    @Test
    void escapesAndTagsInTheCauseOfALossDoNoHarm() throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        hub.faults().always(FaultPoint.JOB, Fault.status(400, evil().toString(), JSON));
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("Lost track of job JOB: ", hub);
        both.builds().forEach(HostileHubTest::assertHarmless);
    }

    @Test
    void escapesAndTagsInTheMessageToAdministratorsDoNoHarm() throws Exception {
        hub.plan(JobPlan.immediate());
        WorkflowRun build =
                Pipelines.run(jenkins, Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        EmulatedJob job = hub.lastJob();
        hub.faults().always(FaultPoint.JOB, evilJob(EVIL));
        LeftBehind.follow(build, job.id());
        BackgroundRunsMonitor monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() ->
                        monitor.getRuns().stream().anyMatch(run -> run.status().contains("<script>")));
        assertHarmless("manage/");
        hub.faults().always(FaultPoint.JOB, Fault.status(400, evil().toString(), JSON));
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> monitor.getRuns().stream().anyMatch(run -> run.over()));
        assertHarmless("manage/");
        RunRegistry.get().unsettled().forget();
    }

    private static ObjectNode evil() {
        ObjectNode evil = new ObjectMapper().createObjectNode();
        evil.put("detail", EVIL).put("workflow", EVIL).put("site", EVIL).put("owner", EVIL);
        evil.put("url", EVIL).put(EVIL, EVIL);
        evil.putObject("counts").put(EVIL, 7);
        return evil;
    }

    private static Fault evilJob(String state) {
        return Fault.status(200, evil().put("state", state).put("id", EVIL).toString(), JSON);
    }

    /** The log has lines and no other control characters; no page that shows the build has an element of the Hub's. */
    private static void assertHarmless(Run<?, ?> build) {
        try {
            assertCleanLog(build);
            List<String> pages = new ArrayList<>(List.of(build.getUrl(), build.getUrl() + "console"));
            pages.add(build.getParent().getUrl());
            if (build instanceof WorkflowRun pipeline) {
                pages.add(build.getUrl() + "flowGraphTable/");
                for (FlowNode node : new FlowGraphWalker(pipeline.getExecution())) {
                    pages.add(node.getUrl());
                }
            }
            for (String page : pages) {
                assertHarmless(page);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertCleanLog(Run<?, ?> build) throws Exception {
        String log = browser.goTo(build.getUrl() + "consoleText", "text/plain")
                .getWebResponse()
                .getContentAsString();
        assertTrue(log.contains("[Ngenea]"), log);
        int control = log.codePoints()
                .filter(c -> c != '\n' && c != '\r')
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                .findFirst()
                .orElse(0);
        assertEquals(0, control, log);
        assertEquals(
                1, log.lines().filter(line -> line.startsWith("Finished: ")).count(), log);
    }

    private static void assertHarmless(String url) throws Exception {
        HtmlPage page = browser.goTo(url);
        assertEquals(List.of(), page.getByXPath("//script[contains(text(), 'alert(')]"), url);
        assertEquals(List.of(), page.getByXPath("//img[@onerror] | //iframe"), url);
        if (url.endsWith("/console") || url.equals("manage/")) {
            assertTrue(page.asNormalizedText().contains("<script>alert(1)</script>"), "not shown in " + url);
        }
    }
}
