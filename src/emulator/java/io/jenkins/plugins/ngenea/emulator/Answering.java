package io.jenkins.plugins.ngenea.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** One request on its way to an answer, true or faulty. Used by one thread only. */
final class Answering {
    /** Gives the true answer, with all that follows from it. */
    interface Truth {
        Reply answer() throws IOException;
    }

    /** Writes a body by hand. */
    interface BodyWriter {
        void write(OutputStream out) throws IOException;
    }

    private final HttpExchange exchange;
    private final BodyTap body;
    private final RequestLog log;
    private final RequestLog.Entry entry;
    private final Gate gate;
    private final Gate.Ticket ticket;
    private final Truth truth;
    private Reply processed;

    Answering(
            HttpExchange exchange,
            BodyTap body,
            RequestLog log,
            RequestLog.Entry entry,
            Gate gate,
            Gate.Ticket ticket,
            Truth truth) {
        this.exchange = exchange;
        this.body = body;
        this.log = log;
        this.entry = entry;
        this.gate = gate;
        this.ticket = ticket;
        this.truth = truth;
    }

    /** Processes the request, once; the true answer. */
    Reply process() throws IOException {
        if (processed == null) {
            processed = truth.answer();
        }
        return processed;
    }

    /** The true answer if the request was processed, else null. */
    Reply processed() {
        return processed;
    }

    /** False when the Hub went down while waiting. */
    boolean hang(Duration longest) {
        return gate.hang(ticket, longest);
    }

    /** Waits whatever is released; false when the Hub went down. */
    boolean pause(Duration time) {
        return gate.pause(ticket, time);
    }

    boolean hubIsDown() {
        return gate.wentDown(ticket);
    }

    void send(Reply reply) throws IOException {
        body.drain();
        log.answered(entry, reply.status(), body);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
        if (!empty) {
            exchange.getResponseBody().write(reply.body());
        }
        exchange.close();
    }

    /** Sends headers that promise so many bytes (0: chunked, no end known), lets the writer write, and closes. */
    void sendRaw(int status, String contentType, long promised, BodyWriter writer) throws IOException {
        body.drain();
        log.answered(entry, status, body);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, promised);
        OutputStream out = counted(exchange.getResponseBody());
        writer.write(out);
        out.flush();
        exchange.close();
    }

    private OutputStream counted(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                log.sent(1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                log.sent(length);
            }
        };
    }

    /** Reads the request and closes the connection without an answer. */
    void drop() throws IOException {
        body.drain();
        dropUnread();
    }

    /** Closes the connection where it is. */
    void dropUnread() {
        log.answered(entry, RecordedRequest.NO_ANSWER, body);
        exchange.close();
    }
}
