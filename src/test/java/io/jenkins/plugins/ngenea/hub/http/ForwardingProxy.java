package io.jenkins.plugins.ngenea.hub.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy for tests: passes plain requests on, opens tunnels, wants a login if it was given one, and remembers what
 * it was told. One plain request a connection.
 */
public final class ForwardingProxy implements AutoCloseable {
    private static final String OPENED = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final ServerSocket server;
    private final ExecutorService threads;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile String login;
    private volatile Answer answer;
    private volatile int missing;

    /** What the proxy was told in clear text; header names in lower case. */
    public record Told(String requestLine, Map<String, String> headers) {
        public String header(String name) {
            return headers.get(name);
        }

        boolean isConnect() {
            return requestLine.startsWith("CONNECT ");
        }
    }

    /** What it does instead of its work. */
    enum Answer {
        BAD_GATEWAY("502 Bad Gateway"),
        UNAVAILABLE("503 Service Unavailable"),
        FORBIDDEN("403 Forbidden"),
        HANG(null),
        CLOSE(null);

        private final String status;

        Answer(String status) {
            this.status = status;
        }
    }

    private ForwardingProxy() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "forwarding-proxy");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    public static ForwardingProxy start() {
        return new ForwardingProxy();
    }

    /** One that wants a login. */
    public static ForwardingProxy start(String user, String password) {
        ForwardingProxy proxy = new ForwardingProxy();
        proxy.wantLogin(user, password);
        return proxy;
    }

    public void wantLogin(String user, String password) {
        login = basic(user, password);
    }

    /** The header's value for a login. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Breaks its refusals off before the page that comes with them, as tinyproxy does. */
    void breakOffRefusals() {
        missing = 1000;
    }

    void answer(Answer instead) {
        answer = instead;
    }

    public int port() {
        return server.getLocalPort();
    }

    public Proxy asProxy() {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port()));
    }

    public List<Told> told() {
        return told;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            List<String> head = head(in);
            Told request = told(head);
            told.add(request);
            OutputStream out = client.getOutputStream();
            if (login != null && !login.equals(request.header("proxy-authorization"))) {
                in.skipNBytes(length(request));
                out.write(status("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n", missing));
            } else if (answer == Answer.HANG) {
                in.transferTo(OutputStream.nullOutputStream());
            } else if (answer != null) {
                in.skipNBytes(length(request));
                out.write(answer.status == null ? new byte[0] : status(answer.status, "", 0));
            } else if (request.isConnect()) {
                tunnel(request, client);
            } else {
                forward(head, request, client);
            }
        } catch (IOException e) {
            // one of the two went away
        }
    }

    private void tunnel(Told request, Socket client) throws IOException {
        String[] target = request.requestLine().split(" ")[1].split(":");
        try (Socket hub = new Socket(target[0], Integer.parseInt(target[1]))) {
            open.add(hub);
            client.getOutputStream().write(OPENED.getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> pump(client, hub));
            hub.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void pump(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other way ended
        }
    }

    private void forward(List<String> head, Told request, Socket client) throws IOException {
        URI uri = URI.create(request.requestLine().split(" ")[1]);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String first = request.requestLine().replace(uri.toString(), path);
        byte[] body = client.getInputStream().readNBytes(length(request));
        try (Socket hub = new Socket(uri.getHost(), uri.getPort())) {
            open.add(hub);
            hub.getOutputStream().write(passedOn(first, head));
            hub.getOutputStream().write(body);
            List<String> reply = head(hub.getInputStream());
            client.getOutputStream().write(passedOn(reply.get(0), reply));
            hub.getInputStream().transferTo(client.getOutputStream());
        }
    }

    /** Without what is for the proxy alone; whoever reads it must not count on another request over this connection. */
    private static byte[] passedOn(String firstLine, List<String> head) {
        StringBuilder onward = new StringBuilder(firstLine).append("\r\n");
        for (String line : head.subList(1, head.size())) {
            String name = line.toLowerCase(Locale.ROOT);
            if (!name.startsWith("proxy-") && !name.startsWith("connection:")) {
                onward.append(line).append("\r\n");
            }
        }
        onward.append("Via: 1.1 forwarding-proxy\r\nConnection: close\r\n\r\n");
        return onward.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] status(String status, String header, int length) {
        return ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int length(Told request) {
        return Integer.parseInt(request.headers().getOrDefault("content-length", "0"));
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Told told(List<String> head) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Told(head.get(0), headers);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
