package io.jenkins.plugins.ngenea.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when told; what falls due is called on the thread that tells. */
public final class ManualScheduler implements Scheduler, InstantSource {
    private record Call(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.comparing(Call::at).thenComparing(Call::number));
    private Instant now = Instant.parse("2024-05-01T12:00:00Z");
    private long number;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Call call = new Call(now.plus(delay.isNegative() ? Duration.ZERO : delay), number++, task);
        calls.add(call);
        return () -> {
            synchronized (this) {
                calls.remove(call);
            }
        };
    }

    /** Calls what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    public void advance(Duration time) {
        Instant end = now().plus(time);
        for (Call call = next(end); call != null; call = next(end)) {
            call.task().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Call next(Instant end) {
        if (calls.isEmpty() || calls.peek().at().isAfter(end)) {
            return null;
        }
        Call call = calls.poll();
        now = call.at().isAfter(now) ? call.at() : now;
        return call;
    }

    /** How many calls are waiting. */
    public synchronized int waiting() {
        return calls.size();
    }
}
