package io.jenkins.plugins.ngenea.hub.error;

/**
 * The proxy before the Hub wants a login, or another one (407), so the request did not reach the Hub. Proxy settings are
 * looked up for each request, so a job that is followed may be reached again once somebody has corrected them.
 */
public final class HubProxyException extends HubException {
    private static final long serialVersionUID = 1L;

    public HubProxyException(String message) {
        super(message, null);
    }

    @Override
    public boolean mayHeal() {
        return true;
    }

    @Override
    public boolean needsSomebody() {
        return true;
    }

    @Override
    public boolean notTaken() {
        return true;
    }
}
