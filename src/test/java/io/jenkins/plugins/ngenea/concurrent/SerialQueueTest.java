package io.jenkins.plugins.ngenea.concurrent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialQueueTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void tasksRunOneAfterAnotherInTheirOrder() throws Exception {
        SerialQueue queue = new SerialQueue(threads, Assertions::fail);
        List<Integer> order = new ArrayList<>();
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            queue.execute(() -> {
                overlapped.compareAndSet(false, !inside.compareAndSet(false, true));
                order.add(number);
                inside.set(false);
                done.countDown();
            });
        }
        done.await();
        assertFalse(overlapped.get());
        assertEquals(IntStream.range(0, 1000).boxed().toList(), order);
    }

    @Test
    void aTaskThatFailsIsToldOfAndDoesNotStopTheNext() {
        List<String> told = new CopyOnWriteArrayList<>();
        SerialQueue queue = new SerialQueue(threads, error -> told.add(error.getMessage()));
        AtomicBoolean ran = new AtomicBoolean();
        queue.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        queue.execute(() -> ran.set(true));
        await().atMost(Duration.ofSeconds(20)).untilTrue(ran);
        assertEquals(List.of("on purpose"), told);
    }

    @Test
    void othersGetATurnBetweenTwoTasks() {
        Deque<Runnable> pool = new ArrayDeque<>();
        SerialQueue queue = new SerialQueue(pool::add, Assertions::fail);
        List<String> order = new ArrayList<>();
        queue.execute(() -> order.add("first"));
        queue.execute(() -> order.add("second"));
        pool.add(() -> order.add("other"));
        while (!pool.isEmpty()) {
            pool.poll().run();
        }
        assertEquals(List.of("first", "other", "second"), order);
    }
}
