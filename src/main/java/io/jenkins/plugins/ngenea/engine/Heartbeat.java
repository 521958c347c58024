package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Says that a run still waits when it has said nothing else for long: a build without a line for hours is taken for dead, and
 * aborted, by whatever limits its silence.
 */
final class Heartbeat {
    /** The longest without a line. */
    static final Duration SILENCE = Duration.ofMinutes(30);

    private final RunState state;
    private final Supplier<String> status;
    private Scheduler.Timer timer;

    /**
     * @param status what the run does, as it follows "Still"
     */
    Heartbeat(RunState state, Supplier<String> status) {
        this.state = state;
        this.status = status;
    }

    void begin() {
        timer = state.queue.later(SILENCE, this::beat);
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void beat() {
        if (state.isDelivered()) {
            return;
        }
        Instant now = state.services.scheduler().now();
        Duration silent = Duration.between(state.observer.lastSaid(), now);
        if (silent.compareTo(SILENCE) >= 0) {
            state.observer.detail("Still " + status.get() + ".");
            silent = Duration.ZERO;
        }
        timer = state.queue.later(SILENCE.minus(silent), this::beat);
    }
}
