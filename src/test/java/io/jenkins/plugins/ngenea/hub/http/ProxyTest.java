package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubProxyException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the Hub and what the proxy, and what becomes of a submit when the proxy is in the way. */
@Timeout(60)
class ProxyTest {
    private static final String KEY = "abcdef.0123456789";
    private static final String LOGIN = ForwardingProxy.basic("me", "proxy-word");

    @TempDir
    static Path directory;

    private static HubCertificate certificate;

    private final HubEmulator hub = HubEmulator.start();
    private final ForwardingProxy proxy = ForwardingProxy.start();
    private TlsFront tls;
    private Duration timeout = Duration.ofSeconds(20);

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = HubCertificate.create(directory);
    }

    @BeforeEach
    void start() throws Exception {
        hub.addClientKey(KEY);
        hub.addUser("joe", "hub-word");
        tls = new TlsFront(certificate, hub.port());
    }

    @AfterEach
    void stop() throws Exception {
        tls.close();
        proxy.close();
        hub.close();
    }

    static List<HubAuthentication> credentials() {
        return List.of(new ClientKey(KEY), new JwtLogin("joe", "hub-word"));
    }

    private HubClient client(String url, HubAuthentication authentication, Proxy way, String login) throws Exception {
        ProxySelector selector = ProxySelector.of((InetSocketAddress) (way == null ? null : way.address()));
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .sslContext(certificate.client())
                .proxy(selector)
                .build();
        HubTransport transport = HubClients.transport(http, timeout, uri -> login);
        return new HubClient(transport, HubUrl.parse(url), authentication);
    }

    private HubClient through(String url, String login) throws Exception {
        return client(url, new ClientKey(KEY), proxy.asProxy(), login);
    }

    private static String submit(HubClient client) throws Exception {
        return client.submit(WorkflowBody.of(HubClients.manualsExample()));
    }

    private static HubException submitFails(HubClient client) {
        HubException e = assertThrows(HubException.class, () -> submit(client));
        for (String secret : List.of(KEY, "proxy-word", LOGIN.substring(6))) {
            assertFalse(e.getMessage().contains(secret), e.getMessage());
        }
        return e;
    }

    private void assertTheHubGotOnlyItsOwn(HubAuthentication credential) {
        String scheme = credential instanceof ClientKey ? "Api-Key " + KEY : "Bearer ";
        RecordedRequest request = hub.requests(FaultPoint.SUBMIT).get(0);
        assertTrue(request.header("authorization").startsWith(scheme), request.header("authorization"));
        hub.requests().forEach(any -> assertNull(any.header("proxy-authorization")));
        assertEquals(1, hub.jobs().size());
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void aProxyWithALoginGetsItAndTheHubGetsItsOwn(HubAuthentication credential) throws Exception {
        proxy.wantLogin("me", "proxy-word");
        submit(client(hub.url(), credential, proxy.asProxy(), LOGIN));
        assertTheHubGotOnlyItsOwn(credential);
        assertEquals(hub.requestCount(), proxy.told().size());
        proxy.told().forEach(told -> assertEquals(LOGIN, told.header("proxy-authorization")));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void aProxyWithoutALoginGetsNone(HubAuthentication credential) throws Exception {
        submit(client(hub.url(), credential, proxy.asProxy(), null));
        assertTheHubGotOnlyItsOwn(credential);
        assertEquals(hub.requestCount(), proxy.told().size());
        proxy.told().forEach(told -> assertNull(told.header("proxy-authorization")));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void aTunnelHidesTheHubsCredentialFromTheProxy(HubAuthentication credential) throws Exception {
        submit(client(tls.url(), credential, proxy.asProxy(), null));
        assertTheHubGotOnlyItsOwn(credential);
        assertFalse(proxy.told().isEmpty());
        for (ForwardingProxy.Told told : proxy.told()) {
            assertEquals("CONNECT " + tls.url().substring("https://".length()) + " HTTP/1.1", told.requestLine());
            assertNull(told.header("authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHubThatIsReachedDirectlyNeverGetsTheProxysLogin(boolean https) throws Exception {
        ClientKey key = new ClientKey(KEY);
        submit(client(https ? tls.url() : hub.url(), key, null, LOGIN));
        assertTheHubGotOnlyItsOwn(key);
        assertEquals(List.of(), proxy.told());
    }

    @ParameterizedTest
    @CsvSource({"false, 'does not accept the login: correct it'", "true, 'disabledSchemes= (nothing after'"})
    void aProxyThatRefusesTheLoginLetsNothingThroughAndIsNamed(boolean https, String advice) throws Exception {
        proxy.wantLogin("me", "another");
        HubException e = submitFails(through(https ? tls.url() : hub.url(), LOGIN));
        assertRefusedByTheProxy(e, advice);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyThatWantsALoginAndGetsNoneSaysSo(boolean https) throws Exception {
        proxy.wantLogin("me", "proxy-word");
        HubException e = submitFails(through(https ? tls.url() : hub.url(), null));
        assertRefusedByTheProxy(e, "It requires a login: add one to the proxy configuration.");
    }

    private void assertRefusedByTheProxy(HubException e, String advice) {
        assertInstanceOf(HubProxyException.class, e);
        assertTrue(e.notTaken());
        assertTrue(e.getMessage().contains("the proxy 127.0.0.1:" + proxy.port() + " "), e.getMessage());
        assertTrue(e.getMessage().contains(advice), e.getMessage());
        assertTrue(e.getMessage().endsWith("The request did not reach the Hub."), e.getMessage());
        assertEquals(0, hub.requestCount());
        assertEquals(1, proxy.told().size());
    }

    private String throughTheProxy() {
        return " through the proxy 127.0.0.1:" + proxy.port() + ": ";
    }

    @Test
    void aLoginForAHubsTokenThatTheProxyHoldsUpLetsNothingThrough() throws Exception {
        proxy.wantLogin("me", "proxy-word");
        HubAuthentication joe = new JwtLogin("joe", "hub-word");
        assertRefusedByTheProxy(submitFails(client(hub.url(), joe, proxy.asProxy(), null)), "It requires a login");
    }

    @Test
    void aRefusalThatBreaksOffIsARefusal() throws Exception {
        proxy.wantLogin("me", "proxy-word");
        proxy.breakOffRefusals();
        assertRefusedByTheProxy(submitFails(through(hub.url(), null)), "It requires a login");
    }

    @Test
    void aProxyThatTakesNoBasicLoginIsSaidToBeOne() throws Exception {
        Map<String, String> ask = Map.of("Proxy-Authenticate", "NTLM");
        try (AnsweringServer other = new AnsweringServer(407, "", ask)) {
            HubException e = submitFails(client(hub.url(), new ClientKey(KEY), other.asProxy(), LOGIN));
            assertTrue(
                    e.getMessage().contains("It asks for 'NTLM', but only Basic authentication is supported."),
                    e.getMessage());
        }
    }

    private void answerOf(ForwardingProxy.Answer answer) {
        proxy.answer(answer);
        if (answer == ForwardingProxy.Answer.HANG) {
            timeout = Duration.ofMillis(500);
        }
    }

    @ParameterizedTest
    @EnumSource(ForwardingProxy.Answer.class)
    void aTunnelThatIsNotOpenedTookNothing(ForwardingProxy.Answer answer) throws Exception {
        answerOf(answer);
        HubException e = submitFails(through(tls.url(), null));
        assertTrue(e.notTaken(), e.getMessage());
        assertTrue(e.mayHeal());
        assertTrue(e.getMessage().contains(throughTheProxy()), e.getMessage());
        assertEquals(0, hub.requestCount());
    }

    @Test
    void aTunnelThatIsRefusedWithoutTheLoginThatJavaKeptBackNamesTheSwitch() throws Exception {
        proxy.answer(ForwardingProxy.Answer.FORBIDDEN);
        HubException e = submitFails(through(tls.url(), LOGIN));
        assertTrue(
                e.getMessage().contains("the proxy did not open a tunnel (Tunnel failed, got: 403)"), e.getMessage());
        assertTrue(e.getMessage().contains(ProxyProbe.LOGIN_BEFORE_TUNNEL + " "), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = ForwardingProxy.Answer.class,
            names = {"BAD_GATEWAY", "UNAVAILABLE", "HANG", "CLOSE"})
    void aPlainRequestThatTheProxyDoesNotAnswerForMayHaveBeenTaken(ForwardingProxy.Answer answer) throws Exception {
        answerOf(answer);
        HubException e = submitFails(through(hub.url(), null));
        assertFalse(e.notTaken(), e.getMessage());
        assertTrue(e.mayHeal());
        assertEquals(1, proxy.told().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyThatIsDownTookNothingAndIsNamed(boolean https) throws Exception {
        proxy.close();
        HubException e = submitFails(through(https ? tls.url() : hub.url(), null));
        assertTrue(e.notTaken());
        assertTrue(e.mayHeal());
        assertTrue(e.getMessage().contains(throughTheProxy()), e.getMessage());
    }
}
