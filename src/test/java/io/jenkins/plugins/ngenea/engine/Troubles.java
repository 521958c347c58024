package io.jenkins.plugins.ngenea.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.emulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All troubles of the fault matrix by the names that its table uses. */
final class Troubles {
    private static final String JSON = "application/json";
    private static final String NOT_NOW = "Not now, not so.";

    private final Map<String, Supplier<Trouble>> all = new LinkedHashMap<>();

    /**
     * @param sameHost where a redirect within the Hub points
     * @param otherHost where a redirect away from it points
     */
    Troubles(String sameHost, String otherHost) {
        network();
        bodies();
        statuses();
        for (int status : new int[] {301, 302, 307, 308}) {
            answer(status + " to the same host", Fault.redirect(status, sameHost));
            answer(status + " to another host", Fault.redirect(status, otherHost));
        }
        for (int status : new int[] {401, 403, 404, 410, 421, 503}) {
            answer("HTML " + status, Fault.html(status));
        }
        for (int status : new int[] {403, 404}) {
            all.put("HTML " + status + " to every call", () -> Trouble.gateway(Fault.html(status)));
        }
        for (int status : new int[] {401, 403}) {
            Fault refused = Fault.detail(status, NOT_NOW);
            all.put(status + " for a minute", () -> Trouble.lasting(Duration.ofMinutes(1), refused));
            all.put(status + " for three minutes", () -> Trouble.lasting(Duration.ofMinutes(3), refused));
        }
        all.put("401, key rotated", () -> Trouble.rotated(401));
        all.put("403, key rotated", () -> Trouble.rotated(403));
    }

    Map<String, Supplier<Trouble>> all() {
        return all;
    }

    private void answer(String name, Fault fault) {
        all.put(name, () -> Trouble.answering(fault));
    }

    private void network() {
        all.put("connection refused", () -> Trouble.nowhere(closedPort()));
        // a label of more than 63 characters: no resolver asks anybody for it
        all.put("DNS gone", () -> Trouble.nowhere(InetSocketAddress.createUnresolved("x".repeat(64) + ".invalid", 80)));
        all.put("TLS handshake cut off", () -> Trouble.tls(FragileTls.Mode.CUT_OFF));
        all.put("TLS certificate not trusted", () -> Trouble.tls(FragileTls.Mode.STRANGER));
        all.put("TLS certificate expired", () -> Trouble.tls(FragileTls.Mode.EXPIRED));
        all.put("Hub down", Trouble::down);
        answer("connection reset", Fault.connectionReset());
        answer("upload reset", Fault.uploadReset());
        all.put("no answer in time", () -> Trouble.slow(Fault.hang()));
        all.put("stalled body", () -> Trouble.slow(Fault.stalledBody()));
        answer("half an answer", Fault.halfAnswer());
    }

    private void bodies() {
        answer("broken JSON", Fault.brokenJson());
        answer("JSON of another shape", Fault.status(200, "{\"results\": 7, \"id\": {}, \"state\": []}", JSON));
        answer("empty body", Fault.dropBody());
        answer("HTML 200", Fault.html(200));
        answer("9 MB", Fault.hugeBody(9_000_000));
        answer("endless body", Fault.endlessBody());
        answer("10,000 brackets", Fault.deepNesting(10_000));
        answer("escapes and HTML", Fault.status(200, evil().toString(), JSON));
        answer("escapes and HTML, 400", Fault.status(400, evil().toString(), JSON));
        answer("escapes and HTML, 503", Fault.status(503, Fault.EVIL_TEXT, "text/html"));
    }

    private void statuses() {
        for (int status : new int[] {400, 401, 403, 404, 405, 408, 410, 425, 500, 502, 503, 504}) {
            answer(String.valueOf(status), Fault.detail(status, NOT_NOW));
        }
        answer("503, Retry-After 20", Fault.unavailable("20"));
        answer("429", Fault.tooManyRequests(null));
        answer("429, Retry-After 20", Fault.tooManyRequests("20"));
        // at the moment it is wanted: true time counts here
        all.put("429, Retry-After as a date", () -> Trouble.answering(Fault.tooManyRequests(inThreeMinutes())));
        answer("429, Retry-After soon", Fault.tooManyRequests("soon"));
    }

    /** Every member that a submit, a job, a list or a task can have, with the worst text. */
    private static ObjectNode evil() {
        ObjectNode evil = JsonNodeFactory.instance.objectNode();
        for (String member : new String[] {"detail", "id", "state", "type", "url", "workflow", "site", "owner"}) {
            evil.put(member, Fault.EVIL_TEXT);
        }
        evil.putObject("counts").put(Fault.EVIL_TEXT, 1);
        evil.putArray("results")
                .addObject()
                .put("state", "FAILURE")
                .put("path", Fault.EVIL_TEXT)
                .put("message", Fault.EVIL_TEXT);
        return evil;
    }

    private static String inThreeMinutes() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(Duration.ofMinutes(3)));
    }

    private static InetSocketAddress closedPort() {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) closed.getLocalSocketAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
