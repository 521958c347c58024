package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when told, on one thread; what falls due is called as it passes. */
final class SteppedScheduler implements Scheduler {
    private record Call(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.comparing(Call::at).thenComparing(Call::number));
    private Instant now = Instant.parse("2024-05-01T12:00:00Z");
    private long number;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Call call = new Call(now.plus(delay.isNegative() ? Duration.ZERO : delay), number++, task);
        calls.add(call);
        return () -> calls.remove(call);
    }

    void advance(Duration time) {
        Instant end = now.plus(time);
        while (!calls.isEmpty() && !calls.peek().at().isAfter(end)) {
            Call call = calls.poll();
            now = call.at().isAfter(now) ? call.at() : now;
            call.task().run();
        }
        now = end;
    }
}
