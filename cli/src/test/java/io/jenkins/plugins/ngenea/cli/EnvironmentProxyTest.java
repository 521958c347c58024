package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
                EnvironmentProxy.of(Map.of("HTTP_PROXY", "http://127.0.0.1:3128", "NO_PROXY", noProxy));
        assertEquals(expected, address(proxy, HTTP));
    }

    @Test
    void aWrongAddressIsReportedWithoutItsLogin() {
        UsageException wrong = assertThrows(
                UsageException.class,
                () -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", "socks5://me:secret@proxy.example.com")));
        assertFalse(wrong.getMessage().contains("secret"));
    }
}
