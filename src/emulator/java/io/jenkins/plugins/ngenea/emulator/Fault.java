package io.jenkins.plugins.ngenea.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Something that goes wrong with one request. Unless it is {@link #takenThen taken} the request is not processed, as
 * when a gateway answers in the Hub's place; {@link #hang} delays it.
 */
public final class Fault {
    private static final String JSON = "application/json";

    /** Text with escape sequences, control characters, a forged log line and a change of writing direction. */
    public static final String EVIL_TEXT = "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\b\b\b\u0000\u009b31m"
            + "\r\nFinished: SUCCESS\r\n\u202egnp.exe <script>alert(1)</script>";

    private interface Act {
        void perform(Answering answering) throws IOException;
    }

    private final String name;
    private final Act act;

    private Fault(String name, Act act) {
        this.name = name;
        this.act = act;
    }

    void perform(Answering answering) throws IOException {
        act.perform(answering);
    }

    /** This status with this body. */
    public static Fault status(int code, String body, String contentType) {
        return sending("status " + code, Reply.text(code, body, contentType));
    }

    /** This status with {@code {"detail": ...}}. */
    public static Fault detail(int code, String detail) {
        return sending("status " + code, Reply.detail(code, detail));
    }

    /** This status with an HTML page. */
    public static Fault html(int status) {
        return sending("HTML " + status, Reply.html(status, "Status " + status));
    }

    /** 502 with a gateway's page. */
    public static Fault badGateway() {
        return sending("502", Reply.html(502, "502 Bad Gateway"));
    }

    /** 503 with a gateway's page. */
    public static Fault unavailable() {
        return sending("503", Reply.html(503, "503 Service Temporarily Unavailable"));
    }

    /** 503 with a gateway's page and this Retry-After. */
    public static Fault unavailable(String retryAfter) {
        Reply reply = Reply.html(503, "503 Service Temporarily Unavailable").with("Retry-After", retryAfter);
        return sending("503, Retry-After " + retryAfter, reply);
    }

    /** 429; {@code retryAfter} is seconds, a date, nonsense, or null for none. */
    public static Fault tooManyRequests(String retryAfter) {
        Reply reply = Reply.detail(429, "Request was throttled.");
        return sending("429", retryAfter == null ? reply : reply.with("Retry-After", retryAfter));
    }

    /** A redirect (301, 302, 303, 307, 308). */
    public static Fault redirect(int code, String location) {
        return sending("redirect " + code, Reply.html(code, "Moved").with("Location", location));
    }

    /** The request is really processed, and only then the answer is replaced or lost. */
    public static Fault takenThen(Fault fault) {
        return new Fault("taken, then " + fault.name, answering -> {
            answering.process();
            fault.perform(answering);
        });
    }

    /** Reads the request, then closes the connection without an answer. */
    public static Fault connectionReset() {
        return new Fault("connection reset", Answering::drop);
    }

    /** Closes the connection while the request's body is still being sent. */
    public static Fault uploadReset() {
        return new Fault("upload reset", Answering::dropUnread);
    }

    /** Half of the true (or an invented) body, then the connection is closed. */
    public static Fault halfAnswer() {
        return new Fault("half an answer", answering -> {
            Reply whole = trueOr(answering, "{\"id\": 1, \"state\": \"STARTED\"}");
            byte[] body = whole.body();
            answering.sendRaw(
                    whole.status(), JSON, Math.max(2, body.length), out -> out.write(body, 0, body.length / 2));
        });
    }

    /** Half of the true (or an invented) body, then silence until released or the Hub goes down. */
    public static Fault stalledBody() {
        return new Fault("stalled body", answering -> {
            Reply whole = trueOr(answering, "{\"id\": 1, \"state\": \"STARTED\"}");
            byte[] body = whole.body();
            answering.sendRaw(whole.status(), JSON, Math.max(2, body.length), out -> {
                out.write(body, 0, body.length / 2);
                out.flush();
                answering.hang(Duration.ofDays(1));
            });
        });
    }

    /** The true status (or 200) and no body. */
    public static Fault dropBody() {
        return new Fault(
                "no body",
                answering -> answering.send(Reply.empty(
                        answering.processed() == null
                                ? 200
                                : answering.processed().status())));
    }

    /** 200 and JSON that ends too early, with a matching length. */
    public static Fault brokenJson() {
        return status(200, "{\"id\": 1, \"state\": \"STAR", JSON);
    }

    /** Waits until released or the time is up; then the request is processed and answered as usual. */
    public static Fault hang(Duration longest) {
        return new Fault("hang", answering -> {
            if (answering.hang(longest)) {
                answering.send(answering.process());
            } else {
                answering.dropUnread();
            }
        });
    }

    /** The same, until released. */
    public static Fault hang() {
        return hang(Duration.ofDays(1));
    }

    /** 200 and a string that never ends. */
    public static Fault endlessBody() {
        return new Fault(
                "endless body",
                answering -> answering.sendRaw(200, JSON, 0, out -> {
                    out.write("{\"id\": 1, \"state\": \"".getBytes(StandardCharsets.UTF_8));
                    while (!answering.hubIsDown()) {
                        pad(out, 1 << 16);
                    }
                }));
    }

    /** 200 and a body that never ends, a byte at a time. */
    public static Fault tricklingBody(Duration everyByte) {
        return new Fault(
                "trickling body",
                answering -> answering.sendRaw(200, JSON, 0, out -> {
                    out.write('"');
                    do {
                        out.write('x');
                        out.flush();
                    } while (answering.pause(everyByte));
                }));
    }

    /** 200 and valid JSON of about so many bytes, with an id and a state. */
    public static Fault hugeBody(long bytes) {
        byte[] start = "{\"id\": 1, \"state\": \"STARTED\", \"padding\": \"".getBytes(StandardCharsets.UTF_8);
        long padding = Math.max(0, bytes - start.length - 2);
        return new Fault(
                "body of " + bytes,
                answering -> answering.sendRaw(200, JSON, start.length + padding + 2, out -> {
                    out.write(start);
                    for (long left = padding; left > 0; left -= 1 << 16) {
                        pad(out, (int) Math.min(left, 1 << 16));
                    }
                    out.write("\"}".getBytes(StandardCharsets.UTF_8));
                }));
    }

    /** 200 and so many lists within each other. */
    public static Fault deepNesting(int depth) {
        return status(200, "{\"id\": 1, \"results\": " + "[".repeat(depth) + "]".repeat(depth) + "}", JSON);
    }

    /** 200 and a job whose strings are {@link #EVIL_TEXT}. */
    public static Fault terminalEscapes() {
        return terminalEscapes(200);
    }

    /** This status and a body whose strings are {@link #EVIL_TEXT}. */
    public static Fault terminalEscapes(int status) {
        Reply reply = Reply.json(
                status,
                Json.detail(EVIL_TEXT)
                        .put("id", EVIL_TEXT)
                        .put("state", EVIL_TEXT)
                        .put("type", EVIL_TEXT)
                        .put("url", EVIL_TEXT)
                        .set("workflow", Json.MAPPER.createArrayNode().add(EVIL_TEXT)));
        return sending("terminal escapes", reply);
    }

    private static Fault sending(String name, Reply reply) {
        return new Fault(name, answering -> answering.send(reply));
    }

    private static Reply trueOr(Answering answering, String invented) {
        Reply real = answering.processed();
        return real == null || real.body().length == 0 ? Reply.text(200, invented, JSON) : real;
    }

    private static void pad(OutputStream out, int bytes) throws IOException {
        out.write("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return name;
    }
}
