package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.http.HubHttp;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Clients as the plugin makes them, and the request of the manual's example. */
public final class HubClients {
    private static final HttpClient HTTP = http(null);

    private HubClients() {}

    /** With a key of its own. */
    public static HubClient client(HubEmulator hub) {
        return client(hub.url(), hub.newClientKey());
    }

    public static HubClient client(String url, String key) {
        return client(url, new ClientKey(key), Duration.ofSeconds(20));
    }

    public static HubClient client(String url, HubAuthentication authentication, Duration timeout) {
        return new HubClient(transport(HTTP, timeout), HubUrl.parse(url), authentication);
    }

    public static HubTransport transport(HttpClient http, Duration timeout) {
        return transport(http, timeout, uri -> null);
    }

    public static HubTransport transport(HttpClient http, Duration timeout, Function<URI, String> proxyAuthorization) {
        return new HubTransport(new HubHttp(http, () -> like(http)), timeout, proxyAuthorization);
    }

    /** Another client with the same settings. */
    private static HttpClient like(HttpClient http) {
        if (http instanceof FakeHttp) {
            return http;
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder().sslContext(http.sslContext()).followRedirects(http.followRedirects());
        http.connectTimeout().ifPresent(builder::connectTimeout);
        http.proxy().ifPresent(builder::proxy);
        http.executor().ifPresent(builder::executor);
        return builder.build();
    }

    static HubTransport transport() {
        return transport(HTTP, Duration.ofSeconds(20));
    }

    /** A client whose connections to some addresses go elsewhere. */
    public static HttpClient http(Function<URI, Proxy> route) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
        if (route != null) {
            builder.proxy(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return List.of(route.apply(uri));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException why) {
                    // the exception tells
                }
            });
        }
        return builder.build();
    }

    /** The request of the manual's example. */
    public static WorkflowRequest manualsExample() {
        return request(List.of("/mmfs1/data/sample_data.tgz"), Discovery.NONE);
    }

    public static WorkflowRequest request(List<String> paths, String discovery) {
        return request(paths, discovery, Map.of(), null);
    }

    public static WorkflowRequest request(
            List<String> paths, String discovery, Map<String, Object> fields, String queue) {
        return new WorkflowRequest("migrate", "dfoster1", PathSource.of(paths), discovery, fields, queue);
    }
}
