package io.jenkins.plugins.ngenea.hub.error;

/**
 * Something answered, but not in the Hub's language: HTML from a gateway, broken or endless JSON, an answer without a job.
 */
public final class HubInvalidAnswerException extends HubException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHeal;

    public HubInvalidAnswerException(String message) {
        this(message, null);
    }

    /** Gateways answer so while the Hub behind them restarts: it may heal. */
    public HubInvalidAnswerException(String message, Throwable cause) {
        this(message, cause, true);
    }

    public HubInvalidAnswerException(String message, Throwable cause, boolean mayHeal) {
        super(message, cause);
        this.mayHeal = mayHeal;
    }

    @Override
    public boolean mayHeal() {
        return mayHeal;
    }
}
