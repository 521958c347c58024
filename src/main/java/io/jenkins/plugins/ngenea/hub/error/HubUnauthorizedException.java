package io.jenkins.plugins.ngenea.hub.error;

/**
 * The Hub did not accept the credential (401, 403). Documented: an expired token is answered with either. A 403 may also
 * mean that the key's owner may not do this.
 */
public final class HubUnauthorizedException extends HubRefusalException {
    private static final long serialVersionUID = 1L;

    public HubUnauthorizedException(String message, int status, boolean hubsWord) {
        super(message, status, hubsWord);
    }
}
