package io.jenkins.plugins.ngenea.hub;

/** The Hub has no such thing (404, 410), or no such call (405). */
public final class HubNotFoundException extends HubException {
    private static final long serialVersionUID = 1L;

    private final int status;

    HubNotFoundException(String message, int status) {
        super(message, null);
        this.status = status;
    }

    /** HTTP status: 404, 405 or 410. */
    public int status() {
        return status;
    }

    @Override
    public boolean notTaken() {
        return true;
    }
}
