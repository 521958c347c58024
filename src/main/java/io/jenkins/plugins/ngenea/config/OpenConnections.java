package io.jenkins.plugins.ngenea.config;

import io.jenkins.plugins.ngenea.follow.Connection;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Connections by what makes two of them one. One that nobody asks for goes after a while, but not while a run has it: a second
 * one would have as many requests out again.
 */
final class OpenConnections<K> {
    static final Duration KEPT_IDLE = Duration.ofMinutes(10);

    private final Map<K, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final WeakReference<Connection> connection;
        /** Null when it was not asked for for long. */
        private Connection kept;

        private Instant lastUsed;

        private Entry(Connection connection) {
            this.connection = new WeakReference<>(connection);
        }
    }

    /**
     * @param opening makes one if there is none
     */
    synchronized Connection get(K key, Instant now, Supplier<Connection> opening) {
        dropIdle(now);
        Entry entry = entries.get(key);
        Connection known = entry == null ? null : entry.connection.get();
        if (known == null) {
            known = opening.get();
            entry = new Entry(known);
            entries.put(key, entry);
        }
        entry.kept = known;
        entry.lastUsed = now;
        return known;
    }

    private void dropIdle(Instant now) {
        entries.values().stream()
                .filter(entry -> entry.lastUsed.plus(KEPT_IDLE).isBefore(now))
                .forEach(entry -> entry.kept = null);
        entries.values().removeIf(entry -> entry.connection.get() == null);
    }
}
