package io.jenkins.plugins.ngenea.hub.model;

import java.util.Map;

/**
 * The Hub's own view of its health (documented).
 *
 * @param overall ok, warning or critical
 * @param sites site name to its health
 */
public record HubHealth(String overall, Map<String, String> sites) {}
