package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.paths.FieldNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runtime parameters of a workflow: {@code name=text}, or {@code name:=value} for a number or a boolean. */
final class FieldArguments {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FieldArguments() {}

    static Map<String, Object> parse(List<String> fields) throws UsageException {
        Map<String, Object> parsed = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            boolean typed = equals > 0 && field.charAt(equals - 1) == ':';
            String name = equals < 0
                    ? ""
                    : field.substring(0, typed ? equals - 1 : equals).strip();
            if (name.isEmpty()) {
                throw new UsageException("--field '" + Output.shown(field)
                        + "' must have the form name=text, or name:=5 and name:=true for numbers and booleans.");
            }
            String value = field.substring(equals + 1);
            if (parsed.put(name, typed ? typed(name, value) : value) != null) {
                throw new UsageException("--field '" + Output.shown(name) + "' is specified twice.");
            }
        }
        return parsed;
    }

    private static Object typed(String name, String value) throws UsageException {
        try {
            JsonNode node = JSON.readTree(value);
            if (node.isBoolean()) {
                return node.booleanValue();
            }
            if (node.isNumber()) {
                // JSON's own reading would lose digits
                return FieldNumber.parse(value.strip());
            }
        } catch (JsonProcessingException e) {
            throw notTyped(name, "a number or a boolean");
        } catch (IllegalArgumentException e) {
            throw notTyped(name, e.getMessage());
        }
        throw notTyped(name, "a number or a boolean");
    }

    private static UsageException notTyped(String name, String what) {
        return new UsageException("--field '" + Output.shown(name) + "' with := must be " + what + "; use = for text.");
    }
}
