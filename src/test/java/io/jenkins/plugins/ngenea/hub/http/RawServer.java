package io.jenkins.plugins.ngenea.hub.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that does with its connections what no library would. */
final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final int SMALL_WINDOW = 16 * 1024;

    private final ServerSocket listener;
    private final Talk talk;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What happens on a connection. It is closed afterwards. */
    @FunctionalInterface
    interface Talk {
        void on(Socket connection) throws IOException;
    }

    RawServer(Talk talk) {
        this.talk = talk;
        try {
            listener = new ServerSocket();
            listener.setReceiveBufferSize(SMALL_WINDOW);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                open.add(connection);
                thread(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            talk.on(connection);
        } catch (IOException e) {
            // the other side went away
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The head of the next request; empty at the end of the connection. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (c == '\n' && text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    /** The body of a request with this head. */
    static byte[] body(String head, InputStream in) throws IOException {
        Matcher length = LENGTH.matcher(head);
        return in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    static void answer(Socket connection, int status, String json) throws IOException {
        answer(connection, status, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    static void answer(Socket connection, int status, byte[] body, String header) throws IOException {
        String head = String.format(
                Locale.ROOT, "HTTP/1.1 %d x\r\n%s\r\nContent-Length: %d\r\n\r\n", status, header, body.length);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        connection.getOutputStream().write(whole.toByteArray());
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
