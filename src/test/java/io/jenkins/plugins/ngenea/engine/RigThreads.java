package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ngenea.concurrent.PatientPool;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a {@link Rig}. */
final class RigThreads implements Lanes.Threads, AutoCloseable {
    private final Scheduler clock;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

    /** How many tasks wait or run that are no requests. */
    private final AtomicInteger toBeDone = new AtomicInteger();

    RigThreads(Scheduler clock) {
        this.clock = clock;
    }

    @Override
    public Executor lane(String name, int atMost) {
        ExecutorService pool = new PatientPool(clock, atMost, Duration.ofSeconds(30), task -> {
            Thread thread = new Thread(task, "rig " + name);
            thread.setDaemon(true);
            return thread;
        });
        pools.add(pool);
        return pool;
    }

    /** The same, and its tasks are waited for. */
    Executor counted(Executor pool) {
        return task -> {
            toBeDone.incrementAndGet();
            pool.execute(() -> {
                try {
                    task.run();
                } finally {
                    toBeDone.decrementAndGet();
                }
            });
        };
    }

    /** Until nothing is to be done but so many tasks that hang. */
    void settle(int hanging) {
        await().atMost(Duration.ofSeconds(20)).until(() -> toBeDone.get() == hanging);
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdownNow);
        try {
            // or they would still write into a folder that is being deleted
            for (ExecutorService pool : pools) {
                pool.awaitTermination(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
