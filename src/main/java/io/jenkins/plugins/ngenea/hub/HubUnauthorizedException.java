package io.jenkins.plugins.ngenea.hub;

/**
 * The Hub did not accept the credential (401, 403). Documented: an expired token is answered with either. A 403 may also
 * mean that the key's owner may not do this.
 */
public final class HubUnauthorizedException extends HubException {
    private static final long serialVersionUID = 1L;

    private final int status;

    HubUnauthorizedException(String message, int status) {
        super(message, null);
        this.status = status;
    }

    /** HTTP status: 401 or 403. */
    public int status() {
        return status;
    }

    @Override
    public boolean notTaken() {
        return true;
    }
}
