package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A job that becomes known after the outcome of its run was given: it has one row, and that does not run for ever. */
@WithOneJenkins
class LateJobTest {
    private static final Duration TOOK = Duration.ofMillis(1234);

    private FreeStyleProject project;
    private FreeStyleBuild build;

    @BeforeEach
    void runABuild(JenkinsRule jenkins) throws Exception {
        project = jenkins.createFreeStyleProject("data");
        build = jenkins.buildAndAssertSuccess(project);
    }

    private NgeneaJobsAction action() {
        return NgeneaJobsAction.of(build);
    }

    private void restart() throws IOException {
        project.doReload();
        build = project.getLastBuild();
    }

    private List<String> ids() {
        return action().getEntries().stream().map(ReportedJob::getId).toList();
    }

    private static ReportedJob job(String id) {
        return Reported.begun(id).ofRun("run of " + id);
    }

    private static Outcome cancelled(String id) {
        return new Outcome(Outcome.Kind.TIMED_OUT, id, null, TOOK, List.of(), "Too late.");
    }

    /** The outcome of the run of this job, before there is a job. */
    private void timeOut(String id) {
        action().ended(
                        ReportedJob.withoutJob("production", "run of " + id, "migrate", "dfoster1", 1_700_000_000_000L),
                        cancelled(""),
                        TOOK);
    }

    @Test
    void itTakesTheRowOfItsRun() throws Exception {
        timeOut("7");
        action().add(job("8"));
        String seen = action().getVersion();
        action().add(job("7"));
        assertEquals(List.of("7", "8"), ids());
        assertEquals(
                List.of(0),
                action().changedSince(seen).stream().map(KnownJobs.Place::index).toList());
        restart();
        assertEquals(List.of("7", "8"), ids());
    }

    @Test
    void itHasOneRowWhenItEndsAfterARestart() throws Exception {
        timeOut("7");
        action().add(job("7"));
        restart();
        action().progress(job("7"), Reported.shown("7", JobState.CANCELLED, 2, 0));
        action().ended(job("7"), cancelled("7"), TOOK);
        restart();
        assertEquals(List.of("7"), ids());
        assertEquals("CANCELLED", action().getEntries().get(0).getState());
    }

    @Test
    void itTakesTheRowThatWasWrittenBeforeARestart() throws Exception {
        timeOut("7");
        restart();
        action().add(job("7"));
        assertEquals(List.of("7"), ids());
        restart();
        assertEquals(List.of("7"), ids());
    }

    @Test
    void itTakesNoRowOfAnotherRun() {
        timeOut("7");
        action().add(job("8"));
        assertEquals(List.of("", "8"), ids());
    }

    @Test
    void itIsNotShownAsRunningWhenItsRunIsOver() throws Exception {
        action().add(job("7"));
        action().over(job("7"), cancelled("7"), TOOK);
        restart();
        ReportedJob shown = action().getEntries().get(0);
        assertFalse(shown.isFollowed());
        assertEquals(1234, shown.getDurationMillis());
    }

    @Test
    void theEndOfItsRunChangesNothingThatWasSaidOfItsEnd() throws Exception {
        action().add(job("7"));
        action().ended(job("7"), cancelled("7"), TOOK);
        long size = Files.size(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl"));
        action().over(job("7"), cancelled("7"), TOOK.multipliedBy(2));
        assertEquals(1234, action().getEntries().get(0).getDurationMillis());
        assertEquals(size, Files.size(build.getRootDir().toPath().resolve("ngenea-jobs.jsonl")));
    }

    @Test
    void theEndOfARunShowsNoJobThatWasNotShownBefore() {
        action().over(job("7"), cancelled("7"), TOOK);
        assertEquals(List.of(), action().getEntries());
    }
}
