package io.jenkins.plugins.ngenea.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** A task that blocks, and that nobody needs after some time: it is interrupted then, so that its thread is free again. */
public final class TimedTask {
    private TimedTask() {}

    /**
     * Begins a task as soon as there is a thread.
     *
     * @param longest from now on, the wait for a thread included
     * @return what comes of the task; fails with a {@link TimeoutException} when the time is up
     */
    public static <T> CompletableFuture<T> start(
            Callable<T> task, ExecutorService threads, Scheduler scheduler, Duration longest) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Future<?> running = threads.submit(() -> {
            try {
                result.complete(task.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        Scheduler.Timer timer = scheduler.after(longest, () -> {
            result.completeExceptionally(new TimeoutException());
            running.cancel(true);
        });
        result.whenComplete((value, problem) -> timer.cancel());
        return result;
    }
}
