package io.jenkins.plugins.ngenea.config;

import io.jenkins.plugins.ngenea.engine.Connection;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The open connections, by what identifies them. An unused connection is dropped after a while, but not while a run holds
 * it: a second one would double the number of requests.
 */
final class OpenConnections<K> {
    static final Duration KEPT_IDLE = Duration.ofMinutes(10);

    private final Map<K, Entry> entries = new HashMap<>();

    /** Those that were asked for not long ago: they do not go, even if nobody has them. */
    private final Map<K, Connection> kept = new HashMap<>();

    private static final class Entry {
        private final WeakReference<Connection> connection;
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
        kept.put(key, known);
        entry.lastUsed = now;
        return known;
    }

    private void dropIdle(Instant now) {
        kept.keySet().removeIf(key -> entries.get(key).lastUsed.plus(KEPT_IDLE).isBefore(now));
        entries.values().removeIf(entry -> entry.connection.get() == null);
    }
}
