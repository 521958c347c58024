package io.jenkins.plugins.ngenea.concurrent;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Threads that end when idle. If the system has no thread to give just now, a task waits until it has: whoever gave it goes by
 * its being done.
 */
public final class PatientPool extends ThreadPoolExecutor {
    private static final Logger LOGGER = Logger.getLogger(PatientPool.class.getName());

    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Scheduler scheduler;

    public PatientPool(
            Scheduler scheduler,
            int least,
            int most,
            Duration idle,
            BlockingQueue<Runnable> waiting,
            ThreadFactory factory,
            RejectedExecutionHandler handler) {
        super(least, most, idle.toMillis(), TimeUnit.MILLISECONDS, waiting, factory, handler);
        this.scheduler = scheduler;
        allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        AtomicBoolean begun = new AtomicBoolean();
        // the pool may have kept the task although it failed to start a thread
        start(() -> {
            if (begun.compareAndSet(false, true)) {
                task.run();
            }
        });
    }

    private void start(Runnable task) {
        try {
            super.execute(task);
        } catch (OutOfMemoryError e) {
            LOGGER.log(Level.WARNING, "A task of a Hub job waits for a thread: {0}", e.getMessage());
            scheduler.after(PAUSE, () -> start(task));
        }
    }
}
