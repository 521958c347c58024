package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A description in OpenAPI 3 or Swagger 2, with the differences between the two taken out. */
final class OpenApi {
    /** In characters; it is put before every path. */
    private static final int LONGEST_BASE = 300;

    private static final int MOST_HOPS = 20;
    private static final int LONGEST_REF = 500;

    /** So many calls are looked at, and so many parameters of one: no Hub has nearly as many. */
    private static final int MOST_CALLS = 20_000;

    private static final int MOST_PARAMETERS = 200;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /**
     * A call that is described.
     *
     * @param method in upper case
     * @param path below {@code /api/}, with names in braces
     * @param ofPath what all calls of this path have in common
     */
    record Operation(String method, String path, JsonNode ofPath, JsonNode description) {
        String id() {
            return description.path("operationId").asText("");
        }
    }

    private final HubUrl url;
    private final JsonNode root;
    private final String base;

    /** Whether the description leaves {@code /api/} out of its paths. */
    private final boolean isRelative;

    private OpenApi(HubUrl url, JsonNode root) {
        this.url = url;
        this.root = root;
        this.base = basePath(root);
        this.isRelative = base.isEmpty() && noneBelowApi(url, root.path("paths"));
    }

    /** Null if the text describes something else. */
    static OpenApi of(HubUrl url, JsonNode root) {
        boolean known = root.path("openapi").asText("").startsWith("3")
                || root.path("swagger").asText("").startsWith("2");
        return known && root.path("paths").isObject() ? new OpenApi(url, root) : null;
    }

    private static String basePath(JsonNode root) {
        String server = root.path("servers").path(0).path("url").asText("");
        String path = root.path("basePath").asText("");
        if (!server.isEmpty()) {
            try {
                path = new URI(server).getRawPath();
            } catch (URISyntaxException e) {
                // with variables in it: where that is nobody can tell
                path = "";
            }
        }
        return path != null && path.startsWith("/") && path.length() <= LONGEST_BASE ? withoutSlashes(path) : "";
    }

    /** Without those at its end. */
    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static boolean noneBelowApi(HubUrl url, JsonNode paths) {
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            if (DocsPage.belowApi(url, path.getKey()) != null) {
                return false;
            }
        }
        return true;
    }

    String dialect() {
        String three = root.path("openapi").asText("");
        return RemoteText.name(
                three.isEmpty() ? "Swagger " + root.path("swagger").asText("") : "OpenAPI " + three);
    }

    /** All calls below {@code /api/}. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("paths").properties()) {
            String path = below(entry.getKey());
            if (path != null) {
                JsonNode item = resolved(entry.getValue());
                for (Map.Entry<String, JsonNode> call : item.properties()) {
                    boolean elsewhere = item.has("servers") || call.getValue().has("servers");
                    if (METHODS.contains(call.getKey()) && !elsewhere && all.size() < MOST_CALLS) {
                        all.add(new Operation(call.getKey().toUpperCase(Locale.ROOT), path, item, call.getValue()));
                    }
                }
            }
        }
        return all;
    }

    private String below(String path) {
        String below = DocsPage.belowApi(url, base + path);
        return below == null && isRelative && path.startsWith("/") ? path.substring(1) : below;
    }

    /** Those of its path included. */
    List<JsonNode> parameters(Operation operation) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode of : List.of(operation.ofPath(), operation.description())) {
            JsonNode list = of.path("parameters");
            for (int i = 0; i < Math.min(list.size(), MOST_PARAMETERS); i++) {
                JsonNode parameter = resolved(list.path(i));
                byName.put(
                        parameter.path("in").asText("")
                                + ' '
                                + parameter.path("name").asText(""),
                        parameter);
            }
        }
        return List.copyOf(byName.values());
    }

    /** What a call takes as its body; missing if it takes none. */
    JsonNode requestSchema(Operation operation) {
        for (JsonNode parameter : parameters(operation)) {
            if (parameter.path("in").asText("").equals("body")) {
                return resolved(parameter.path("schema"));
            }
        }
        return json(resolved(operation.description().path("requestBody")));
    }

    /** What a call answers with if all is well; missing if nobody says. */
    JsonNode answerSchema(Operation operation) {
        JsonNode answer = resolved(operation.description().path("responses").path("200"));
        return answer.has("schema") ? resolved(answer.path("schema")) : json(answer);
    }

    private JsonNode json(JsonNode message) {
        JsonNode content = message.path("content");
        JsonNode json = content.path("application/json");
        JsonNode any =
                json.isMissingNode() && !content.isEmpty() ? content.elements().next() : json;
        return resolved(any.path("schema"));
    }

    /** What a node refers to, within this description; missing if that is elsewhere, nowhere, or itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            JsonNode ref = at.path("$ref");
            if (!ref.isTextual()) {
                return at;
            }
            String text = ref.textValue();
            if (!text.startsWith("#/") || text.length() > LONGEST_REF) {
                break;
            }
            at = root.at(JsonPointer.compile(text.substring(1)));
        }
        return MissingNode.getInstance();
    }
}
