package io.jenkins.plugins.ngenea.hub.model;

/**
 * Something that the Hub wants people to know of one of its sites (documented for 2.9.0).
 *
 * @param severity {@code WARNING} or {@code CRITICAL}; others are possible
 * @param summary one clean line
 */
public record HubAlert(String severity, String summary) {}
