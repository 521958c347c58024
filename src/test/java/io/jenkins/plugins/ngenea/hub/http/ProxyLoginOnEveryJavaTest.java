package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In processes of their own, because Java reads once whether it may send a login before a tunnel. */
@Timeout(300)
class ProxyLoginOnEveryJavaTest {
    private static final String KEY = "abcdef.0123456789";
    private static final String LOGIN = ForwardingProxy.basic("me", "proxy-word");

    @TempDir
    Path directory;

    private final HubEmulator hub = HubEmulator.start();
    private final ForwardingProxy proxy = ForwardingProxy.start("me", "proxy-word");
    private List<String> trust;
    private TlsFront tls;

    static List<Javas.Java> javas() {
        return Javas.runningAndNewest();
    }

    @BeforeEach
    void start() throws Exception {
        hub.addClientKey(KEY);
        hub.addUser("joe", "hub-word");
        HubCertificate certificate = HubCertificate.create(directory);
        tls = new TlsFront(certificate, hub.port());
        trust = List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore(directory.resolve("trust.p12")),
                "-Djavax.net.ssl.trustStorePassword=" + HubCertificate.PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        tls.close();
        proxy.close();
        hub.close();
    }

    private List<String> allowed() {
        List<String> options = new ArrayList<>(trust);
        options.add(ProxyProbe.LOGIN_BEFORE_TUNNEL);
        return options;
    }

    private String submit(Javas.Java java, List<String> options, String url, String secret, String login)
            throws Exception {
        return ProxyProbe.run(java, options, url, secret, String.valueOf(proxy.port()), login);
    }

    private void assertTheHubGotOnlyItsOwn(String scheme) {
        assertFalse(hub.requests().isEmpty());
        for (RecordedRequest request : hub.requests()) {
            assertNull(request.header("proxy-authorization"), request::toString);
            assertTrue(
                    request.path().startsWith("/api/auth/")
                            || request.header("authorization").startsWith(scheme),
                    request::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anHttpHubIsReachedThroughAProxyWithALogin(Javas.Java java) throws Exception {
        assertEquals("job 1", submit(java, List.of(), hub.url(), KEY, LOGIN));
        assertTheHubGotOnlyItsOwn("Api-Key " + KEY);
        assertEquals(3, proxy.told().size());
        proxy.told().forEach(told -> assertEquals(LOGIN, told.header("proxy-authorization")));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anHttpsHubIsReachedWithALoginWhereJavaIsToldToSendIt(Javas.Java java) throws Exception {
        assertEquals("job 1", submit(java, allowed(), tls.url(), KEY, LOGIN));
        assertTheHubGotOnlyItsOwn("Api-Key " + KEY);
        assertTheProxyGotOnlyItsOwn();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anHttpsHubIsReachedWithALoginOfItsOwnToo(Javas.Java java) throws Exception {
        assertEquals("job 1", submit(java, allowed(), tls.url(), "joe:hub-word", LOGIN));
        assertTheHubGotOnlyItsOwn("Bearer ");
        assertTheProxyGotOnlyItsOwn();
    }

    private void assertTheProxyGotOnlyItsOwn() {
        assertFalse(proxy.told().isEmpty());
        for (ForwardingProxy.Told told : proxy.told()) {
            assertTrue(told.isConnect(), told.requestLine());
            assertEquals(LOGIN, told.header("proxy-authorization"));
            assertNull(told.header("authorization"));
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void javaKeepsALoginBackBeforeATunnelAndTheMessageNamesTheSwitch(Javas.Java java) throws Exception {
        String said = submit(java, trust, tls.url(), KEY, LOGIN);
        assertTrue(said.startsWith("HubProxyException: GET " + tls.url()), said);
        assertTrue(said.contains(ProxyProbe.LOGIN_BEFORE_TUNNEL + " "), said);
        assertNull(proxy.told().get(0).header("proxy-authorization"));
        assertEquals(0, hub.requestCount());
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aWrongLoginBeforeATunnelIsNotBlamedOnJava(Javas.Java java) throws Exception {
        String wrong = ForwardingProxy.basic("me", "wrong-word");
        String said = submit(java, allowed(), tls.url(), KEY, wrong);
        assertTrue(said.startsWith("HubProxyException: "), said);
        assertTrue(said.contains("does not accept the login"), said);
        assertFalse(said.contains("disabledSchemes"), said);
        assertEquals(wrong, proxy.told().get(0).header("proxy-authorization"));
        assertEquals(0, hub.requestCount());
    }
}
