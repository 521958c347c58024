package io.jenkins.plugins.ngenea.restart;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.restart.RestartTable.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Stops a Jenkins whose builds are at every {@link Moment} at once, starts it again and compares each with
 * {@link RestartTable}: one job in the Hub, the right result, nothing left.
 */
@Tag("slow")
class RestartAtEveryMomentTest {
    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension().withTimeout(900);

    private final RestartHubs hubs = new RestartHubs();
    private List<Cell> cells;

    @AfterEach
    void stopHubs() {
        hubs.close();
    }

    @Test
    void aCleanRestartLosesAndDoublesNothing() throws Throwable {
        holdBuilds(Stop.CLEAN);
        stopCleanly();
        assertCells();
    }

    @Test
    void aKillLosesAndDoublesNothing() throws Throwable {
        holdBuilds(Stop.KILL);
        kill();
        assertCells();
    }

    @Test
    void aKillAfterACleanRestartLosesAndDoublesNothing() throws Throwable {
        holdBuilds(Stop.CLEAN_THEN_KILL);
        stopCleanly();
        real.startJenkins();
        real.runRemotely(
                InJenkins::awaitGoingOn,
                builds(cell -> cell.kind().goesOnAfter(Stop.CLEAN, cell.moment()) && !isPaused(cell)));
        awaitSecondJobs();
        kill();
        assertCells();
    }

    private String[] builds(Predicate<Cell> which) {
        return cells.stream().filter(which).map(Cell::build).toArray(String[]::new);
    }

    private String[] buildsAt(Moment moment) {
        return builds(cell -> cell.moment() == moment);
    }

    /** Its saved program is from before the end of the job. */
    private static boolean isPaused(Cell cell) {
        return cell.moment() == Moment.END_WRITTEN && cell.kind() == Kind.MAX_SURVIVABILITY;
    }

    /** It is shown if the 12 seconds were over that it waits for its Hub, and not before. */
    private static boolean isPatient(Cell cell) {
        return cell.moment() == Moment.CANCELLING && cell.kind().goesOnAfter(cell.stop(), cell.moment());
    }

    /** Brings all builds to their moments. */
    private void holdBuilds(Stop stop) throws Throwable {
        cells = RestartTable.cells(stop);
        real.startJenkins();
        real.runRemotely(InJenkins::configure, hubs.forJenkins());
        start(
                Moment.CANCEL_LEFT_BEHIND,
                Moment.END_WRITTEN,
                Moment.FOLLOWING,
                Moment.HUB_DOWN,
                Moment.JOB_ENDED,
                Moment.SECOND_JOB,
                Moment.CANCELLING);
        real.runRemotely(
                InJenkins::awaitLine, builds(cell -> cell.moment().compareTo(Moment.FOLLOWING) >= 0), "is STARTED");
        real.runRemotely(InJenkins::stopStep, buildsAt(Moment.CANCEL_LEFT_BEHIND));
        real.runRemotely(InJenkins::pause, builds(RestartAtEveryMomentTest::isPaused));
        hubs.succeed(Moment.END_WRITTEN);
        hubs.fail(Moment.JOB_ENDED);
        hubs.of(Moment.HUB_DOWN).goDown();
        start(Moment.BEFORE_SUBMIT, Moment.DURING_SUBMIT, Moment.AFTER_SUBMIT);
        awaitRequests(Moment.BEFORE_SUBMIT, FaultPoint.JOBS);
        awaitRequests(Moment.DURING_SUBMIT, FaultPoint.SUBMIT);
        awaitRequests(Moment.AFTER_SUBMIT, FaultPoint.SUBMIT);
        awaitRequests(Moment.JOB_ENDED, FaultPoint.TASKS);
        real.runRemotely(InJenkins::awaitLine, buildsAt(Moment.HUB_DOWN), "Lost contact");
        real.runRemotely(
                InJenkins::awaitLine, builds(cell -> cell.moment().hasGate() && !isPaused(cell)), "Waiting for job 1");
        real.runRemotely(InJenkins::awaitRecord, buildsAt(Moment.END_WRITTEN), JournalEntry.Status.ENDED);
        if (stop != Stop.CLEAN_THEN_KILL) {
            awaitSecondJobs();
        }
        // last: an aborted build waits only 12 seconds for its Hub
        real.runRemotely(InJenkins::abort, buildsAt(Moment.CANCELLING));
        awaitRequests(Moment.CANCELLING, FaultPoint.CANCEL);
    }

    private void awaitSecondJobs() throws Throwable {
        hubs.awaitSecondJobs(buildsAt(Moment.SECOND_JOB));
        real.runRemotely(InJenkins::awaitRecord, buildsAt(Moment.SECOND_JOB), JournalEntry.Status.FOLLOWING);
    }

