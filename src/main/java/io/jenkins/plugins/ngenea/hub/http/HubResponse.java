package io.jenkins.plugins.ngenea.hub.http;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** Status, headers and the whole (bounded) body of one answer. */
public record HubResponse(int status, HttpHeaders headers, byte[] body) {
    public HubResponse withoutBody() {
        return new HubResponse(status, headers, new byte[0]);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
