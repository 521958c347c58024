package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.http.HubCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a Hub that has none. It can break: handshakes are cut off, or another certificate is shown. */
final class TlsFront implements AutoCloseable {
    /** What a new connection gets. */
    enum Mode {
        TRUSTED,
        STRANGER,
        EXPIRED,
        CUT_OFF
    }

    private static final HubCertificate TRUSTED;
    private static final Map<Mode, SSLContext> SERVERS = new EnumMap<>(Mode.class);

    static {
        try {
            Path folder = Files.createTempDirectory("tls-front");
            TRUSTED = HubCertificate.ofCa(folder);
            SERVERS.put(Mode.TRUSTED, TRUSTED.server());
            SERVERS.put(Mode.EXPIRED, TRUSTED.expired().server());
            Files.delete(folder.resolve("hub.p12"));
            SERVERS.put(Mode.STRANGER, HubCertificate.create(folder).server());
            for (String file : List.of("hub.p12", "hub.csr", "hub.crt")) {
                Files.delete(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ServerSocket listener;
    private final int hubPort;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.TRUSTED;

    TlsFront(int hubPort) {
        this.hubPort = hubPort;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    /** Trusts this front's own CA and no other. */
    HttpClient client() {
        try {
            return HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .sslContext(TRUSTED.client())
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** For connections from now on; those that are open are cut. */
    void mode(Mode newMode) {
        mode = newMode;
        open.forEach(TlsFront::close);
        open.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket plain = listener.accept();
                Mode now = mode;
                if (now == Mode.CUT_OFF) {
                    plain.close();
                } else {
                    open.add(plain);
                    thread(() -> connect(plain, SERVERS.get(now)));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket plain, SSLContext context) {
        try {
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
            open.add(hub);
            thread(() -> pipe(secure, hub));
            pipe(hub, secure);
        } catch (IOException e) {
            close(plain);
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        mode(mode);
    }
}
