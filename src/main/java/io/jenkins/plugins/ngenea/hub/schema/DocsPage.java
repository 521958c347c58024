package io.jenkins.plugins.ngenea.hub.schema;

import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page {@code /api/docs/} (documented), which loads the description from somewhere (where is not documented). Of an
 * address on it only path and query count, and only below {@code /api/}: whatever host it names, nobody else is asked.
 */
final class DocsPage {
    /** So much of it is read, in bytes. */
    private static final int READ = 512 * 1024;

    /** {@code href="…"}, {@code url: '…'}, {@code "url": "…"}, {@code spec-url="…"}. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:href|url)[\"']?\\s{0,5}[=:]\\s{0,5}[\"']([^\"'<>\\s]{1,500}+)[\"']", Pattern.CASE_INSENSITIVE);

    /** Only these may be descriptions: a page has links to other calls, too. */
    private static final Pattern OF_A_SCHEMA =
            Pattern.compile("schema|swagger|openapi|api-docs|\\.json|\\.ya?ml", Pattern.CASE_INSENSITIVE);

    /** What Django writes in place of some characters in a script. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\u00([0-7][0-9A-Fa-f])");

    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*+/?+)++");
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~=&-]{1,200}");

    private DocsPage() {}

    /** Addresses below {@code /api/} that may be the description's, in the order of the page. */
    static List<String> addresses(HubUrl url, byte[] page) {
        String text = new String(page, 0, Math.min(page.length, READ), StandardCharsets.UTF_8);
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            String address = below(url, plain(matcher.group(1)));
            if (address != null && OF_A_SCHEMA.matcher(address).find()) {
                found.add(address);
            }
        }
        return new ArrayList<>(found);
    }

    private static String plain(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(hit -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hit.group(1), 16))))
                .replace("&amp;", "&");
    }

    private static String below(HubUrl url, String text) {
        URI uri;
        try {
            uri = url.api("docs/").resolve(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String path = belowApi(url, uri.getRawPath());
        if (path == null || path.length() > 300 || !PATH.matcher(path).matches()) {
            return null;
        }
        String query = uri.getRawQuery();
        if (query == null) {
            return path;
        }
        return QUERY.matcher(query).matches() ? path + "?" + query : null;
    }

    /** What comes after {@code /api/}: a Hub behind a gateway may or may not know the path in front of it. Null if nothing. */
    static String belowApi(HubUrl url, String path) {
        if (path == null) {
            return null;
        }
        String known = url.api("").getRawPath();
        for (String api : List.of(known, "/api/")) {
            if (path.startsWith(api)) {
                return path.substring(api.length());
            }
        }
        return null;
    }
}
