package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy named in the environment is told: the login in its URL, and never the Hub's key. */
@Timeout(300)
class ProxySessionTest {
    @TempDir
    Path folder;

    @Test
    void theProxysLoginIsSentAheadOfATunnelAndTheKeyIsNot() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> seen = CompletableFuture.supplyAsync(() -> refuseOne(proxy));
            Session.Builder ngenea = new Session.Builder(folder)
                    .with("HTTPS_PROXY", "http://me:word@127.0.0.1:" + proxy.getLocalPort())
                    .with("NGENEA_API_KEY", "the-key-of-the-hub");
            try (Session session = ngenea.start("sites", "--hub", "https://hub.example.com")) {
                List<String> head = seen.get(120, TimeUnit.SECONDS);
                assertEquals("CONNECT hub.example.com:443 HTTP/1.1", head.get(0));
                // me:word
                assertTrue(head.contains("Proxy-Authorization: Basic bWU6d29yZA=="), head::toString);
                assertFalse(String.join(" ", head).contains("the-key-of-the-hub"));
                assertEquals(4, session.exitCode(), session::errors);
            }
        }
    }

    private static List<String> refuseOne(ServerSocket proxy) {
        List<String> head = new ArrayList<>();
        try (Socket client = proxy.accept()) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.add(line);
            }
            client.getOutputStream()
                    .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            head.add(e.toString());
        }
        return head;
    }
}
