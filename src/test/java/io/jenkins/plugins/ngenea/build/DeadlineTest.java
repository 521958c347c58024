package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The parameter {@code timeout} is a moment, whatever happens until then. */
@Tag("slow")
class DeadlineTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private BothKinds bothWithTimeout(JenkinsRule jenkins, String timeout) throws Exception {
        hub.configure();
        return BothKinds.start(jenkins, ", timeout: '" + timeout + "'", builder -> builder.setTimeout(timeout));
    }

    @Test
    void aPausedJobIsSaidOnceAndCancelledWhenTheDeadlinePasses() throws Throwable {
        hub.emulator().plan(JobPlan.held().pausedUntilResumed());
        sessions.then(jenkins -> {
            Instant begin = Instant.now();
            BothKinds both = bothWithTimeout(jenkins, "30 s").awaitLog("is PAUSED");
            both.awaitEnd(Result.FAILURE);
            both.assertLogs("The timeout of 30 s has expired. Job JOB ended with CANCELLED: LINK", hub.emulator());
            for (Run<?, ?> build : both.builds()) {
                assertEquals(1, lines(build, "is PAUSED until somebody resumes it in the Hub: "));
                EmulatedJob job = BothKinds.job(build, hub.emulator());
                assertEquals("CANCELLED", job.state());
                assertEquals(1, job.cancelRequests());
                assertTrue(cancelled(job).isAfter(begin.plus(HALF_A_MINUTE)), "too early");
            }
        });
    }

    @Test
    void aRestartDoesNotExtendTheDeadline() throws Throwable {
        Instant[] beforeTheRestart = new Instant[1];
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(
                    Pipelines.job("late", "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: 1)"),
                    hub.emulator());
            beforeTheRestart[0] = Instant.now();
        });
        EmulatedJob job = Pipelines.onlyJob(hub.emulator());
        sessions.then(jenkins -> {
            Run<?, ?> build = build("late");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains(
                    "The timeout of 1 min has expired. Job " + job.id() + " ended with CANCELLED", build);
        });
        assertEquals(1, job.cancelRequests());
        assertTrue(cancelled(job).isBefore(beforeTheRestart[0].plus(A_MINUTE)), "the restart extended the deadline");
        assertTrue(cancelled(job).isAfter(job.created().plusSeconds(50)), "too early");
    }

    @Test
    void aDeadlineThatPassedWhileJenkinsWasDownCancelsTheJobsOfBothKinds() throws Throwable {
        String[] names = new String[2];
        sessions.then(jenkins -> {
            BothKinds both = bothWithTimeout(jenkins, "1 min").awaitFollowed();
            for (int i = 0; i < names.length; i++) {
                names[i] = both.builds().get(i).getParent().getFullName();
            }
        });
        List<EmulatedJob> jobs = hub.emulator().jobs();
        jobs.forEach(job -> assertEquals(0, job.cancelRequests()));
        letTheDeadlinePass();
        sessions.then(jenkins -> {
            Run<?, ?> pipeline = build(names[0]);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(pipeline));
            jenkins.assertLogContains(
                    "has expired. Job "
                            + BothKinds.job(pipeline, hub.emulator()).id() + " ended with CANCELLED",
                    pipeline);
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> HubRuntime.get().journal().all().isEmpty());
            assertEquals(Result.ABORTED, build(names[1]).getResult());
        });
        jobs.forEach(job -> assertEquals("CANCELLED", job.state()));
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    /** As if Jenkins had been down for a minute: the records are the only place where the deadline is kept. */
    private void letTheDeadlinePass() throws IOException {
        Path journal = sessions.getHome().toPath().resolve("ngenea-hub").resolve("journal");
        List<Path> records;
        try (Stream<Path> files = Files.walk(journal)) {
            records = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertEquals(2, records.size());
        for (Path record : records) {
            String text = Files.readString(record);
            String passed =
                    text.replaceFirst("(\"deadlineMillis\"\\s*:\\s*)\\d+", "$1" + (System.currentTimeMillis() - 1000));
            assertTrue(!passed.equals(text), text);
            Files.writeString(record, passed);
        }
    }

    private static Run<?, ?> build(String job) {
        return Jenkins.get().getItemByFullName(job, Job.class).getBuildByNumber(1);
    }

    private Instant cancelled(EmulatedJob job) {
        return hub.emulator()
                .requests("POST", "/api/jobs/" + job.id() + "/cancel/")
                .get(0)
                .at();
    }

    private static long lines(Run<?, ?> build, String part) throws IOException {
        return Arrays.stream(JenkinsRule.getLog(build).split("\\R"))
                .filter(line -> line.contains(part))
                .count();
    }
}
