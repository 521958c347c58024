package io.jenkins.plugins.ngenea.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The HTTP side: one port of 127.0.0.1 that can go down and come back. */
final class HubServer {
    private static final Logger LOGGER = System.getLogger(HubServer.class.getName());

    static {
        // Without this every answer waits up to 40 ms for the client's acknowledgement of its headers.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HubState hub;
    private final HubRoutes routes;
    private final RequestLog log;
    private final Gate gate;
    private final Faults faults;
    private final AtomicLong threads = new AtomicLong();
    private HttpServer server;
    private ExecutorService executor;
    private int port;
    private volatile Duration latency = Duration.ZERO;

    HubServer(HubState hub, RequestLog log, Gate gate, Faults faults, int port) {
        this.hub = hub;
        this.routes = new HubRoutes(hub);
        this.log = log;
        this.gate = gate;
        this.faults = faults;
        this.port = port;
    }

    synchronized void up() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
        port = server.getAddress().getPort();
        executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "hub-emulator-" + port + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    synchronized void down() {
        if (server == null) {
            return;
        }
        gate.down();
        server.stop(0);
        executor.shutdownNow();
        server = null;
    }

    synchronized int port() {
        return port;
    }

    void latency(Duration time) {
        latency = time;
    }

    private void handle(HttpExchange exchange) {
        Gate.Ticket ticket = gate.ticket();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        BodyTap body = new BodyTap(exchange.getRequestBody());
        HubRequest request =
                new HubRequest(method, path, exchange.getRequestURI().getRawQuery(), headers(exchange), body);
        Fault fault = faults.take(method, path);
        RequestLog.Entry entry = log.arrived(request, hub.clock.instant());
        Answering answering = new Answering(exchange, body, log, entry, gate, ticket, () -> truth(request));
        try {
            if (!latency.isZero() && !gate.pause(ticket, latency)) {
                answering.dropUnread();
            } else if (fault == null) {
                answering.send(answering.process());
            } else {
                fault.perform(answering);
            }
        } catch (IOException e) {
            // The client went away, or the Hub went down.
            LOGGER.log(Logger.Level.DEBUG, "not answered: " + method + " " + path, e);
            answering.dropUnread();
        }
    }

    private Reply truth(HubRequest request) throws IOException {
        try {
            return routes.answer(request);
        } catch (RuntimeException e) {
            LOGGER.log(Logger.Level.ERROR, "the emulator failed at " + request.method() + " " + request.path(), e);
            return Reply.html(500, "Server Error (500)");
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return Map.copyOf(headers);
    }
}
