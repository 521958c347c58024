package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the runtime parameters of a workflow. Documented: they have a name and a type (string, int, bool, choice).
 * Assumed: the other members, and that the list may hold names alone.
 */
final class ParameterParser {
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_CHOICES = 50;

    private ParameterParser() {}

    /** At most a hundred; what has no name is left out. */
    static List<Parameter> parse(JsonNode fields) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode field : fields) {
            String name = field.isTextual() ? RemoteText.name(field.asText()) : JobParser.nameOf(field, "name");
            if (!name.isEmpty() && parameters.size() < MOST_PARAMETERS) {
                parameters.add(new Parameter(
                        name,
                        JobParser.nameOf(field, "type"),
                        choices(field.path("choices")),
                        text(field.path("default")),
                        field.path("required").asBoolean(false) && !hasHiddenDefault(field.path("default"))));
            }
        }
        return List.copyOf(parameters);
    }

    /** A choice may be a text, a pair of value and label as Django writes it, or an object with a value. */
    private static List<String> choices(JsonNode node) {
        List<String> choices = new ArrayList<>();
        for (JsonNode choice : node) {
            JsonNode value = choice.isArray() ? choice.path(0) : choice.isObject() ? choice.path("value") : choice;
            String text = text(value);
            if (!text.isEmpty() && choices.size() < MOST_CHOICES) {
                choices.add(text);
            }
        }
        return List.copyOf(choices);
    }

    /** Whether there is a default that is none of those that are offered. */
    private static boolean hasHiddenDefault(JsonNode value) {
        return isText(value) && !value.asText().isEmpty() && text(value).isEmpty();
    }

    /** A value that forms may offer: whoever picks one sends it, so it is all there or not at all. */
    private static String text(JsonNode value) {
        return isText(value) && RemoteText.name(value.asText()).equals(value.asText()) ? value.asText() : "";
    }

    private static boolean isText(JsonNode value) {
        return value.isValueNode() && !value.isNull();
    }
}
