package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The members of an object that a description spreads over several schemas ({@code allOf} and the like). Each schema is
 * looked at once, and no more than {@value #MOST_SCHEMAS}, whatever refers to what.
 */
final class ObjectShape {
    private static final int MOST_SCHEMAS = 200;
    private static final int MOST_MEMBERS = 500;
    private static final String[] PARTS = {"allOf", "oneOf", "anyOf"};

    private final OpenApi api;
    private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();

    ObjectShape(OpenApi api, JsonNode schema) {
        this.api = api;
        add(schema);
    }

    private void add(JsonNode schema) {
        JsonNode resolved = api.resolved(schema);
        if (!resolved.isObject() || seen.size() >= MOST_SCHEMAS || !seen.add(resolved)) {
            return;
        }
        resolved.path("properties").properties().stream()
                .limit(MOST_MEMBERS)
                .forEach(member -> members.putIfAbsent(member.getKey(), member.getValue()));
        texts(resolved.path("required"), required);
        texts(resolved.path("enum"), words);
        for (String part : PARTS) {
            JsonNode parts = resolved.path(part);
            for (int i = 0; i < Math.min(parts.size(), MOST_SCHEMAS); i++) {
                add(parts.path(i));
            }
        }
    }

    private static void texts(JsonNode list, Set<String> into) {
        for (int i = 0; i < Math.min(list.size(), MOST_MEMBERS); i++) {
            if (list.path(i).isTextual()) {
                into.add(list.path(i).textValue());
            }
        }
    }

    /** Names of all members that a request may have. */
    Set<String> requestKeys() {
        Set<String> keys = new LinkedHashSet<>(members.keySet());
        keys.removeIf(this::isReadOnly);
        return keys;
    }

    /** Names of the members that a request must have. */
    Set<String> requiredKeys() {
        Set<String> keys = new LinkedHashSet<>(required);
        keys.removeIf(this::isReadOnly);
        return keys;
    }

    /** What is read-only is in answers only, whether it is required or not. */
    private boolean isReadOnly(String name) {
        JsonNode member = members.get(name);
        return member != null
                && (member.path("readOnly").asBoolean()
                        || api.resolved(member).path("readOnly").asBoolean());
    }

    /** The schema of a member; null if there is none of this name. */
    JsonNode member(String name) {
        return members.get(name);
    }

    /** The words that this value can be, if it is a choice. */
    Set<String> words() {
        return words;
    }
}
