package io.jenkins.plugins.ngenea.hub.error;

/** The answer says no: 4xx, or 3xx because the configured URL is not a Hub's. The request was not taken. */
public abstract class HubRefusalException extends HubException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean hubsWord;

    /**
     * @param hubsWord whether the body is JSON, as the Hub's own are; false for a redirect
     */
    HubRefusalException(String message, int status, boolean hubsWord) {
        super(message, null);
        this.status = status;
        this.hubsWord = hubsWord;
    }

    /** HTTP status. */
    public final int status() {
        return status;
    }

    @Override
    public final boolean mayBeGateways() {
        return !hubsWord;
    }

    @Override
    public final boolean notTaken() {
        return true;
    }
}
