package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTest {
    private static final URI HTTPS = URI.create("https://hub.example.com/api/jobs/");
    private static final URI HTTP = URI.create("http://hub.example.com:8000/api/jobs/");

    private static String address(EnvironmentProxy proxy, URI uri) {
        Proxy chosen = proxy.select(uri).get(0);
        if (chosen.type() == Proxy.Type.DIRECT) {
            return "direct";
        }
        InetSocketAddress address = (InetSocketAddress) chosen.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void eachSchemeHasItsOwnProxy() throws UsageException {
        EnvironmentProxy proxy = EnvironmentProxy.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:3128"));
        assertEquals("127.0.0.1:3128", address(proxy, HTTPS));
        assertEquals("direct", address(proxy, HTTP));
        assertNull(proxy.authorization(HTTPS));
    }

    @Test
    void smallLettersWinAndASchemeMayBeLeftOut() throws UsageException {
        EnvironmentProxy proxy =
                EnvironmentProxy.of(Map.of("HTTPS_PROXY", "127.0.0.1:1", "https_proxy", "127.0.0.1:2"));
        assertEquals("127.0.0.1:2", address(proxy, HTTPS));
    }

    @Test
    void theLoginInTheProxysUrlGoesToTheProxyOnly() throws UsageException {
        EnvironmentProxy proxy = EnvironmentProxy.of(
                Map.of("HTTPS_PROXY", "http://me:p%40ss+word@127.0.0.1:3128", "NO_PROXY", "inside.example.com"));
        // me:p@ss+word
        assertEquals("Basic bWU6cEBzcyt3b3Jk", proxy.authorization(HTTPS));
        assertNull(proxy.authorization(HTTP));
        assertNull(proxy.authorization(URI.create("https://inside.example.com/")));
    }

    @ParameterizedTest
    @CsvSource({
        "hub.example.com, direct",
        "example.com, direct",
        ".example.com, direct",
        "'other.org, EXAMPLE.COM', direct",
        "*, direct",
        "hub.example.com:443, 127.0.0.1:3128",
        "hub.example.com:8000, direct",
        "ample.com, 127.0.0.1:3128",
        "'', 127.0.0.1:3128"
    })
    void hostsInNoProxyAreReachedDirectly(String noProxy, String expected) throws UsageException {
        EnvironmentProxy proxy =
                EnvironmentProxy.of(Map.of("http_proxy", "http://127.0.0.1:3128", "NO_PROXY", noProxy));
        assertEquals(expected, address(proxy, HTTP));
    }

    @ParameterizedTest
    @CsvSource({
        "http://[::1]:8000/, ::1, direct",
        "http://[::1]:8000/, [::1], direct",
        "http://[::1]:8000/, [::1]:8000, direct",
        "http://[::1]:8000/, [::1]:443, proxied",
        "http://[0:0:0:0:0:0:0:1]/, ::1, direct",
        "http://[fe80::12]/, fe80::/10, direct",
        "http://[2001:db8::1]/, fe80::/10, proxied",
        "http://192.168.7.9/, 192.168.0.0/16, direct",
        "http://192.169.7.9/, 192.168.0.0/16, proxied",
        "http://192.168.7.9/, 0.0.0.0/0, direct",
        "http://192.168.7.9/, 192.168.7.9/32, direct",
        "http://192.168.7.8/, 192.168.7.9/31, direct",
        "http://192.168.7.9/, 192.168.0.0/33, proxied",
        "http://192.168.7.9/, 192.168.0.0/, proxied",
        "http://192.168.7.9/, 7.9, proxied",
        "http://192.168.7.9/, 192.168.7.9, direct",
        "http://hub.example.com./, hub.example.com, direct",
        "http://hub.example.com/, hub.example.com., direct",
        "http://hub.example.com/, .example.com., direct",
        "http://hub.example.com/, 'a/b ., 10.0.0.0/8', proxied"
    })
    void addressesNetworksAndTrailingDotsAreReadAsCurlDoes(URI uri, String noProxy, String expected)
            throws UsageException {
        EnvironmentProxy proxy =
                EnvironmentProxy.of(Map.of("http_proxy", "http://127.0.0.1:3128", "no_proxy", noProxy));
        assertEquals(expected.equals("direct") ? "direct" : "127.0.0.1:3128", address(proxy, uri));
    }

    @Test
    void aHeaderOfARequestToAWebServerIsNoProxy() throws UsageException {
        EnvironmentProxy proxy = EnvironmentProxy.of(Map.of("HTTP_PROXY", "http://evil.example.com:3128"));
        assertEquals("direct", address(proxy, HTTP));
    }

    @Test
    void aHostWithAnUnderscoreIsToldAsSuch() {
        UsageException wrong = assertThrows(
                UsageException.class,
                () -> EnvironmentProxy.of(Map.of("https_proxy", "http://me:secret@squid_1:3128")));
        assertTrue(wrong.getMessage().contains("underscore"), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("secret"));
    }

    @Test
    void aWrongAddressIsReportedWithoutItsLogin() {
        UsageException wrong = assertThrows(
                UsageException.class,
                () -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", "socks5://me:secret@proxy.example.com")));
        assertFalse(wrong.getMessage().contains("secret"));
    }
}
