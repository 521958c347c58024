package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaAt;

/**
 * The page about the API (documented), and the description that it shows: where that is, and in which language, the profile
 * says.
 */
final class SchemaEndpoints {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final HubState hub;

    SchemaEndpoints(HubState hub) {
        this.hub = hub;
    }

    Reply docs(HubRequest request) {
        if ("openapi".equals(request.parameters().get("format"))) {
            return schema(SchemaAt.DOCS_QUERY.address());
        }
        SchemaAt at = hub.settings().schemaAt;
        // as Django writes an address into a script
        String script = at == SchemaAt.SCHEMA || at == SchemaAt.LINKED
                ? "SwaggerUIBundle({url: \"/api/" + at.address().replace("-", "\\u002D") + "\", deepLinking: true})"
                : "";
        return Reply.text(
                200,
                "<!doctype html>\n<html>\n<head><title>Ngenea Hub API</title>\n"
                        + "<link rel=\"stylesheet\" href=\"https://cdn.example.com/api/swagger-ui.css\"></head>\n"
                        + "<body><a href=\"/api/jobs/\">jobs</a><div id=\"swagger-ui\"></div>\n<script>" + script
                        + "</script></body>\n</html>\n",
                "text/html; charset=utf-8");
    }

    /** {@code address} is below {@code /api/}. */
    Reply schema(String address) {
        HubProfileBuilder settings = hub.settings();
        if (settings.schemaAt == SchemaAt.NOWHERE
                || !settings.schemaAt.address().equals(address)) {
            return Reply.html(404, "Not Found");
        }
        SchemaDocument document = new SchemaDocument(settings);
        if (!settings.schemaInYaml) {
            return Reply.json(200, document.json());
        }
        try {
            return Reply.text(200, YAML.writeValueAsString(document.json()), "application/vnd.oai.openapi");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
