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

    private final Map<K, WeakReference<Connection>> open = new HashMap<>();

    /** Those that were asked for not long ago: they do not go, even if nobody has them. */
    private final Map<K, Kept> kept = new HashMap<>();

    private record Kept(Connection connection, Instant lastUsed) {}

    /**
     * @param opening makes one if there is none
     */
    synchronized Connection get(K key, Instant now, Supplier<Connection> opening) {
        kept.values().removeIf(idle -> idle.lastUsed().plus(KEPT_IDLE).isBefore(now));
        open.values().removeIf(reference -> reference.get() == null);
        WeakReference<Connection> reference = open.get(key);
        Connection connection = reference == null ? null : reference.get();
        if (connection == null) {
            connection = opening.get();
            open.put(key, new WeakReference<>(connection));
        }
        kept.put(key, new Kept(connection, now));
        return connection;
    }
}
