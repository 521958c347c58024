package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubCertificateException;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    /** What is done before the Hub answers. */
    private static volatile Runnable onRequest = () -> {};

    @TempDir
    static Path directory;

    private static HubCertificate certificate;
    private static HttpClient trusting;
    private static HttpsServer server;

    @BeforeAll
    static void startHubWithACertificateOfItsOwnCa() throws Exception {
        certificate = HubCertificate.ofCa(directory);
        trusting = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(certificate.client())
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", exchange -> {
            REQUESTS.incrementAndGet();
            byte[] body = "{\"id\":7,\"state\":\"STARTED\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            onRequest.run();
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
    void aCertificateThatNobodyVouchesForTakesNothingAndTheMessageNamesTheTruststore() {
        HubClient client = HubClients.client(url(), "abcdef.0123456789");
        int before = REQUESTS.get();
        HubException e = assertThrows(
                HubCertificateException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
        assertTrue(e.needsSomebody());
        assertTrue(e.mayHeal());
        assertTrue(e.notTaken());
        assertTrue(e.getMessage().contains("certificate is not trusted"), e.getMessage());
        assertTrue(e.getMessage().contains("truststore"), e.getMessage());
        assertEquals(before, REQUESTS.get());
    }

    @Test
    void aCertificateInTheTruststoreIsAccepted() throws Exception {
        assertEquals("7", trusting(url()).submit(WorkflowBody.of(HubClients.manualsExample())));
    }

    private static HubClient trusting(String url) {
        return new HubClient(
                HubClients.transport(trusting, Duration.ofSeconds(10)),
                HubUrl.parse(url),
                new ClientKey("abcdef.0123456789"));
    }

    private static void assertNamed(HubCertificate shown, String fault, String toDo) throws Exception {
        try (TlsFront front = new TlsFront(shown, server.getAddress().getPort())) {
            HubClient client = trusting(front.url());
            int before = REQUESTS.get();
            HubException submit = assertThrows(
                    HubCertificateException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
            HubException get = assertThrows(HubCertificateException.class, () -> client.job("7"));
            for (HubException e : new HubException[] {submit, get}) {
                assertTrue(e.getMessage().contains(": its TLS certificate " + fault + " ("), e.getMessage());
                assertTrue(e.getMessage().contains(toDo), e.getMessage());
                assertFalse(e.getMessage().contains("truststore"), e.getMessage());
                assertTrue(e.mayHeal());
                assertTrue(e.notTaken());
            }
            assertEquals(before, REQUESTS.get());
        }
    }

    @Test
    void aCertificateThatHasExpiredIsNamed() throws Exception {
        assertNamed(certificate.expired(), "has expired", "Renew it on the Hub");
    }

    @Test
    void aCertificateThatIsNotValidYetIsNamed() throws Exception {
        assertNamed(certificate.notYetValid(), "is not valid yet", "Check the clocks");
    }

    @Test
    void aCertificateOfAnotherHostIsNamed() throws Exception {
        assertNamed(
                certificate.ofAnotherHost(),
                "is for a different host",
                "Use a name from the certificate in the Hub's URL");
    }

    @Test
    void aHandshakeThatBreaksOffMayHealAndTookNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> {
                while (!socket.isClosed()) {
                    try {
                        socket.accept().close();
                    } catch (IOException e) {
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

    @Test
    void aDamagedAnswerIsNoProofThatNothingWasTaken() throws Exception {
        AtomicBoolean damaging = new AtomicBoolean();
        try (ServerSocket front = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread line = new Thread(() -> relay(front, damaging));
            line.setDaemon(true);
            line.start();
            HubClient client = trusting("https://127.0.0.1:" + front.getLocalPort());
            onRequest = () -> damaging.set(true);
            int before = REQUESTS.get();
            HubException e = assertThrows(
                    HubUnreachableException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
            assertEquals(before + 1, REQUESTS.get());
            assertFalse(e.notTaken(), e.getMessage());
        } finally {
            onRequest = () -> {};
        }
    }

    /** From then on it changes the last byte of whatever comes from the Hub. */
    private static void relay(ServerSocket front, AtomicBoolean damaging) {
        try (Socket client = front.accept();
                Socket hub = new Socket(
                        InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            Thread up = new Thread(() -> {
                try {
                    client.getInputStream().transferTo(hub.getOutputStream());
                } catch (IOException e) {
                    // over
                }
            });
            up.setDaemon(true);
            up.start();
            byte[] buffer = new byte[16384];
            for (int n = hub.getInputStream().read(buffer);
                    n >= 0;
                    n = hub.getInputStream().read(buffer)) {
                if (damaging.get()) {
                    buffer[n - 1] ^= 1;
                }
                client.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // over
        }
    }
}
