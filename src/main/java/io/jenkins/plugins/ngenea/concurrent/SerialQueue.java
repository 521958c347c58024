package io.jenkins.plugins.ngenea.concurrent;

import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks one after another, in order, on an executor, so state that only they touch needs no lock. A task that throws
 * does not stop the ones behind it, but is reported.
 */
public final class SerialQueue implements Executor {
    private static final Logger LOGGER = Logger.getLogger(SerialQueue.class.getName());

    private final Executor executor;
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    public SerialQueue(Executor executor, Consumer<Throwable> onFailure) {
        this.executor = executor;
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        next();
    }

    private void next() {
        executor.execute(this::runOne);
    }

    private void runOne() {
        Runnable task;
        synchronized (waiting) {
            task = waiting.remove();
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "A task of a Hub job failed", SanitizedException.of(e));
            onFailure.accept(e);
        } finally {
            boolean more;
            synchronized (waiting) {
                more = !waiting.isEmpty();
                running = more;
            }
            if (more) {
                // a turn for others between two tasks: the pool is shared
                next();
            }
        }
    }
}
