package io.jenkins.plugins.ngenea.hub;

/**
 * Something answered, but not in the Hub's language: HTML from a gateway, broken or endless JSON, an answer without a job.
 */
public final class HubUnintelligibleException extends HubException {
    private static final long serialVersionUID = 1L;

    HubUnintelligibleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Gateways answer so while the Hub behind them restarts. */
    @Override
    public boolean mayHeal() {
        return true;
    }
}
