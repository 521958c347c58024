package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.SerialQueue;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Hands on to an observer what a run shows, in order, on threads that may wait for a slow log: the run never does. */
public final class OrderedObserver implements RunObserver {
    private final RunObserver observer;
    private final SerialQueue queue;

    public OrderedObserver(RunObserver observer, Executor threads) {
        this.observer = observer;
        this.queue = new SerialQueue(threads, failure -> {
            // the queue has logged it; what a log or a page does not show is no reason to leave a job alone
        });
    }

    @Override
    public void line(String text) {
        queue.execute(() -> observer.line(text));
    }

    @Override
    public void detail(String text) {
        queue.execute(() -> observer.detail(text));
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

    /** Returns when all is shown that was told before, or with false when {@code atMost} has passed. */
    public boolean await(Duration atMost) throws InterruptedException {
        CountDownLatch shown = new CountDownLatch(1);
        queue.execute(shown::countDown);
        return shown.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
