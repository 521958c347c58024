package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code http_proxy} and {@code NO_PROXY} name, as curl reads them: in capitals or not, but
 * for {@code http_proxy}.
 * A login in the proxy's URL is sent ahead, to the proxy only.
 */
final class EnvironmentProxy extends ProxySelector {
    private static final int DEFAULT_PORT = 1080;

    private record Server(InetSocketAddress address, String authorization) {}

    private final Server forHttps;
    private final Server forHttp;
    private final NoProxy direct;

    private EnvironmentProxy(Server forHttps, Server forHttp, NoProxy direct) {
        this.forHttps = forHttps;
        this.forHttp = forHttp;
        this.direct = direct;
    }

    static EnvironmentProxy none() {
        return new EnvironmentProxy(null, null, NoProxy.parse(""));
    }

    /** @throws UsageException if a variable does not hold a proxy's address; the message does not contain its login */
    static EnvironmentProxy of(Map<String, String> environment) throws UsageException {
        NoProxy direct = NoProxy.parse(value(environment, "NO_PROXY"));
        // HTTP_PROXY in capitals is what a web server makes of a request's header "Proxy" (httpoxy)
        return new EnvironmentProxy(
                server("HTTPS_PROXY", value(environment, "HTTPS_PROXY")),
                server("http_proxy", environment.getOrDefault("http_proxy", "").strip()),
                direct);
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        String value = lower == null ? environment.get(name) : lower;
        return value == null ? "" : value.strip();
    }

    private static Server server(String name, String text) throws UsageException {
        if (text.isEmpty()) {
            return null;
        }
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            throw notAProxy(name);
        }
        if (uri.getHost() == null && String.valueOf(uri.getRawAuthority()).contains("_")) {
            throw new UsageException(name + " contains a host name with an underscore, which is not valid:"
                    + " use another name or the IP address.");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw notAProxy(name);
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new Server(InetSocketAddress.createUnresolved(uri.getHost(), port), authorization(uri.getRawUserInfo()));
    }

    private static UsageException notAProxy(String name) {
        return new UsageException(
                name + " is not the URL of an HTTP proxy. Example: http://proxy.example.com:3128");
    }

    private static String authorization(String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String login = Arrays.stream(userInfo.split(":", 2))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .reduce((user, password) -> user + ":" + password)
                .orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Proxy> select(URI uri) {
        Server server = serverFor(uri);
        if (server == null) {
            return List.of(Proxy.NO_PROXY);
        }
        InetSocketAddress address = server.address();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHostString(), address.getPort())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException why) {
        // the request that failed says so itself
    }

    /** Value of the {@code Proxy-Authorization} header for a request; null for none. */
    String authorization(URI uri) {
        Server server = serverFor(uri);
        return server == null ? null : server.authorization();
    }

    private Server serverFor(URI uri) {
        Server server = "https".equalsIgnoreCase(uri.getScheme()) ? forHttps : forHttp;
        return server == null || direct.contains(uri) ? null : server;
    }
}
