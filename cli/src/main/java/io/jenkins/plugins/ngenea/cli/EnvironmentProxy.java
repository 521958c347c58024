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
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name, in capitals or not, as curl reads them.
 * A login in the proxy's URL is sent ahead, to the proxy only.
 */
final class EnvironmentProxy extends ProxySelector {
    private static final int DEFAULT_PORT = 1080;

    private record Server(InetSocketAddress address, String authorization) {}

    private final Server forHttps;
    private final Server forHttp;
    private final List<String> direct;

    private EnvironmentProxy(Server forHttps, Server forHttp, List<String> direct) {
        this.forHttps = forHttps;
        this.forHttp = forHttp;
        this.direct = direct;
    }

    /** No proxy at all. */
    static EnvironmentProxy none() {
        return new EnvironmentProxy(null, null, List.of());
    }

    /** @throws UsageException if a variable does not hold a proxy's address; the message does not contain its login */
    static EnvironmentProxy of(Map<String, String> environment) throws UsageException {
        String noProxy = value(environment, "NO_PROXY");
        List<String> direct = Arrays.stream(noProxy.split("[,\\s]+"))
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        return new EnvironmentProxy(server(environment, "HTTPS_PROXY"), server(environment, "HTTP_PROXY"), direct);
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        String value = lower == null ? environment.get(name) : lower;
        return value == null ? "" : value.strip();
    }

    private static Server server(Map<String, String> environment, String name) throws UsageException {
        String text = value(environment, name);
        if (text.isEmpty()) {
            return null;
        }
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            throw notAProxy(name);
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw notAProxy(name);
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new Server(InetSocketAddress.createUnresolved(uri.getHost(), port), authorization(uri.getRawUserInfo()));
    }

    private static UsageException notAProxy(String name) {
        return new UsageException(
                name + " is not the address of an HTTP proxy: write it like http://proxy.example.com:3128");
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
        return server == null || isDirect(uri) ? null : server;
    }

    private boolean isDirect(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return direct.stream().anyMatch(entry -> {
            String name = entry;
            int colon = name.lastIndexOf(':');
            if (colon > 0 && name.indexOf(':') == colon) {
                if (!name.substring(colon + 1).equals(String.valueOf(uri.getPort()))) {
                    return false;
                }
                name = name.substring(0, colon);
            }
            String domain = name.startsWith(".") ? name.substring(1) : name;
            return name.equals("*") || host.equals(domain) || host.endsWith("." + domain);
        });
    }
}
