package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one JSON mapper, and the error bodies of a Django REST application (assumed for the Hub). */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** {@code {"detail": "..."}}. */
    static ObjectNode detail(String message) {
        return object().put("detail", message);
    }

    /** Adds {@code "field": ["message"]}. */
    static void complain(ObjectNode errors, String field, String message) {
        errors.withArray(field).add(message);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
