package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the body of a submit as a stream, so that 100 MB of paths are no trouble, and checks it. Documented: which keys
 * are required. Assumed: the wording of complaints, the keys {@code fields} and {@code queue}, and that other keys are
 * refused.
 */
final class SubmissionReader {
    private final Set<String> workflows;
    private final Set<String> sites;
    private final Set<String> discoveries;
    private final boolean queues;
    private final int pathsKept;

    private final ObjectNode errors = Json.object();
    private final PathSteering steering = new PathSteering();
    private final List<String> paths = new ArrayList<>();
    private long pathCount;
    private String workflow;
    private String site;
    private String queue;
    private JsonNode discovery;
    private ObjectNode fields;

    SubmissionReader(Set<String> workflows, Set<String> sites, Set<String> discoveries, boolean queues, int pathsKept) {
        this.workflows = workflows;
        this.sites = sites;
        this.discoveries = discoveries;
        this.queues = queues;
        this.pathsKept = pathsKept;
    }

    /** Reads to the end; throws JsonProcessingException when the body is no JSON. */
    Submission read(InputStream body) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                Json.complain(errors, "non_field_errors", "Invalid data. Expected a dictionary.");
            } else {
                readMembers(parser);
                check();
            }
        }
        return new Submission(
                workflow, site, List.copyOf(paths), pathCount, discovery, fields, queue, steering, errors);
    }

    private void readMembers(JsonParser parser) throws IOException {
        String key;
        while ((key = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "paths" -> readPaths(parser, value);
                case "workflow" -> workflow = readName(parser, key);
                case "site" -> site = readName(parser, key);
                case "queue" -> {
                    if (queues) {
                        queue = readName(parser, key);
                    } else {
                        refuse(parser, key);
                    }
                }
                case "discovery" -> discovery = Json.MAPPER.readTree(parser);
                case "fields" -> readFields(Json.MAPPER.readTree(parser));
                default -> refuse(parser, key);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new JsonEOFException(parser, parser.currentToken(), "Expecting the end of the object");
        }
    }

    private void refuse(JsonParser parser, String key) throws IOException {
        parser.skipChildren();
        Json.complain(errors, key, "Unexpected field.");
    }

    private void readPaths(JsonParser parser, JsonToken value) throws IOException {
        paths.clear();
        pathCount = 0;
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            Json.complain(errors, "paths", "Expected a list of items but got another type.");
            return;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new JsonEOFException(parser, null, "Expecting the end of the list");
            }
            if (token != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                complainOnce("paths", "Not a valid string.");
            } else {
                addPath(parser.getText());
            }
        }
        if (pathCount == 0) {
            complainOnce("paths", "This list may not be empty.");
        }
    }

    private void addPath(String path) {
        if (path.isBlank()) {
            complainOnce("paths", "This field may not be blank.");
        }
        pathCount++;
        steering.look(path);
        if (paths.size() < pathsKept) {
            paths.add(path);
        }
    }

    private String readName(JsonParser parser, String key) throws IOException {
        JsonNode value = Json.MAPPER.readTree(parser);
        if (value.isTextual() && !value.textValue().isBlank()) {
            return value.textValue();
        }
        Json.complain(errors, key, value.isTextual() ? "This field may not be blank." : "Not a valid string.");
        return null;
    }

    private void readFields(JsonNode value) {
        if (value instanceof ObjectNode object) {
            fields = object;
        } else {
            Json.complain(errors, "fields", "Expected a dictionary of items but got another type.");
        }
    }

    private void check() {
        require("workflow", workflow != null);
        require("site", site != null);
        require("paths", pathCount > 0);
        if (workflow != null && !workflows.contains(workflow)) {
            Json.complain(errors, "workflow", "Workflow \"" + workflow + "\" does not exist.");
        }
        if (site != null && !sites.contains(site)) {
            Json.complain(errors, "site", "Object with name=" + site + " does not exist.");
        }
        if (discovery != null && !discovery.isNull() && !known(discovery)) {
            Json.complain(errors, "discovery", discovery + " is not a valid choice.");
        }
    }

    private boolean known(JsonNode name) {
        return name instanceof TextNode && discoveries.contains(name.textValue());
    }

    private void require(String key, boolean present) {
        if (!present && !errors.has(key)) {
            Json.complain(errors, key, "This field is required.");
        }
    }

    private void complainOnce(String key, String message) {
        if (!errors.has(key)) {
            Json.complain(errors, key, message);
        }
    }
}
