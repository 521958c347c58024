package io.jenkins.plugins.ngenea.hub.model;

import java.util.List;

/**
 * A workflow that the Hub offers.
 *
 * @param name what a request names (documented)
 * @param label for people; the name where the Hub has none
 * @param discovery its own discovery; null if none
 * @param enabled whether it may be submitted; true where the Hub does not say
 * @param visible whether lists should show it; true where the Hub does not say
 * @param fields names of its runtime parameters
 */
public record WorkflowInfo(
        String name, String label, String discovery, boolean enabled, boolean visible, List<String> fields) {}
