package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Requests for one job each, first come first served: a few at a time, so that the lane has threads left for pages of the
 * list, and no more in a second than a Hub bears easily.
 */
public final class SinglePolls {
    public static final int AT_ONCE = 3;
    static final int IN_A_SECOND = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Executor pool;
    private final Scheduler scheduler;
    private final Consumer<FollowedJob> request;
    private final Queue<FollowedJob> waiting = new ArrayDeque<>();
    private int out;
    private Instant secondBegan = Instant.MIN;
    private int inThisSecond;
    private boolean timerIsSet;

    /**
     * @param request asks for a job; called on the pool
     */
    SinglePolls(Executor pool, Scheduler scheduler, Consumer<FollowedJob> request) {
        this.pool = pool;
        this.scheduler = scheduler;
        this.request = request;
    }

    void add(Collection<FollowedJob> jobs) {
        synchronized (this) {
            waiting.addAll(jobs);
        }
        startSome();
    }

    private void startSome() {
        for (FollowedJob job = next(); job != null; job = next()) {
            FollowedJob asked = job;
            pool.execute(() -> ask(asked));
        }
    }

    private void ask(FollowedJob job) {
        try {
            request.accept(job);
        } finally {
            synchronized (this) {
                out--;
            }
            startSome();
        }
    }

    /** Null if none may start now. */
    private synchronized FollowedJob next() {
        if (waiting.isEmpty() || out >= AT_ONCE) {
            return null;
        }
        Instant now = scheduler.now();
        // a clock that was set back would make this second last as long as the jump
        if (secondBegan.plus(SECOND).isBefore(now) || now.isBefore(secondBegan)) {
            secondBegan = now;
            inThisSecond = 0;
        }
        if (inThisSecond >= IN_A_SECOND) {
            if (!timerIsSet) {
                timerIsSet = true;
                scheduler.after(Duration.between(now, secondBegan.plus(SECOND)).plusMillis(1), this::nextSecond);
            }
            return null;
        }
        inThisSecond++;
        out++;
        return waiting.remove();
    }

    private void nextSecond() {
        synchronized (this) {
            timerIsSet = false;
        }
        startSome();
    }
}
