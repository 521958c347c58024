package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last requests, and exact counts of all. Bounded: {@value #MOST} requests, and {@value #MOST_BODY_CHARS}
 * characters of bodies (the oldest bodies go first). Thread-safe.
 */
final class RequestLog {
    static final int MOST = 100_000;
    static final long MOST_BODY_CHARS = 64L << 20;

    /** The log's own view of a request: its answer and body come later. Guarded by the log. */
    static final class Entry {
        private final RecordedRequest arrived;
        private String body = "";
        private long bodyLength;
        private int status = RecordedRequest.UNDER_WAY;

        private Entry(RecordedRequest arrived) {
            this.arrived = arrived;
        }

        private RecordedRequest now() {
            return new RecordedRequest(
                    arrived.number(),
                    arrived.at(),
                    arrived.method(),
                    arrived.path(),
                    arrived.query(),
                    arrived.headers(),
                    body,
                    bodyLength,
                    status);
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Entry> withBody = new ArrayDeque<>();
    private final LongAdder sent = new LongAdder();
    private long bodyChars;
    private final Map<FaultPoint, Long> counts = new EnumMap<>(FaultPoint.class);

    synchronized Entry arrived(HubRequest request, Instant at) {
        for (FaultPoint point : FaultPoint.values()) {
            if (point.matches(request.method(), request.path())) {
                counts.merge(point, 1L, Long::sum);
            }
        }
        Entry entry = new Entry(new RecordedRequest(
                count(), at, request.method(), request.path(), request.query(), request.headers(), "", 0, 0));
        entries.add(entry);
        if (entries.size() > MOST) {
            entries.poll();
        }
        notifyAll();
        return entry;
    }

    synchronized void answered(Entry entry, int status, BodyTap body) {
        entry.status = status;
        entry.bodyLength = body.length();
        if (entry.body.isEmpty() && body.length() > 0) {
            entry.body = body.text();
            bodyChars += entry.body.length();
            withBody.add(entry);
            while (bodyChars > MOST_BODY_CHARS) {
                Entry oldest = withBody.poll();
                bodyChars -= oldest.body.length();
                oldest.body = "";
            }
        }
        notifyAll();
    }

    synchronized List<RecordedRequest> all() {
        List<RecordedRequest> all = new ArrayList<>(entries.size());
        entries.forEach(entry -> all.add(entry.now()));
        return all;
    }

    void sent(long bytes) {
        sent.add(bytes);
    }

    /** Bytes of bodies that were written by hand, and taken by the network. */
    long sent() {
        return sent.sum();
    }

    synchronized long count() {
        return count(FaultPoint.ANY);
    }

    synchronized long count(FaultPoint point) {
        return counts.getOrDefault(point, 0L);
    }

    synchronized void clear() {
        entries.clear();
        withBody.clear();
        bodyChars = 0;
    }

    /** Waits until so many of the requests in the log are for this point. */
    synchronized boolean await(FaultPoint point, int atLeast, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (seen(point) < atLeast) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private long seen(FaultPoint point) {
        return entries.stream()
                .filter(entry -> point.matches(entry.arrived.method(), entry.arrived.path()))
                .count();
    }
}
