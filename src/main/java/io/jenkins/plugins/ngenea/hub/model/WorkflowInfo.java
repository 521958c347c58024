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
 * @param parameters its runtime parameters
 */
public record WorkflowInfo(
        String name, String label, String discovery, boolean enabled, boolean visible, List<Parameter> parameters) {
    /**
     * A runtime parameter.
     *
     * @param name what a request names
     * @param type string, int, bool, choice (documented), or what else the Hub says; empty where it says nothing
     * @param choices what a choice may be (assumed key); empty if it is none. Without those
     *     that {@link RemoteText#name} would change
     * @param byDefault its value if a request has none (assumed key); empty if there is none, or {@link RemoteText#name}
     *     would change it
     * @param required whether a request must have it (assumed key); false where the Hub does not say, or there is a default
     *     that is not known here
     */
    public record Parameter(String name, String type, List<String> choices, String byDefault, boolean required) {}

    /** Names of its runtime parameters. */
    public List<String> fields() {
        return parameters.stream().map(Parameter::name).toList();
    }
}
