package io.jenkins.plugins.ngenea.hub;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** Status, headers and the whole (bounded) body of one answer. */
record HubResponse(int status, HttpHeaders headers, byte[] body) {
    HubResponse withoutBody() {
        return new HubResponse(status, headers, new byte[0]);
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
