package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All that failed is read, whatever comes between. */
@Timeout(60)
class FailureReadingTest {
    private static final List<String> FAILED =
            IntStream.range(0, 250).mapToObj(i -> "/mmfs1/f" + i).toList();

    @TempDir
    Path directory;

    private Rig rig;
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void failJob() {
        rig = new Rig(directory, HubProfile.PATHS_IN_TASKS);
        JobPlan plan = JobPlan.immediate().endingIn("FAILURE");
        for (String path : FAILED) {
            plan = plan.withFailedTask(path, "disk is full");
        }
        rig.hub.plan(plan);
        Seen seen = new Seen();
        rig.start(seen);
        rig.untilOver(seen, Duration.ofHours(1));
        rig.hub.clearRequests();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private CompletableFuture<Void> begin() {
        RunServices services = Rig.services(
                new Journal(directory), rig.time, () -> new RetryBudget(Duration.ofMinutes(5), new Random(1)));
        return FailureReading.begin(rig.connection, services, "1", failure -> read.add(failure.path()));
    }

    @Test
    void theyAreReadPageByPage() {
        assertTrue(begin().isDone());
        assertEquals(FAILED, read);
        assertTrue(rig.hub.requests(FaultPoint.TASKS).size() >= 3);
    }

    @Test
    void aHubThatDoesNotAnswerForAWhileIsBorneAndNothingIsReadTwice() {
        rig.hub.faults().times(3, FaultPoint.TASKS, Fault.badGateway());
        CompletableFuture<Void> end = begin();
        assertFalse(end.isDone());
        rig.time.advance(Duration.ofMinutes(2));
        assertTrue(end.isDone());
        assertEquals(FAILED, read);
    }

    @Test
    void aHubThatRefusesIsAskedOnce() {
        rig.hub.faults().always(FaultPoint.TASKS, Fault.detail(400, "no such list"));
        ExecutionException refused = assertThrows(ExecutionException.class, begin()::get);
        assertInstanceOf(HubException.class, refused.getCause());
        assertEquals(1, rig.hub.requests(FaultPoint.TASKS).size());
    }

    @Test
    void whoIsNotInterestedAnyMoreBreaksItOff() {
        rig.hub.faults().next(FaultPoint.TASKS, Fault.badGateway());
        CompletableFuture<Void> end = begin();
        end.cancel(false);
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(1, rig.hub.requests(FaultPoint.TASKS).size());
        assertEquals(List.of(), read);
    }
}