    private void start(Moment... moments) throws Throwable {
        real.runRemotely(InJenkins::start, moments);
    }

    private void awaitRequests(Moment moment, FaultPoint point) {
        hubs.awaitRequests(moment, point, buildsAt(moment).length);
    }

    private void stopCleanly() throws Throwable {
        real.runRemotely(InJenkins::shutDown);
        real.stopJenkins();
    }

    private void kill() throws Throwable {
        ProcessHandle process =
                ProcessHandle.of(real.runRemotely(InJenkins::process)).orElseThrow();
        real.stopJenkinsForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private void assertCells() throws Throwable {
        hubs.letRequestsArrive(buildsAt(Moment.DURING_SUBMIT).length);
        real.startJenkins();
        List<String> shown = List.of(real.runRemotely(InJenkins::awaitShown, builds(Cell::shown)));
        hubs.letGo();
        List<String> cancelled = awaitCancelsBehind();
        hubs.gate().job("1").finish("SUCCESS");
        real.runRemotely(InJenkins::goOn, builds(RestartAtEveryMomentTest::isPaused));
        ArrayList<BuildSeen> all = real.runRemotely(InJenkins::awaitEnd, builds(cell -> true));
        real.stopJenkins();
        Map<String, BuildSeen> byBuild = all.stream().collect(Collectors.toMap(BuildSeen::build, Function.identity()));
        assertEquals(0, hubs.gate().job("1").cancelRequests(), "nobody aborted the builds that waited for this job");
        assertAll(cells.stream().flatMap(cell -> checks(cell, byBuild.get(cell.build()), shown, cancelled)));
    }

    /** The builds whose cancel was sent while they themselves still went on. */
    private List<String> awaitCancelsBehind() {
        String[] wanted = buildsAt(Moment.CANCEL_LEFT_BEHIND);
        Predicate<String> isCancelled =
                build -> hubs.jobs(Moment.CANCEL_LEFT_BEHIND, build).stream().anyMatch(job -> job.cancelRequests() > 0);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Stream.of(wanted).allMatch(isCancelled));
        } catch (ConditionTimeoutException e) {
            // compared below
        }
        return Stream.of(wanted).filter(isCancelled).toList();
    }

    private Stream<Executable> checks(Cell cell, BuildSeen seen, List<String> shown, List<String> cancelled) {
        List<EmulatedJob> jobs = hubs.jobs(cell.moment(), cell.build());
        List<Executable> checks = new ArrayList<>();
        checks.add(() -> assertEquals(cell.jobs(), jobs.size(), cell + ": jobs in the Hub"));
        checks.add(() ->
                assertEquals(cell.jobs(), hubs.posts(cell.moment(), cell.build()), cell + ": requests to submit"));
        checks.add(() -> assertTrue(
                seen.result().matches(cell.result()),
                cell + ": result " + seen.result() + " and not " + cell.result() + "; log:\n" + seen.log()));
        checks.add(() -> assertTrue(
                Pattern.compile(cell.line()).matcher(seen.log()).find(),
                cell + ": no line '" + cell.line() + "' in the log:\n" + seen.log()));
        checks.add(() -> assertEquals(List.of(), seen.records(), cell + ": left in the journal"));
        if (!isPatient(cell)) {
            checks.add(() -> assertEquals(
                    cell.shown(), shown.contains(cell.build() + " #1"), cell + ": shown to administrators: " + shown));
        }
        if (cell.jobs() == 0) {
            return checks.stream();
        }
        checks.add(() -> assertEquals(
                List.of(cell.jobState()), jobs.stream().map(EmulatedJob::state).toList(), cell + ": state in the Hub"));
        List<String> reported = new ArrayList<>(List.of(cell.jobState()));
        if (cell.moment() == Moment.SECOND_JOB) {
            reported.add("SUCCESS");
            checks.add(() -> assertEquals(
                    1,
                    hubs.jobs(cell.moment(), cell.build() + RestartHubs.FIRST).size(),
                    cell + ": first jobs"));
        }
        checks.add(() -> assertEquals(reported, seen.reported(), cell + ": on the build's page"));
        if (!cell.moment().isCancel()) {
            checks.add(() -> assertEquals(0, jobs.get(0).cancelRequests(), cell + ": cancelled"));
        } else if (cell.moment() == Moment.CANCEL_LEFT_BEHIND) {
            checks.add(() -> assertTrue(cancelled.contains(cell.build()), cell + ": cancelled in time"));
        }
        checks.add(() -> assertFalse(seen.log().contains("Lost track of job"), cell + ": lost:\n" + seen.log()));
        return checks.stream();
    }
}
