package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request as the endpoints see it. Header names are in lower case. */
record HubRequest(String method, String path, String query, Map<String, String> headers, BodyTap body) {
    String header(String name) {
        return headers.get(name);
    }

    /** Where the client found this Hub, without a slash at the end. */
    String baseUrl() {
        return "http://" + headers.getOrDefault("host", "localhost");
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decoded(name), decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    boolean carriesJson() {
        String type = header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** The whole body as JSON, for small bodies. */
    JsonNode json() throws IOException {
        return Json.MAPPER.readTree(body);
    }
}
