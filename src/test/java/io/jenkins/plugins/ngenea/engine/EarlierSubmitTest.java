package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that a crash sent back to before its submit makes the step again, with another key and perhaps another request. */
@Timeout(60)
class EarlierSubmitTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final List<String> WITH_LATER_STAMP = List.of("/mmfs1/data/run-2026-01-02T03:04:06");

    @TempDir
    Path directory;

    private Rig rig;
    private final Seen before = new Seen();
    private final Seen after = new Seen();
    private final Seen another = new Seen();

    @BeforeEach
    void start() {
        rig = new Rig(directory, HubProfile.PATHS_IN_JOBS);
        rig.hub.holdJobs();
        rig.paths = List.of("/mmfs1/data/run-2026-01-02T03:04:05");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** The program goes on from before the step. */
    private void crash(HubJobRun run) {
        run.detach();
        rig.restart();
        rig.hub.faults().clear();
        rig.key = "the step again";
    }

    private void crashAfterSubmit() {
        crash(rig.start(before));
        rig.paths = WITH_LATER_STAMP;
    }

    private void assertNothingIsSubmittedBesideIt(String named) throws Exception {
        rig.start(after);
        assertEquals(1, after.linesWith("Waiting up to 2 min"), after.text());
        assertFalse(after.isOver());
        rig.untilOver(after, FIVE_MINUTES);
        // retry {} does not repeat this kind
        assertEquals(Kind.UNKNOWN_SUBMIT, after.outcome().kind());
        String message = after.outcome().message();
        assertTrue(message.startsWith("Nothing was submitted. "), message);
        assertTrue(message.contains(named), message);
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
        assertEquals(1, files().size());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aRequestWithANewTimeStampIsNotSubmittedBesideTheOneFromBeforeTheCrash() throws Exception {
        crashAfterSubmit();
        assertNothingIsSubmittedBesideIt("This build submitted job 1 to Hub prod (" + rig.address() + ")");
        assertEquals("1", rig.journal.unclaimed().get(0).jobId());
    }

    @Test
    void neitherIsOneBesideARequestWhoseAnswerTheCrashTookAlong() throws Exception {
        rig.hub.profile(HubProfile.DOCUMENTED_ONLY);
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        crashAfterSubmit();
        assertNothingIsSubmittedBesideIt(
                "This build may have submitted a job of workflow 'migrate' at site dfoster1 to Hub prod");
    }

    @Test
    void neitherIsOneOfAnotherWorkflowInTheSameStep() throws Exception {
        crashAfterSubmit();
        rig.workflow = "recall";
        assertNothingIsSubmittedBesideIt("This build submitted job 1 to Hub prod");
    }

    @Test
    void neitherIsOneWhoseNodeHasAnotherNumberByNow() throws Exception {
        crashAfterSubmit();
        rig.node = "9";
        assertNothingIsSubmittedBesideIt("This build submitted job 1 to Hub prod");
    }

    @Test
    void neitherIsOneBesideARecordThatCannotBeRead() throws Exception {
        crashAfterSubmit();
        Files.writeString(files().get(0), "{half");
        rig.restart();
        assertNothingIsSubmittedBesideIt(files().get(0).toString());
    }

    @Test
    void theSameRequestGoesOnWithTheJobItHas() {
        crash(rig.start(before));
        rig.start(after);
        assertEquals(List.of("1"), after.jobIds);
        assertEquals(1, rig.posts());
    }

    @Test
    void aBranchThatHadNotSubmittedDoesSoWhenTheOthersHaveTakenWhatIsTheirs() throws Exception {
        List<String> first = rig.paths;
        crashAfterSubmit();
        rig.start(after);
        rig.time.advance(Duration.ofSeconds(20));
        assertEquals(1, rig.posts());
        rig.key = "the other branch again";
        rig.paths = first;
        rig.start(another);
        assertEquals(List.of("1"), another.jobIds);
        rig.time.advance(Duration.ofSeconds(5));
        assertEquals(List.of("2"), after.jobIds);
        assertEquals(2, rig.posts());
        assertEquals(2, rig.journal.all().size());
    }

    @Test
    void aStepThatTheProgramRemembersIsNotInTheWayOfTheNext() {
        HubJobRun run = rig.start(before);
        run.detach();
        rig.restart();
        // as readResolve does
        rig.journal.claim(Rig.KEY);
        rig.key = "the next step";
        rig.paths = WITH_LATER_STAMP;
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void aStepThatHasEndedIsNotInTheWay() throws Exception {
        rig.keepRecord = true;
        HubJobRun run = rig.start(before);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(before, FIVE_MINUTES);
        assertEquals(Status.ENDED, rig.journal.all().get(0).status());
        crash(run);
        rig.paths = WITH_LATER_STAMP;
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void aJobWhoseCancelIsPendingIsNotInTheWay() throws Exception {
        HubJobRun run = rig.start(before);
        rig.hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
        run.abort();
        assertEquals(Status.CANCELLING, rig.journal.all().get(0).status());
        crash(run);
        rig.paths = WITH_LATER_STAMP;
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void aJobThatAStepOnlyWaitedForIsNotInTheWay() {
        rig.start(before);
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(before, FIVE_MINUTES);
        HubJobRun waiting = rig.newRun(another, "1");
        rig.hub.faults().always(FaultPoint.JOB, Fault.unavailable());
        waiting.start();
        crash(waiting);
        rig.paths = WITH_LATER_STAMP;
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void theSameStepOfAnotherBuildIsNotInTheWay() {
        crashAfterSubmit();
        rig.build = "folder/job#2";
        rig.start(after);
        assertEquals(List.of("2"), after.jobIds);
    }

    @Test
    void severalStepsOfOneBuildAndOneWorkflowAreSeveralJobs() {
        rig.start(before);
        rig.key = "run-2";
        rig.paths = WITH_LATER_STAMP;
        rig.start(after);
        rig.key = "run-3";
        rig.start(another);
        assertEquals(List.of("2"), after.jobIds);
        assertEquals(List.of("3"), another.jobIds);
    }

    @Test
    void anAbortEndsTheWaitAndNothingIsSubmitted() throws Exception {
        crashAfterSubmit();
        HubJobRun run = rig.start(after);
        run.abort();
        rig.time.settle();
        assertEquals(Kind.ABORTED, after.outcome().kind());
        assertTrue(
                after.outcome().message().contains("before anything was submitted"),
                after.outcome().message());
        rig.time.advance(FIVE_MINUTES);
        assertEquals(1, rig.posts());
        assertEquals(0, rig.cancels());
    }

    @Test
    void theDeadlineEndsTheWaitAndNothingIsSubmitted() {
        crashAfterSubmit();
        rig.deadline = Duration.ofMinutes(1);
        rig.start(after);
        rig.untilOver(after, FIVE_MINUTES);
        assertEquals(Kind.TIMED_OUT, after.outcome().kind());
        assertEquals(1, rig.posts());
    }
}
