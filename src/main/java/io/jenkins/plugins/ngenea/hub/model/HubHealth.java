package io.jenkins.plugins.ngenea.hub.model;

import java.util.Map;

/**
 * The Hub's own view of its health (documented).
 *
 * @param overall ok, warning or critical
 * @param sites site name to its health
 */
public record HubHealth(String overall, Map<String, String> sites) {
    /** Whether a site is said to be in a state in which it may do no work. */
    public boolean isCritical(String site) {
        return "critical".equalsIgnoreCase(sites.get(RemoteText.name(site)));
    }
}
