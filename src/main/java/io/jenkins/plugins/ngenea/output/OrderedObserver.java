package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.concurrent.SerialQueue;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Forwards the events of a run to an observer, in order, on threads that may wait for a slow log. The run itself never
 * waits.
 */
public final class OrderedObserver implements RunObserver {
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

    @Override
    public void line(String text) {
        lastSaid = clock.now();
        queue.execute(() -> observer.line(text));
    }

    @Override
    public void detail(String text) {
        lastSaid = clock.now();
        queue.execute(() -> observer.detail(text));
    }

    @Override
    public void requested(String firstPath, long paths) {
        queue.execute(() -> observer.requested(firstPath, paths));
    }

    @Override
    public void submitted(String jobId) {
        queue.execute(() -> observer.submitted(jobId));
    }

    @Override
    public void recorded() {
        queue.execute(observer::recorded);
    }

    @Override
    public void progress(Job job) {
        queue.execute(() -> observer.progress(job));
    }

    @Override
    public void contactLost(Instant since) {
        queue.execute(() -> observer.contactLost(since));
    }

    @Override
    public void contactBack() {
        queue.execute(observer::contactBack);
    }

    @Override
    public void ended(Outcome outcome) {
        queue.execute(() -> observer.ended(outcome));
    }

    @Override
    public void over(Outcome end, boolean settled) {
        queue.execute(() -> observer.over(end, settled));
    }

    @Override
    public void leftOpen(Outcome end) {
        queue.execute(() -> observer.leftOpen(end));
    }

    /** When something was said last, or the run was made. */
    public Instant lastSaid() {
        return lastSaid;
    }

    /** Returns when all is shown that was told before, or with false when {@code atMost} has passed. */
    public boolean await(Duration atMost) throws InterruptedException {
        CountDownLatch shown = new CountDownLatch(1);
        queue.execute(shown::countDown);
        return shown.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
