package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.report.JobStatus;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a build is told of a run. */
@WithOneJenkins
class JobReportTest {
    private static Outcome timedOut(String jobId) {
        return new Outcome(Outcome.Kind.TIMED_OUT, jobId, null, Duration.ofMinutes(1), List.of(), "Too late.");
    }

    private static List<ReportedJob> entries(FreeStyleBuild build) {
        return NgeneaJobsAction.of(build).getEntries();
    }

    private static JobReport report(FreeStyleBuild build) {
        JournalEntry entry = JournalEntry.ofNewRun(
                "key",
                new StepOfBuild(build.getExternalizableId(), ""),
                new HubAccess("hub", ""),
                "migrate",
                "dfoster1",
                "",
                RunTerms.of(Instant.now(), null, true, false));
        return new JobReport(entry, build);
    }

    @Test
    void aRunIsOnThePageBeforeItHasAJob(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        JobReport report = report(build);
        report.begun();
        assertEquals(JobStatus.WAITING, entries(build).get(0).getStatus());
        report.requested("/mmfs1/a", 3);
        assertEquals("/mmfs1/a and 2 more", entries(build).get(0).getPathsText());
        report.submitted("7");
        assertEquals(
                List.of("7"), entries(build).stream().map(ReportedJob::getId).toList());
        assertEquals("/mmfs1/a and 2 more", entries(build).get(0).getPathsText());
    }

    @Test
    void aRunThatTimedOutAndThenFindsItsJobHasOneRowThatEnds(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        JobReport report = report(build);
        report.ended(timedOut(""));
        assertEquals(
                List.of(""), entries(build).stream().map(ReportedJob::getId).toList());
        report.submitted("7");
        assertEquals(JobStatus.RUNNING, entries(build).get(0).getStatus());
        report.over(timedOut("7"));
        build.reload();
        assertEquals(
                List.of("7"), entries(build).stream().map(ReportedJob::getId).toList());
        assertEquals(JobStatus.FAILED, entries(build).get(0).getStatus());
    }
}
