package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedTaskTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ManualScheduler time = new ManualScheduler();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    private <T> CompletableFuture<T> start(Callable<T> task) {
        return TimedTask.start(task, thread, time, LONGEST);
    }

    private static Throwable failure(CompletableFuture<?> task) {
        return assertThrows(ExecutionException.class, () -> task.get(20, TimeUnit.SECONDS))
                .getCause();
    }

    /** Blocks until it is interrupted. */
    private String hang() throws InterruptedException {
        begun.countDown();
        new CountDownLatch(1).await();
        return "never";
    }

    @Test
    void aTaskThatHangsFreesItsThreadWhenItsTimeIsUp() throws Exception {
        CompletableFuture<String> hanging = start(this::hang);
        begun.await();
        time.advance(LONGEST);
        assertInstanceOf(TimeoutException.class, failure(hanging));
        assertEquals("next", start(() -> "next").get(20, TimeUnit.SECONDS));
    }

    @Test
    void aTaskThatGetsNoThreadInTimeIsNotBegun() throws Exception {
        CompletableFuture<String> hanging = start(this::hang);
        begun.await();
        time.advance(LONGEST.minusSeconds(1));
        CountDownLatch late = new CountDownLatch(1);
        CompletableFuture<String> behind = TimedTask.start(
                () -> {
                    late.countDown();
                    return "late";
                },
                thread,
                time,
                Duration.ofMillis(500));
        time.advance(Duration.ofSeconds(1));
        assertInstanceOf(TimeoutException.class, failure(behind));
        assertInstanceOf(TimeoutException.class, failure(hanging));
        start(() -> "next").get(20, TimeUnit.SECONDS);
        assertEquals(1, late.getCount());
    }

    @Test
    void aTaskThatIsDoneLeavesNoTimerBehind() throws Exception {
        assertEquals("done", start(() -> "done").get(20, TimeUnit.SECONDS));
        assertEquals(0, time.waiting());
    }

    @Test
    void aFailureIsToldAsItIs() {
        IOException problem = new IOException("gone");
        assertSame(problem, failure(start(() -> {
            throw problem;
        })));
    }
}
