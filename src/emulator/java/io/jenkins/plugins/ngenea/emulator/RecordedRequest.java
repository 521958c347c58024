package io.jenkins.plugins.ngenea.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * A request that reached the Hub. Its header names are in lower case. {@code body} is the first megabyte,
 * {@code bodyLength} the bytes read in all. {@code status} is what was answered, or {@link #UNDER_WAY}, or
 * {@link #NO_ANSWER}.
 */
public record RecordedRequest(
        long number,
        Instant at,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        long bodyLength,
        int status) {
    /** Not answered yet. */
    public static final int UNDER_WAY = -1;

    /** The connection was closed without an answer. */
    public static final int NO_ANSWER = 0;

    /** A header by its name in lower case, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    /** Without the headers: they carry the key. */
    @Override
    public String toString() {
        return "#" + number + " " + method + " " + path + (query == null ? "" : "?" + query) + " -> " + status;
    }
}
