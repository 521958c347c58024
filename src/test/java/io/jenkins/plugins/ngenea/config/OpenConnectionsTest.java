package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jenkins.plugins.ngenea.engine.Connection;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    private static final Instant MUCH_LATER = NOON.plus(OpenConnections.KEPT_IDLE.multipliedBy(6));

    private final OpenConnections<String> connections = new OpenConnections<>();
    private final AtomicInteger opened = new AtomicInteger();

    private Connection get(String key, Instant when) {
        return connections.get(key, when, () -> {
            opened.incrementAndGet();
            return new Connection(null, null, null, null, null, null);
        });
    }

    @Test
    void thereIsOneForEachKey() {
        Connection first = get("a", NOON);
        assertSame(first, get("a", NOON.plus(Duration.ofMinutes(9))));
        assertNotSame(first, get("b", NOON));
        assertEquals(2, opened.get());
    }

    @Test
    void oneThatARunStillHasIsNotMadeASecondTimeHoweverLongItWasNotAskedFor() {
        Connection held = get("a", NOON);
        get("b", MUCH_LATER);
        System.gc();
        assertSame(held, get("a", MUCH_LATER));
    }

    @Test
    void oneThatNobodyHasGoesAfterAWhile() {
        WeakReference<Connection> unused = new WeakReference<>(get("a", NOON));
        get("b", MUCH_LATER);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            System.gc();
            return unused.get() == null;
        });
        get("a", MUCH_LATER);
        assertEquals(3, opened.get());
    }
}
