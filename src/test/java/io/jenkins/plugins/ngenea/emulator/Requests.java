package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests to a Hub the plain way, with one Authorization header (or none). */
final class Requests {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return MAPPER.readTree(text);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    private final String url;
    private final String authorization;

    Requests(HubEmulator hub, String authorization) {
        this.url = hub.url();
        this.authorization = authorization;
    }

    static Requests withKey(HubEmulator hub) {
        return new Requests(hub, "Api-Key " + hub.newClientKey());
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(json));
    }

    Answer submit(String path) throws IOException, InterruptedException {
        return post("/api/file/workflow/", submission(path));
    }

    static String submission(String path) {
        return "{\"paths\": [\"" + path + "\"], \"site\": \"dfoster1\", \"workflow\": \"migrate\"}";
    }

    Answer send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }
}
