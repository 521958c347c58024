package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system has no thread to give for a moment: nothing that waits for a task may wait for ever. */
@Timeout(60)
class PatientPoolTest {
    private final ManualScheduler time = new ManualScheduler();
    private volatile boolean noThreads;

    private final PatientPool pool = new PatientPool(
            time,
            1,
            1,
            Duration.ofSeconds(30),
            new LinkedBlockingQueue<>(),
            task -> {
                // not from start(): the pools of newer Java call another one
                if (noThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return new Thread(task);
            },
            new ThreadPoolExecutor.DiscardPolicy());

    @AfterEach
    void stop() {
        pool.shutdownNow();
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
