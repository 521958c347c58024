package io.jenkins.plugins.ngenea.hub.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where people see a job: a URL with {@value #ID} in place of the job's id. The Hub's manual does not give the address, and
 * the user interface may be on another host than the API.
 */
public final class JobLink {
    static final String ID = "{id}";

    /** Seen in user interfaces of the Hub; below the Hub's address. */
    static final String USUAL = "/job/" + ID;

    private static final int LONGEST = 1000;

    private JobLink() {}

    /**
     * @param template null or blank for the usual one
     * @return what a person should correct; null if nothing is wrong
     */
    public static String problem(String template) {
        if (template == null || template.isBlank()) {
            return null;
        }
        String text = template.strip();
        int at = text.indexOf(ID);
        if (at < 0 || at != text.lastIndexOf(ID) || text.length() > LONGEST) {
            return "The address of a job's page must contain {id} once. Example: https://hub.example.com/job/{id}";
        }
        URI uri;
        try {
            uri = new URI(text.replace(ID, "1"));
        } catch (URISyntaxException e) {
            return notAUrl();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            return notAUrl();
        }
        if (uri.getRawUserInfo() != null) {
            return "The address of a job's page must not contain a user or password: it is shown in logs.";
        }
        int path = text.indexOf('/', text.indexOf("//") + 2);
        return path < 0 || at < path ? "{id} must not be part of the host of a job's page." : null;
    }

    private static String notAUrl() {
        return "The address of a job's page must be an http or https URL. Example: https://hub.example.com/job/{id}";
    }

    /**
     * The usual page of a job.
     *
     * @param hubUrl address of its Hub, without a trailing slash
     */
    public static String usual(String hubUrl, String id) {
        return of(hubUrl + USUAL, id);
    }

    static String of(String template, String id) {
        return template.replace(ID, HubUrl.segment(id));
    }
}
