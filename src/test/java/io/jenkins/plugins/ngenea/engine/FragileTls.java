package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.http.HubCertificate;
import io.jenkins.plugins.ngenea.hub.http.TlsFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** TLS before a Hub that has none. It can break: handshakes are cut off, or another certificate is shown. */
final class FragileTls implements AutoCloseable {
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

    private final TlsFront front;
    private volatile Mode mode = Mode.TRUSTED;

    FragileTls(int hubPort) {
        try {
            front = new TlsFront(() -> Optional.ofNullable(SERVERS.get(mode)), hubPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return front.url();
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
        front.cut();
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
