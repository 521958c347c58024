package io.jenkins.plugins.ngenea.hub.model;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Address of a Hub, however a person wrote it: with or without a trailing slash, with or without {@code /api}.
 * Two spellings of one address are equal.
 */
public final class HubUrl implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String root;

    private HubUrl(String root) {
        this.root = root;
    }

    /**
     * @param text an http or https URL
     * @throws IllegalArgumentException if it is none, or has a part that a Hub's address cannot have (user, query,
     *     fragment); the message tells a person what to write instead
     */
    public static HubUrl parse(String text) {
        String trimmed = text == null ? "" : text.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("The Hub's URL is empty. Example: https://hub.example.com");
        }
        URI uri;
        try {
            uri = new URI(trimmed);
        } catch (URISyntaxException e) {
            throw notAUrl(trimmed);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))) {
            throw notAUrl(trimmed);
        }
        if (uri.getHost() == null) {
            throw notAHost(trimmed, uri.getRawAuthority());
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The Hub's URL must not contain a user or password. Store them in a credential.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The Hub's URL must not contain '?' or '#'. Remove everything from there on.");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("The Hub's URL has an invalid port. Ports are 1 to 65535.");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort(scheme) ? "" : ":" + uri.getPort();
        return new HubUrl(scheme + "://" + host + port + rootPath(uri.getRawPath()));
    }

    private static IllegalArgumentException notAUrl(String text) {
        return new IllegalArgumentException("'" + RemoteText.name(text)
                + "' is not an http or https URL with a host. Example: https://hub.example.com");
    }

    /** Java's URLs take names of hosts only as the Internet's rules have them. */
    private static IllegalArgumentException notAHost(String text, String authority) {
        if (authority != null && authority.indexOf('@') < 0) {
            String host = RemoteText.name(authority.replaceAll(":\\d*$", ""));
            if (host.chars().anyMatch(c -> c > 0x7E)) {
                return new IllegalArgumentException("The Hub's URL has the host '" + host
                        + "', which is not ASCII. Use its xn-- (Punycode) form, as in certificates.");
            }
            if (host.matches("[A-Za-z0-9._-]*_[A-Za-z0-9._-]*")) {
                return new IllegalArgumentException(
                        "The Hub's URL has the host '" + host
                                + "' with an underscore, which is not valid in a host name. Use another name or the IP address.");
            }
        }
        return notAUrl(text);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String rootPath(String rawPath) {
        String path = rawPath == null ? "" : rawPath.replaceAll("/+$", "");
        if (path.endsWith("/api")) {
            path = path.substring(0, path.length() - "/api".length());
        }
        return path.replaceAll("/+$", "");
    }

    /**
     * @param path below {@code /api/}, trailing slash and query included where the API wants them
     */
    public URI api(String path) {
        return URI.create(root + "/api/" + path);
    }

    /** API address of one job (documented shape of a Django REST list; the id is encoded as one path segment). */
    public URI job(String id, String call) {
        return api("jobs/" + segment(id) + "/" + call);
    }

    /** Page of the Hub's user interface that shows a job (assumed address). */
    public String jobPage(String id) {
        return root + "/job/" + segment(id);
    }

    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Host and port as a person knows the Hub; for thread names. */
    public String host() {
        return URI.create(root).getAuthority();
    }

    public boolean isEncrypted() {
        return root.startsWith("https:");
    }

    /** Address without trailing slash and without {@code /api}. */
    @Override
    public String toString() {
        return root;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HubUrl && ((HubUrl) other).root.equals(root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }
}
