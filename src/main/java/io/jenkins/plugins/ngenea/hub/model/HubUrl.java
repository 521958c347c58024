package io.jenkins.plugins.ngenea.hub.model;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address of a Hub, however a person wrote it: with or without a trailing slash, with or without {@code /api}.
 * It knows where people see its jobs, too. Two spellings of one address are equal.
 *
 * <p>An end that only the Hub itself can have is dropped: pages of its API, and the page of a job with its number. One that
 * may as well be the path that a gateway gives to the Hub ({@code https://gateway/jobs}) is kept, because such a Hub could
 * not be named otherwise; {@link #withoutPage} has the other address, to be offered to a person.
 */
public final class HubUrl implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Ends of addresses that people copy from their browser, and that are no Hub's own address. */
    private static final Pattern OF_A_HUB = Pattern.compile(
            "/+(?:api(?:/+(?:docs|schema|redoc|swagger|v[0-9]+))?(?:/+jobs(?:/+[0-9]+)?)?|jobs?/+[0-9]+)/*$");

    /** Pages of the user interface whose addresses may as well be a Hub's own, behind a gateway. */
    private static final Pattern PERHAPS_A_PAGE = Pattern.compile("/+(?:jobs|login)$");

    private final String root;

    /** Where people see a job; null for the usual place, as in programs that an earlier version saved. */
    private final String jobPage;

    private HubUrl(String root, String jobPage) {
        this.root = root;
        this.jobPage = jobPage;
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
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("The Hub's URL has an invalid port. Ports are 1 to 65535.");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort(scheme) ? "" : ":" + uri.getPort();
        HubUrl url = new HubUrl(scheme + "://" + host + port + rootPath(uri.getRawPath()), null);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("The Hub's URL must not contain '?' or '#'. Use "
                    + url.withoutPage().orElse(url));
        }
        return url;
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
        return OF_A_HUB.matcher(path).replaceFirst("");
    }

    /** The Hub that a person may mean whose address ends like a page of the user interface; empty if it does not. */
    public Optional<HubUrl> withoutPage() {
        String rest = PERHAPS_A_PAGE.matcher(root).replaceFirst("");
        // a host can have such a name, too
        return rest.length() == root.length() || rest.endsWith(":")
                ? Optional.empty()
                : Optional.of(new HubUrl(rest, jobPage));
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

    /**
     * This Hub with another page for people to see a job.
     *
     * @param template as {@link JobLink} has it; null, blank or a wrong one for the usual page (assumed address)
     */
    public HubUrl withJobPage(String template) {
        boolean isUsual = template == null || template.isBlank() || JobLink.problem(template) != null;
        return new HubUrl(root, isUsual ? null : template.strip());
    }

    /** Page of the Hub's user interface that shows a job. */
    public String jobPage(String id) {
        return jobPage == null ? JobLink.usual(root, id) : JobLink.of(jobPage, id);
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
        return other instanceof HubUrl url && url.root.equals(root) && Objects.equals(url.jobPage, jobPage);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }
}
