package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when told. */
final class SettableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2024-05-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
