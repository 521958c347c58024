package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static HubCertificate certificate;
    private static HttpsServer server;

    @BeforeAll
    static void startHubWithACertificateOfItsOwn() throws Exception {
        certificate = HubCertificate.create(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", exchange -> {
            REQUESTS.incrementAndGet();
            byte[] body = "{\"id\":7,\"state\":\"STARTED\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void aCertificateThatNobodyVouchesForDoesNotHealAndTheMessageNamesTheTruststore() {
        HubClient client = HubClients.client(url(), "abcdef.0123456789");
        int before = REQUESTS.get();
        HubException e = assertThrows(
                HubUnreachableException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
        assertFalse(e.mayHeal());
        assertTrue(e.notTaken());
        assertTrue(e.getMessage().contains("certificate is not trusted"), e.getMessage());
        assertTrue(e.getMessage().contains("truststore"), e.getMessage());
        assertEquals(before, REQUESTS.get());
    }

    @Test
    void aCertificateInTheTruststoreIsAccepted() throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(certificate.client())
                .build();
        HubClient client = new HubClient(
                HubClients.transport(http, Duration.ofSeconds(10)),
                HubUrl.parse(url()),
                new ClientKey("abcdef.0123456789"));
        assertEquals("7", client.submit(WorkflowBody.of(HubClients.manualsExample())));
    }

    @Test
    void aHandshakeThatBreaksOffMayHealAndTookNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> {
                while (!socket.isClosed()) {
                    try {
                        socket.accept().close();
                    } catch (java.io.IOException e) {
                        return;
                    }
                }
            });
            closing.start();
            HubClient client = HubClients.client("https://127.0.0.1:" + socket.getLocalPort(), "abcdef.0123456789");
            HubException e = assertThrows(
                    HubUnreachableException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
            assertTrue(e.mayHeal());
            assertTrue(e.notTaken(), e.getMessage());
        }
    }
}
