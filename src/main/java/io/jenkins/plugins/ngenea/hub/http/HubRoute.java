package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.error.HubProxyException;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The way to a Hub, directly or through a proxy, and what to tell a person when the proxy is in the way.
 *
 * @param proxy null if there is none
 * @param login whether a login was sent ahead
 */
record HubRoute(boolean tunnelled, InetSocketAddress proxy, boolean login) {
    private static final String BASIC = "basic";
    /** Java's own property; unless it is empty, no Basic login goes to a proxy before a tunnel (documented by Java). */
    private static final String WITHHELD_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    static HubRoute to(URI uri, HttpClient http, boolean login) {
        List<Proxy> proxies = http.proxy().map(selector -> selector.select(uri)).orElse(List.of());
        boolean tunnelled = "https".equalsIgnoreCase(uri.getScheme());
        return proxies.isEmpty() || !(proxies.get(0).address() instanceof InetSocketAddress address)
                ? new HubRoute(tunnelled, null, login)
                : new HubRoute(tunnelled, address, login);
    }

    boolean isDirect() {
        return proxy == null;
    }

    /** What follows the address in a message; empty if there is no proxy. */
    String words() {
        return isDirect() ? "" : " through the proxy " + name();
    }

    private String name() {
        return proxy.getHostString() + ":" + proxy.getPort();
    }

    /** @param what which request, for the message */
    HubProxyException refused(String what, HubResponse answer) {
        String asked = RemoteText.line(String.join(", ", answer.headers().allValues("Proxy-Authenticate")));
        boolean basic = asked.isEmpty() || asked.toLowerCase(Locale.ROOT).contains(BASIC);
        return new HubProxyException(what + ": the proxy " + name() + " rejected it (HTTP 407). "
                + (basic ? whatToDo() : "It asks for '" + asked + "', but only Basic authentication is supported.")
                + " The request did not reach the Hub.");
    }

    private String whatToDo() {
        if (!login) {
            return "It requires a login: add one to the proxy configuration.";
        }
        return isLoginWithheld()
                ? loginWithheld() + "."
                : "It does not accept the login: correct it in the proxy configuration.";
    }

    /** What may be behind a tunnel that the proxy does not open; empty if nothing is known. */
    String whyNoTunnel() {
        return login && isLoginWithheld() ? ". " + loginWithheld() : "";
    }

    private static String loginWithheld() {
        return "Java did not send the login to the proxy, because it does so for https only when configured to:"
                + " start this JVM with -D" + WITHHELD_SCHEMES + "= (nothing after the equals sign)";
    }

    private boolean isLoginWithheld() {
        return tunnelled
                && Arrays.stream(withheldSchemes().split(","))
                        .anyMatch(scheme -> scheme.strip().equalsIgnoreCase(BASIC));
    }

    /** As Java itself looks it up. */
    private static String withheldSchemes() {
        String set = System.getProperty(WITHHELD_SCHEMES);
        if (set != null) {
            return set;
        }
        Properties defaults = new Properties();
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("java.home"), "conf", "net.properties"))) {
            defaults.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return BASIC;
        }
        return defaults.getProperty(WITHHELD_SCHEMES, "");
    }
}
