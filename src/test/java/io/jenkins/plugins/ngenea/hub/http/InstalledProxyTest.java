package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the proxy programs that are installed: squid and tinyproxy, as Debian packages them. {@link ProxyTest} always runs. */
@Timeout(300)
class InstalledProxyTest {
    private static final String KEY = "abcdef.0123456789";
    private static final String LOGIN = ForwardingProxy.basic(InstalledProxy.USER, InstalledProxy.PASSWORD);

    @TempDir
    Path directory;

    @TempDir
    Path proxyFolder;

    private final HubEmulator hub = HubEmulator.start();
    private TlsFront tls;
    private List<String> options;
    private InstalledProxy proxy;

    @BeforeEach
    void start() throws Exception {
        hub.addClientKey(KEY);
        HubCertificate certificate = HubCertificate.create(directory);
        tls = new TlsFront(certificate, hub.port());
        options = List.of(
                ProxyProbe.LOGIN_BEFORE_TUNNEL,
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore(directory.resolve("trust.p12")),
                "-Djavax.net.ssl.trustStorePassword=" + HubCertificate.PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        tls.close();
        hub.close();
    }

    private void run(InstalledProxy.Program program) throws Exception {
        if (!program.isInstalled()) {
            System.err.println(
                    "NOT TESTED with " + program + ": it is not installed (apt-get install squid tinyproxy)");
        }
        Assumptions.assumeTrue(program.isInstalled(), program + " is not installed");
        proxy = new InstalledProxy(program, proxyFolder, URI.create(tls.url()).getPort());
    }

    private String submit(String url, String login) throws Exception {
        Javas.Java running = Javas.runningAndNewest().get(0);
        String port = String.valueOf(proxy.port());
        return login == null
                ? ProxyProbe.run(running, options, url, KEY, port)
                : ProxyProbe.run(running, options, url, KEY, port, login);
    }

    private void assertTheHubGotOnlyItsOwn() {
        assertEquals(3, hub.requestCount());
        hub.requests().forEach(request -> {
            assertNull(request.header("proxy-authorization"));
            assertEquals("Api-Key " + KEY, request.header("authorization"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void anHttpHubIsReachedWithALogin(InstalledProxy.Program program) throws Exception {
        run(program);
        assertEquals("job 1", submit(hub.url(), LOGIN));
        assertTheHubGotOnlyItsOwn();
        assertTrue(hub.requests().get(0).header("via").contains("1.1 "));
        awaitUserLogged(program, "POST ", hub.url() + "/api/file/workflow/");
    }

    @ParameterizedTest
    @EnumSource
    void anHttpsHubIsReachedWithALogin(InstalledProxy.Program program) throws Exception {
        run(program);
        assertEquals("job 1", submit(tls.url(), LOGIN));
        assertTheHubGotOnlyItsOwn();
        assertNull(hub.requests().get(0).header("via"));
        awaitUserLogged(program, "CONNECT ", tls.url().substring("https://".length()));
    }

    /** squid logs who it was, tinyproxy only what. */
    private void awaitUserLogged(InstalledProxy.Program program, String method, String what) {
        if (program == InstalledProxy.Program.SQUID) {
            proxy.awaitLogged(method + what + " " + InstalledProxy.USER + " ");
        } else {
            proxy.awaitLogged(method + what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingLoginIsRefusedByTheProxyAndNothingReachesTheHub(InstalledProxy.Program program) throws Exception {
        run(program);
        for (String url : List.of(hub.url(), tls.url())) {
            assertRefused(submit(url, null), url, "It requires a login");
        }
        assertEquals(0, hub.requestCount());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongLoginIsRefusedByTheProxyAndNothingReachesTheHub(InstalledProxy.Program program) throws Exception {
        run(program);
        String wrong = ForwardingProxy.basic(InstalledProxy.USER, "wrong");
        for (String url : List.of(hub.url(), tls.url())) {
            String said = submit(url, wrong);
            if (program == InstalledProxy.Program.SQUID) {
                assertRefused(said, url, "It does not accept the login");
            } else {
                // its 401 for a wrong login cannot be told from a Hub's
                assertTrue(said.contains("HTTP 401") || said.contains("Tunnel failed, got: 401"), said);
            }
        }
        assertEquals(0, hub.requestCount());
    }

    private void assertRefused(String said, String url, String advice) {
        assertTrue(said.startsWith("HubProxyException: GET " + url), said);
        assertTrue(said.contains("the proxy 127.0.0.1:" + proxy.port() + " rejected it (HTTP 407)"), said);
        assertTrue(said.contains(advice), said);
        assertFalse(said.contains(KEY), said);
    }
}
