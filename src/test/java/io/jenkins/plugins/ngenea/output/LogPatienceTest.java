package io.jenkins.plugins.ngenea.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.concurrent.ManualScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LogPatienceTest {
    private final LogPatience patience = new LogPatience(Duration.ofMillis(1));

    /** What the log has not written. */
    private final Queue<Runnable> unwritten = new ArrayDeque<>();

    /** One of the runs of a build. */
    private static OrderedObserver run(Executor log) {
        return new OrderedObserver(null, new ManualScheduler(), log);
    }

    @Test
    void aLogThatWasWaitedForInVainIsNotWaitedForAgain() throws Exception {
        assertFalse(patience.await(run(unwritten::add)));
        assertEquals(1, unwritten.size());
        assertFalse(patience.await(run(unwritten::add)));
        assertEquals(1, unwritten.size());
    }

    @Test
    void aLogThatHasAcceptedTheLineIsWaitedForAgain() throws Exception {
        assertFalse(patience.await(run(unwritten::add)));
        unwritten.remove().run();
        assertTrue(patience.await(run(Runnable::run)));
    }
}
