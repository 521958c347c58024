package io.jenkins.plugins.ngenea.concurrent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Begins with what a clock says and then goes by elapsed time, as Java's timers do: whoever sets the clock does not move it,
 * and it never goes back.
 */
final class SteadyTime implements InstantSource {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;

    SteadyTime(InstantSource clock, LongSupplier nanos) {
        this.nanos = nanos;
        this.start = clock.instant();
        this.startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }
}
