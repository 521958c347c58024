package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer the Hub gives: status, headers and the whole body. */
record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    static Reply text(int status, String body, String contentType) {
        return new Reply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A page as a web server or a gateway in front of the Hub gives it. */
    static Reply html(int status, String title) {
        String page = "<!doctype html>\n<html lang=\"en\">\n<head><title>" + title + "</title></head>\n<body>\n<h1>"
                + title + "</h1>\n</body>\n</html>\n";
        return text(status, page, "text/html; charset=utf-8");
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply detail(int status, String message) {
        return json(status, Json.detail(message));
    }

    static Reply notFound() {
        return detail(404, "Not found.");
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
