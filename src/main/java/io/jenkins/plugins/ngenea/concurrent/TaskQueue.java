package io.jenkins.plugins.ngenea.concurrent;

import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the tasks of a run one after another until it is closed. No task blocks: blocking work is done {@link #outside},
 * and its result comes back to the queue.
 */
public final class TaskQueue {
    private static final Logger LOGGER = Logger.getLogger(TaskQueue.class.getName());

    private final SerialQueue queue;
    private final Scheduler scheduler;
    private final Consumer<Throwable> broken;

    /** Touched on the queue only. */
    private boolean closed;

    /**
     * @param broken told on the queue of a mistake of the program's own
     */
    public TaskQueue(Executor threads, Scheduler scheduler, Consumer<Throwable> broken) {
        this.queue = new SerialQueue(threads, broken);
        this.scheduler = scheduler;
        this.broken = broken;
    }

    /** Does it on the queue. Any thread. */
    public void goOn(Runnable task) {
        queue.execute(() -> {
            if (!closed) {
                task.run();
            }
        });
    }

    /** Does it on the queue after a time. */
    public Scheduler.Timer later(Duration delay, Runnable task) {
        return scheduler.after(delay, () -> goOn(task));
    }

    /** The same, even if the queue is closed by then. */
    public Scheduler.Timer laterEvenIfClosed(Duration delay, Runnable task) {
        return scheduler.after(delay, () -> queue.execute(task));
    }

    /**
     * Has something that blocks done elsewhere, and goes on with what came of it.
     *
     * @param failed gets what {@code blocking} declares to throw
     */
    public <T> void outside(Executor threads, Callable<T> blocking, Consumer<T> then, Consumer<Exception> failed) {
        threads.execute(() -> {
            try {
                T result = blocking.call();
                goOn(() -> then.accept(result));
            } catch (InterruptedException e) {
                // the process ends; the next one finds in the journal how far this was
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "A task of a Hub job failed", SanitizedException.of(e));
                goOn(() -> broken.accept(e));
            } catch (Exception e) {
                goOn(() -> failed.accept(e));
            }
        });
    }

    /** For what declares no exception of its own. */
    public static void undeclared(Exception e) {
        throw new IllegalStateException(e);
    }

    /** The run is over: what is still out or waits is of no interest any more. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
