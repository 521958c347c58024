package io.jenkins.plugins.ngenea.hub.error;

import java.util.List;
import java.util.Map;

/** The Hub understood the call and refused it (4xx), or the configured URL is not a Hub's (3xx). */
public final class HubRejectedException extends HubRefusalException {
    private static final long serialVersionUID = 1L;

    /** Field name to the Hub's messages; serializable as a copy of unmodifiable collections. */
    private final Map<String, List<String>> fieldMessages;

    public HubRejectedException(String message, int status, boolean hubsWord, Map<String, List<String>> fieldMessages) {
        super(message, status, hubsWord);
        this.fieldMessages = Map.copyOf(fieldMessages);
    }

    /** The Hub's own words by request field (assumed Django-REST shape); empty if it gave none by field. */
    public Map<String, List<String>> fieldMessages() {
        return fieldMessages;
    }
}
