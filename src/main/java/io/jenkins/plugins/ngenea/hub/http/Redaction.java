package io.jenkins.plugins.ngenea.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the key, token or proxy login that a request carried out of all that came back for it. A Hub, or a gateway before
 * it, that repeats what it was sent must not get it into a log.
 */
final class Redaction {
    private static final String MASK = "****";

    /** What is secret in the body of a login. */
    private static final List<String> SECRET_MEMBERS = List.of("password", "refresh");

    private final List<String> sent;
    private final List<SecretSearch> secrets;

    private Redaction(List<String> sent, List<SecretSearch> secrets) {
        this.sent = sent;
        this.secrets = secrets;
    }

    private static List<SecretSearch> searches(Stream<String> secrets) {
        return secrets.filter(secret -> secret.length() >= SecretSearch.SHORTEST)
                .map(SecretSearch::new)
                .toList();
    }

    static Redaction of(HttpRequest request) {
        List<String> sent = sent(request);
        return new Redaction(sent, searches(sent.stream().map(value -> value.substring(value.indexOf(' ') + 1))));
    }

    /** What is secret in the body of a request; empty if nothing is. */
    static List<String> secretsIn(JsonNode body) {
        return SECRET_MEMBERS.stream()
                .map(name -> body.path(name).asText(""))
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** Takes these out, too. */
    Redaction with(List<String> more) {
        return more.isEmpty()
                ? this
                : new Redaction(
                        sent,
                        Stream.concat(secrets.stream(), searches(more.stream()).stream())
                                .toList());
    }

    /** Whether it is good for another request too: to make one takes longer than to use it. */
    boolean isFor(HttpRequest request) {
        return sent.equals(sent(request));
    }

    private static List<String> sent(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return Stream.of("Authorization", "Proxy-Authorization")
                .flatMap(name -> headers.firstValue(name).stream())
                .toList();
    }

    String of(String text) {
        String clean = text;
        for (SecretSearch secret : secrets) {
            clean = secret.over(clean).masked(MASK);
        }
        return clean;
    }

    HubResponse of(HubResponse response) {
        // one character for each byte and back: a secret is ASCII, and everything else stays what it is
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        String clean = of(body);
        return new HubResponse(
                response.status(),
                headers(response.headers().map()),
                clean.equals(body) ? response.body() : clean.getBytes(StandardCharsets.ISO_8859_1));
    }

    private HttpHeaders headers(Map<String, List<String>> headers) {
        Map<String, List<String>> clean = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> header.getValue().stream().map(this::of).toList()));
        return HttpHeaders.of(clean, (name, value) -> true);
    }
}
