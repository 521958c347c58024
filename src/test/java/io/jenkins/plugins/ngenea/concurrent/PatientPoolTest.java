package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system has no thread to give for a moment: nothing that waits for a task may wait for ever. */
@Timeout(60)
class PatientPoolTest {
    private final ManualScheduler time = new ManualScheduler();
    private volatile boolean noThreads;

    private final PatientPool pool = new PatientPool(time, 2, Duration.ofSeconds(30), task -> {
        // not from start(): the pools of newer Java call another one
        if (noThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task);
    });

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** Holds a thread of the pool until it is counted down. */
    private CountDownLatch hang() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        return held;
    }

    @Test
    void aThreadBeginsOnlyIfNoneIsIdle() throws Exception {
        for (int i = 0; i < 20; i++) {
            pool.submit(() -> {}).get();
            Awaitility.await().until(() -> pool.getActiveCount() == 0);
        }
        // the one that has just ended a task may not wait for the next yet
        assertTrue(pool.getLargestPoolSize() <= 2, () -> "" + pool.getLargestPoolSize());
    }

    @Test
    void aTaskThatHangsHoldsOneThreadAndTheOtherOnesWorkOnInOrder() throws Exception {
        hang();
        CountDownLatch held = hang();
        List<Integer> done = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            pool.execute(() -> done.add(number));
        }
        assertEquals(List.of(), done);
        held.countDown();
        Awaitility.await().until(() -> done.size() == 100);
        assertEquals(IntStream.range(0, 100).boxed().toList(), done);
    }

    @Test
    void noTaskIsLeftWhereThreadsEndAsTasksCome() throws Exception {
        PatientPool hasty = new PatientPool(time, 1, Duration.ofNanos(1), Thread::new);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 20_000; i++) {
            hasty.execute(done::incrementAndGet);
        }
        Awaitility.await().until(() -> done.get() == 20_000);
        hasty.shutdownNow();
    }

    @Test
    void tasksThatComeWhileTheFirstThreadsBeginAreKept() throws Exception {
        CountDownLatch all = new CountDownLatch(8);
        PatientPool slow = new PatientPool(time, 2, Duration.ofSeconds(30), task -> {
            begins();
            return new Thread(task);
        });
        List<Future<?>> callers = new ArrayList<>();
        ExecutorService calling = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            callers.add(calling.submit(() -> slow.execute(all::countDown)));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertTrue(all.await(20, TimeUnit.SECONDS));
        calling.shutdownNow();
        slow.shutdownNow();
    }

    /** As on a busy system: the pool counts a thread some time before it has it. */
    private static void begins() {
        Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    }

    @Test
    void aTaskThatComesAfterTheEndIsDropped() {
        pool.shutdownNow();
        pool.execute(Assertions::fail);
        assertEquals(0, pool.getQueue().size());
    }

    @Test
    void aQueueGoesOnWhenThereIsAThreadAgain() throws Exception {
        SerialQueue queue = new SerialQueue(pool, Assertions::fail);
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(2);
        noThreads = true;
        for (String task : List.of("first", "second")) {
            queue.execute(() -> {
                done.add(task);
                all.countDown();
            });
        }
        time.advance(PatientPool.PAUSE);
        assertEquals(List.of(), done);
        noThreads = false;
        time.advance(PatientPool.PAUSE);
        assertTrue(all.await(20, TimeUnit.SECONDS));
        assertEquals(List.of("first", "second"), done);
        assertEquals(0, time.waiting());
    }
}
