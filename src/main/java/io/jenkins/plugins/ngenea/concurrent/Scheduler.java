package io.jenkins.plugins.ngenea.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The time, and a way to be called later. Tasks must be short and must not do I/O: they delegate work to a pool. */
public interface Scheduler {
    /**
     * For what is compared with another such time of this process: when to do something, and how long something has taken. Nobody
     * can set it.
     */
    Instant now();

    /** What the clock of the machine says, which may be set back: for times that are written down, shown, or another's. */
    default Instant clock() {
        return now();
    }

    /** Calls {@code task} once after {@code delay}; at once if that is zero or negative. */
    Timer after(Duration delay, Runnable task);

    /** A call that has not happened yet. */
    interface Timer {
        /** Without effect if it happened already. */
        void cancel();
    }

    private static void run(AtomicReference<Runnable> held) {
        Runnable task = held.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    /** Real time on an executor that somebody else owns. */
    static Scheduler on(ScheduledExecutorService executor) {
        InstantSource clock = InstantSource.system();
        return on(executor, new SteadyTime(clock, System::nanoTime), clock);
    }

    /**
     * The same, with other times.
     *
     * @param steady never goes back
     */
    static Scheduler on(ScheduledExecutorService executor, InstantSource steady, InstantSource clock) {
        return new Scheduler() {
            @Override
            public Instant now() {
                return steady.instant();
            }

            @Override
            public Instant clock() {
                return clock.instant();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                // an executor may keep a cancelled task until its time: it must not keep a finished build with it
                AtomicReference<Runnable> held = new AtomicReference<>(task);
                try {
                    Future<?> future =
                            executor.schedule(() -> run(held), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
                    return () -> {
                        held.set(null);
                        future.cancel(false);
                    };
                } catch (RejectedExecutionException e) {
                    // the process ends; what is to be done is in the journal
                    return () -> held.set(null);
                }
            }
        };
    }
}
