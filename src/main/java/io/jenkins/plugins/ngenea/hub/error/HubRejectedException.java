package io.jenkins.plugins.ngenea.hub.error;

/** The Hub understood the call and refused it (4xx), or the configured URL is not a Hub's (3xx). */
public final class HubRejectedException extends HubRefusalException {
    private static final long serialVersionUID = 1L;

    public HubRejectedException(String message, int status, boolean hubsWord) {
        super(message, status, hubsWord);
    }
}
