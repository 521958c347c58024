package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Whether the page of a job is where links lead people. It may be on any host, so it is asked for without the key, once, and
 * no redirect is followed.
 *
 * @param isThere whether it answers, behind a login or not
 * @param sentence the same for a person, with what to do; no word of the page
 */
public record JobPageLook(boolean isThere, String sentence) {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Pattern LOGIN = Pattern.compile("(?i)log-?in|sign-?in|auth|sso|saml");
    private static final Pattern PASSWORD = Pattern.compile("(?i)type\\s*=\\s*[\"']?password");

    /**
     * Blocks until the page answers, for a few seconds at most.
     *
     * @param id of a job that the Hub has
     */
    public static JobPageLook at(HubUrl url, String id, HubTransport transport) throws InterruptedException {
        String link = url.jobPage(id);
        HubResponse page;
        try {
            page = transport.get(URI.create(link), null, "text/html, */*;q=0.1", LONGEST);
        } catch (HubException e) {
            return new JobPageLook(false, "The page of job " + id + " could not be looked at. " + e.getMessage());
        }
        int status = page.status();
        if (isLogin(page)) {
            return new JobPageLook(true, "The page of job " + id + " answers, behind a login.");
        }
        if (status < 300) {
            return new JobPageLook(true, "The page of job " + id + " answers.");
        }
        if (status < 400) {
            return new JobPageLook(true, "The page of job " + id + " redirects elsewhere (HTTP " + status + ").");
        }
        return new JobPageLook(
                false,
                status < 500
                        ? "The page of job " + id + " is not at " + link + " (HTTP " + status
                                + "). Enter where it is under Advanced, Page of a job."
                        : "The page of job " + id + ", " + link + ", is not available (HTTP " + status
                                + "). Try again later.");
    }

    private static boolean isLogin(HubResponse page) {
        int status = page.status();
        if (status >= 300 && status < 400) {
            return LOGIN.matcher(page.header("Location").orElse("")).find();
        }
        return status == 401
                || status == 403
                || status < 300
                        && PASSWORD.matcher(new String(page.body(), StandardCharsets.ISO_8859_1))
                                .find();
    }
}
