package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build keeps all its jobs, however many: what that costs is in docs/dev/performance.md. */
class TenThousandJobsTest {
    private static final int MANY = 10_000;

    /** Far more than it takes, and far less than it would if each job looked at all others. */
    private static final Duration NOT_QUADRATIC = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private JobsFile file;

    @BeforeEach
    void findFile() {
        file = new JobsFile(directory);
    }

    private static ReportedJob ended(String id) {
        Duration took = Duration.ofMillis(20_000 + Long.parseLong(id) * 7_919 % 40_000);
        return Reported.begun(id)
                .with(Reported.shown(id, JobState.SUCCESS, 5, 0))
                .after(ReportedEnd.of(new Outcome(Outcome.Kind.SUCCEEDED, id, null, took, List.of(), "")), took);
    }

    /** As a build tells of them: begun, seen twice, ended. */
    private static KnownJobs run() {
        KnownJobs jobs = new KnownJobs();
        for (int i = 0; i < MANY; i++) {
            String id = String.valueOf(100_000 + i);
            jobs.put(Reported.begun(id));
            jobs.put(jobs.get(Reported.begun(id)).with(Reported.shown(id, JobState.STARTED, 0, 0)));
            jobs.put(jobs.get(Reported.begun(id)).with(Reported.shown(id, JobState.STARTED, 2, 0)));
            jobs.put(ended(id));
            // asked for at each end
            jobs.totals();
        }
        return jobs;
    }

    @Test
    void theirNewsTakeTimeInProportionToTheirNumber() {
        KnownJobs jobs = assertTimeout(NOT_QUADRATIC, TenThousandJobsTest::run);
        JobsSummary summary = new JobsSummary(jobs.all());
        assertEquals(MANY, summary.count(JobStatus.SUCCEEDED));
        assertEquals(0, jobs.totals().getFailedPaths());
    }

    @Test
    void theirTableIsSmallBeforeItIsCompressed() {
        KnownJobs jobs = run();
        String table = new JobsData(jobs.since("")).text(jobs.version(), false, new JobsSummary(jobs.all()));
        assertTrue(table.length() < 200_000, () -> table.length() + " characters");
        assertEquals(0, jobs.since(jobs.version()).size());
    }

    @Test
    void theyAreReadBackFromTheirFile() throws Exception {
        KnownJobs written = new KnownJobs();
        for (int i = 0; i < MANY; i++) {
            for (ReportedJob job : List.of(Reported.begun(String.valueOf(i)), ended(String.valueOf(i)))) {
                written.put(job);
                file.append(job, written, false);
            }
        }
        KnownJobs read = assertTimeout(NOT_QUADRATIC, () -> file.read());
        assertEquals(MANY, new JobsSummary(read.all()).count(JobStatus.SUCCEEDED));
        assertTrue(Files.size(directory.resolve("ngenea-jobs.jsonl")) < 10 << 20);
    }
}
