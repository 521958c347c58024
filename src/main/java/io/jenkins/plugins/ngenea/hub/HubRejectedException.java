package io.jenkins.plugins.ngenea.hub;

import java.util.List;
import java.util.Map;

/** The Hub understood the call and refused it (4xx), or the configured URL is not a Hub's (3xx). */
public final class HubRejectedException extends HubException {
    private static final long serialVersionUID = 1L;

    private final int status;
    /** Field name to the Hub's messages; serializable as a copy of unmodifiable collections. */
    private final Map<String, List<String>> fieldMessages;

    HubRejectedException(String message, int status, Map<String, List<String>> fieldMessages) {
        super(message, null);
        this.status = status;
        this.fieldMessages = Map.copyOf(fieldMessages);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The Hub's own words by request field (assumed Django-REST shape); empty if it gave none by field. */
    public Map<String, List<String>> fieldMessages() {
        return fieldMessages;
    }

    @Override
    public boolean notTaken() {
        return true;
    }
}
