package io.jenkins.plugins.ngenea.concurrent;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Threads that begin when none is idle, and end when idle. Tasks above their number wait in order. If the system has no thread
 * to give just now, a task waits until it has: whoever gave it goes by its being done.
 */
public final class PatientPool extends ThreadPoolExecutor {
    private static final Logger LOGGER = Logger.getLogger(PatientPool.class.getName());

    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Makes a thread look at the queue. If there are enough threads to refuse it, one of them looks. */
    private static final Runnable WAKE = () -> {};

    private final Scheduler scheduler;

    /**
     * @param most threads at a time
     * @param idle how long a thread waits for another task
     */
    public PatientPool(Scheduler scheduler, int most, Duration idle, ThreadFactory factory) {
        super(0, most, idle.toMillis(), TimeUnit.MILLISECONDS, new IdleThreadFirst(), factory, (task, pool) -> {
            // after its end: what is to be done is in the journal
            if (task != WAKE && !pool.isShutdown()) {
                ((PatientPool) pool).keep(task);
            }
        });
        this.scheduler = scheduler;
    }

    /** Takes a task only if a thread waits for one; so the pool begins a thread, or refuses if there are enough. */
    private static final class IdleThreadFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        /** Not {@code add}: in newer Java that is an {@code offer}. */
        void keep(Runnable task) {
            super.offer(task);
        }
    }

    private void keep(Runnable task) {
        ((IdleThreadFirst) getQueue()).keep(task);
        if (getPoolSize() < getMaximumPoolSize()) {
            // a thread has just ended, or begins: one that ends now may not see the task
            super.execute(WAKE);
        }
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
