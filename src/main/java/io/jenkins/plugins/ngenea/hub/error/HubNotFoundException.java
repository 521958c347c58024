package io.jenkins.plugins.ngenea.hub.error;

/** The Hub has no such thing (404, 410), or no such call (405). */
public final class HubNotFoundException extends HubRefusalException {
    private static final long serialVersionUID = 1L;

    public HubNotFoundException(String message, int status, boolean hubsWord) {
        super(message, status, hubsWord);
    }
}
