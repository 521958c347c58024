package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SchedulerTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2024-05-01T00:00:00Z");

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Scheduler scheduler = Scheduler.on(executor, () -> NOON, () -> MIDNIGHT);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1000, 0, 20})
    void aTaskIsCalledWhenItIsDue(long millis) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        scheduler.after(Duration.ofMillis(millis), called::countDown);
        assertTrue(called.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aCancelledTimerNeverCalls() {
        scheduler.after(Duration.ofHours(1), () -> {}).cancel();
        assertTrue(executor.getQueue().stream().allMatch(task -> ((Future<?>) task).isCancelled()));
    }

    @Test
    void whoeverWantsToBeCalledAfterTheEndOfTheProcessIsNotAndDoesNotFail() {
        executor.shutdownNow();
        AtomicBoolean called = new AtomicBoolean();
        scheduler.after(Duration.ZERO, () -> called.set(true)).cancel();
        assertFalse(called.get());
    }

    @Test
    void theSteadyTimeAndTheClockAreTwo() {
        assertEquals(NOON, scheduler.now());
        assertEquals(MIDNIGHT, scheduler.clock());
    }

    @Test
    void steadyTimeGoesOnWhateverBecomesOfTheClock() {
        AtomicReference<Instant> clock = new AtomicReference<>(NOON);
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SteadyTime steady = new SteadyTime(clock::get, nanos::get);
        assertEquals(NOON, steady.instant());
        clock.set(MIDNIGHT);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertEquals(NOON.plusSeconds(30), steady.instant());
    }
}
