package io.jenkins.plugins.ngenea.hub.error;

import java.time.Duration;
import java.util.Optional;

/**
 * No answer of the Hub's own: the network failed, or the Hub or a gateway before it said "not now" (408, 425, 429, 5xx).
 */
public final class HubUnreachableException extends HubException {
    private static final long serialVersionUID = 1L;

    private final boolean notTaken;
    private final boolean mayHeal;
    private final Duration retryAfter;

    public HubUnreachableException(
            String message, Throwable cause, boolean notTaken, boolean mayHeal, Duration retryAfter) {
        super(message, cause);
        this.notTaken = notTaken;
        this.mayHeal = mayHeal;
        this.retryAfter = retryAfter;
    }

    @Override
    public boolean mayHeal() {
        return mayHeal;
    }

    @Override
    public boolean notTaken() {
        return notTaken;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
