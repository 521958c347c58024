package io.jenkins.plugins.ngenea.hub.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Makes an https Hub of an emulated one: ends TLS and passes the bytes on. */
public final class TlsFront implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Supplier<Optional<SSLContext>> identity;
    private final int hubPort;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tls-front");
        thread.setDaemon(true);
        return thread;
    });

    public TlsFront(HubCertificate certificate, int hubPort) throws IOException, GeneralSecurityException {
        this(always(certificate.server()), hubPort);
    }

    /**
     * @param identity whom each new connection meets; nobody: it is closed at once
     */
    public TlsFront(Supplier<Optional<SSLContext>> identity, int hubPort) throws IOException {
        this.identity = identity;
        this.hubPort = hubPort;
        threads.execute(this::accept);
    }

    private static Supplier<Optional<SSLContext>> always(SSLContext context) {
        return () -> Optional.of(context);
    }

    public String url() {
        return "https://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Optional<SSLContext> context = identity.get();
                if (context.isEmpty()) {
                    client.close();
                } else {
                    open.add(client);
                    threads.execute(() -> connect(client, context.get()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket plain, SSLContext context) {
        try {
            SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
            client.setUseClientMode(false);
            client.startHandshake();
            Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
            open.add(hub);
            threads.execute(() -> pump(client, hub));
            pump(hub, client);
        } catch (IOException e) {
            close(plain);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of the two went away
        }
    }

    /** Cuts what is connected. */
    public void cut() {
        open.forEach(TlsFront::close);
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
