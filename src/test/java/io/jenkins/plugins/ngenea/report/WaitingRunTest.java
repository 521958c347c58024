package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A run that has no Hub job yet is on the page of its build: whoever opens that early sees all that follows. */
@WithOneJenkins
class WaitingRunTest {
    private static final Duration TOOK = Duration.ofMillis(1234);

    private FreeStyleBuild build;

    @BeforeEach
    void runABuild(JenkinsRule jenkins) throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
    }

    private NgeneaJobsAction action() {
        return NgeneaJobsAction.of(build);
    }

    private static ReportedJob waiting(String run) {
        return ReportedJob.withoutJob("production", run, "migrate", "dfoster1", 1_700_000_000_000L);
    }

    private static ReportedJob job(String id, String run) {
        return Reported.begun(id).ofRun(run);
    }

    private List<JobStatus> statuses() {
        return action().getEntries().stream().map(ReportedJob::getStatus).toList();
    }

    @Test
    void itIsCountedAndThePageStaysLive() {
        action().begun(waiting("a"));
        JobsPage page = action().getPage();
        assertEquals(1, page.getSummary().count(JobStatus.WAITING));
        assertTrue(page.isLive());
        assertEquals(List.of(), List.copyOf(action().getJobs()));
    }

    @Test
    void itIsNotWrittenDown() {
        action().begun(waiting("a"));
        assertFalse(Files.exists(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl")));
    }

    @Test
    void itsJobTakesItsRowAndEachStepOfThatIsNewToAPage() {
        action().begun(waiting("a"));
        action().begun(waiting("b"));
        String seen = action().getVersion();
        action().add(job("7", "b"));
        assertEquals(List.of(JobStatus.WAITING, JobStatus.RUNNING), statuses());
        assertEquals(
                List.of(1),
                action().changedSince(seen).stream().map(KnownJobs.Place::index).toList());
    }

    @Test
    void itsPathsAreShownOnceTheRequestHasBeenRead() {
        action().begun(waiting("a"));
        action().begun(waiting("a").withRequest(new ReportedRequest("/mmfs1/a", 5)));
        assertEquals(
                List.of("/mmfs1/a and 4 more"),
                action().getEntries().stream().map(ReportedJob::getPathsText).toList());
    }

    @Test
    void itEndsWithItsRunWhetherOrNotThereIsAJob() {
        action().begun(waiting("a"));
        action().ended(
                        waiting("a"),
                        new Outcome(Outcome.Kind.ABORTED, "", null, TOOK, List.of(), "Nothing was submitted."),
                        TOOK);
        assertEquals(List.of(JobStatus.CANCELLED), statuses());
    }

    @Test
    void itHasNoRowWhenItTakesOverTheJobOfAnEarlierRun() throws Exception {
        action().add(job("7", "a"));
        action().begun(waiting("b"));
        action().begun(waiting("c"));
        String seen = action().getVersion();
        action().add(job("7", "b"));
        action().ended(job("7", "b"), new Outcome(Outcome.Kind.SUCCEEDED, "7", null, TOOK, List.of(), ""), TOOK);
        assertEquals(List.of(JobStatus.FAILED, JobStatus.WAITING), statuses());
        assertEquals(2, action().changedSince(seen).size(), "all rows are new to a page");
        assertEquals(
                1,
                Files.readString(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl"))
                                .split("startedMillis")
                                .length
                        - 1);
    }

    @Test
    void newsThatComeTooLateDoNotLetARunWaitThatHasAJobOrIsOver() {
        action().add(job("7", "a"));
        action().progress(job("7", "a"), Reported.shown("7", JobState.STARTED, 1, 0));
        action().begun(waiting("a"));
        action().ended(
                        waiting("b"),
                        new Outcome(Outcome.Kind.REJECTED, "", null, TOOK, List.of(), "The Hub refused it."),
                        TOOK);
        action().begun(waiting("b"));
        assertEquals(List.of(JobStatus.RUNNING, JobStatus.FAILED), statuses());
    }

    @Test
    void theTimeOfARunThatOnlyWaitedIsNoDurationOfAJob() {
        action().begun(waiting("a"));
        action().ended(
                        waiting("a"),
                        new Outcome(
                                Outcome.Kind.ABORTED,
                                "",
                                null,
                                Duration.ofHours(3),
                                List.of(),
                                "Nothing was submitted."),
                        Duration.ofHours(3));
        assertEquals("", new JobTrend.Column(1, action().getTotals(), 0, 1, 1).getDurationText());
    }
}
