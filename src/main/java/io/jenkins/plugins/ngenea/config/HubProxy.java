package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.util.Secret;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Jenkins' proxy settings for the HTTP client, without an authenticator: with one, Java before 24 drops the Hub's {@code
 * Authorization} header (JDK-8326949). The proxy login is sent preemptively instead.
 */
final class HubProxy extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
        return List.of(proxyFor(uri));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException why) {
        // the request that failed says so itself
    }

    private static Proxy proxyFor(URI uri) {
        ProxyConfiguration settings = Jenkins.get().getProxy();
        return settings == null ? Proxy.NO_PROXY : settings.createProxy(uri.getHost());
    }

    /** Value of the {@code Proxy-Authorization} header for a request; null for none. */
    @CheckForNull
    static String authorization(URI uri) {
        ProxyConfiguration settings = Jenkins.get().getProxy();
        if (settings == null || settings.getUserName() == null || proxyFor(uri).type() == Proxy.Type.DIRECT) {
            return null;
        }
        String login = settings.getUserName() + ":" + Secret.toString(settings.getSecretPassword());
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
