package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.concurrent.SerialQueue;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Forwards the events of a run to an observer, in order, on threads that may wait for a slow log. The run itself never
 * waits.
 */
public final class OrderedObserver {
    private final RunObserver observer;
    private final Scheduler clock;
    private final SerialQueue queue;
    private volatile Instant lastSaid;

    public OrderedObserver(RunObserver observer, Scheduler clock, Executor threads) {
        this.observer = observer;
        this.clock = clock;
        this.lastSaid = clock.now();
        this.queue = new SerialQueue(threads, failure -> {
            // the queue has logged it; what a log or a page does not show is no reason to leave a job alone
        });
    }

    public void line(String text) {
        lastSaid = clock.now();
        queue.execute(() -> observer.line(text));
    }

    public void detail(String text) {
        lastSaid = clock.now();
        queue.execute(() -> observer.detail(text));
    }

    /** Tells it whatever else there is. */
    public void tell(Consumer<RunObserver> news) {
        queue.execute(() -> news.accept(observer));
    }

    /** When something was said last, or the run was made. */
    public Instant lastSaid() {
        return lastSaid;
    }

    /** Is at zero when all is shown that was told before. */
    CountDownLatch mark() {
        CountDownLatch shown = new CountDownLatch(1);
        queue.execute(shown::countDown);
        return shown;
    }
}
