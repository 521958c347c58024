package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A description as JSON or as YAML. Jackson reads YAML event by event and takes an alias for a text, so none is ever
 * expanded; the generators of Django write none.
 */
final class SchemaText {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(BoundedBody.DEEPEST_JSON)
            .build();
    private static final ObjectMapper JSON = mapper(JsonFactory.builder()
            .streamReadConstraints(BOUNDS)
            // names of members are paths here, each another one: not to be kept for ever
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build());
    private static final ObjectMapper YAML = mapper(YAMLFactory.builder()
            .streamReadConstraints(BOUNDS)
            .loaderOptions(yamlBounds())
            .build());

    private SchemaText() {}

    private static ObjectMapper mapper(JsonFactory factory) {
        return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static LoaderOptions yamlBounds() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(BoundedBody.LARGEST_ANSWER);
        options.setNestingDepthLimit(BoundedBody.DEEPEST_JSON);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    /** Null if the body is no object in either language. */
    static JsonNode objectOrNull(byte[] body) {
        byte first = firstOf(body);
        if (first == 0 || first == '<' || first == '[') {
            return null;
        }
        try {
            JsonNode node = (first == '{' ? JSON : YAML).readTree(body);
            return node != null && node.isObject() ? node : null;
        } catch (IOException | RuntimeException e) {
            // the parser of YAML has exceptions of its own for broken text
            return null;
        }
    }

    private static byte firstOf(byte[] body) {
        for (byte each : body) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return each;
            }
        }
        return 0;
    }
}
