package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.JobPageLook;
import io.jenkins.plugins.ngenea.hub.error.HubCertificateException;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubProxyException;
import io.jenkins.plugins.ngenea.hub.error.HubRefusalException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobLink;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The button <em>Test connection</em>: asks a Hub for its jobs and its health, and for the page that people see of a job,
 * and says in a sentence what is wrong. For administrators only: the caller has checked that.
 */
final class ConnectionTest {
    private static final int SITES_SHOWN = 20;
    private static final int CAUSES = 10;

    /** The status in a message; what follows it may be a gateway's page. */
    private static final Pattern STATUS = Pattern.compile("answered HTTP (\\d{3})");

    private static final Pattern THROUGH_PROXY = Pattern.compile(" through the proxy (\\S+): ");

    private final NgeneaHub hub;

    /**
     * @param hub as it stands in the form; its name is not looked at
     */
    ConnectionTest(NgeneaHub hub) {
        this.hub = hub;
    }

    FormValidation run() {
        if (hub.getCredentialsId().isEmpty()) {
            return FormValidation.error("Select credentials to test the connection.");
        }
        try {
            HubUrl url = hub.parsedUrl();
            StandardCredentials credential =
                    HubSecrets.system(hub.getCredentialsId(), HubSecrets.requirements(hub.getUrl()));
            if (credential == null) {
                return HubForms.noSystemCredential(hub.getCredentialsId());
            }
            FormValidation said =
                    ask(url, HubConnections.get().connect(hub, credential).client());
            if (said.kind != FormValidation.Kind.ERROR) {
                HubConnections.get().troubles().answered(HubTroubles.place(url, credential));
            }
            return said;
        } catch (IllegalArgumentException | ConnectionException e) {
            return FormValidation.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error("Interrupted. Try again.");
        }
    }

    private FormValidation ask(HubUrl url, HubClient client) throws InterruptedException {
        JobPage jobs;
        try {
            jobs = client.jobsWithoutPaths(1, 20);
        } catch (HubException e) {
            return FormValidation.error(explanation(url, e));
        }
        String good = "The Hub accepted the credentials and lists " + jobs.total() + " jobs.";
        boolean isWell = true;
        try {
            HubHealth health = client.health();
            isWell = isWell(health);
            good += words(health);
        } catch (HubException e) {
            // a Hub without this call is no worse for it
        }
        JobPageLook page = page(url, jobs);
        String said = good + " " + page.sentence();
        return isWell && page.isThere() ? FormValidation.ok(said) : FormValidation.warning(said);
    }

    private JobPageLook page(HubUrl url, JobPage jobs) throws InterruptedException {
        String wrong = JobLink.problem(hub.getJobPage());
        if (wrong != null) {
            return new JobPageLook(false, wrong);
        }
        // of numbers the greatest, which is the newest
        Optional<String> id = jobs.jobs().stream()
                .map(Job::id)
                .max(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        return id.isEmpty()
                ? new JobPageLook(true, "There is no job yet whose page could be looked at.")
                : JobPageLook.at(url, id.get(), HubConnections.get().transport(hub));
    }

    private static boolean isWell(HubHealth health) {
        return Stream.concat(Stream.of(health.overall()), health.sites().values().stream())
                .allMatch(word -> word.isEmpty() || word.equalsIgnoreCase("ok"));
    }

    private static String words(HubHealth health) {
        String sites = health.sites().entrySet().stream()
                .limit(SITES_SHOWN)
                .map(site -> site.getKey() + " " + (site.getValue().isEmpty() ? "unknown" : site.getValue()))
                .collect(Collectors.joining(", "));
        int more = health.sites().size() - SITES_SHOWN;
        return (health.overall().isEmpty() ? "" : " Health: " + health.overall() + ".")
                + (sites.isEmpty() ? "" : " Sites: " + sites + (more > 0 ? ", and " + more + " more" : "") + ".");
    }

    /** What is wrong and what to do, in the words of the form; never a word of an answer, which may be a page. */
    static String explanation(HubUrl url, HubException e) {
        if (e instanceof HubProxyException || e instanceof HubCertificateException) {
            return e.getMessage();
        }
        if (e instanceof HubUnauthorizedException refused && !refused.mayBeGateways()) {
            return "The Hub at " + url + " did not accept the credentials (HTTP " + refused.status()
                    + "). Select a valid key or login under Credentials, or create a client key.";
        }
        if (e instanceof HubRefusalException refusal && refusal.status() < 400) {
            return url + " redirects elsewhere (HTTP " + refusal.status()
                    + "). Enter the address that a browser ends up at, without a path.";
        }
        if (e instanceof HubRefusalException refusal && isPlainHttp(url) && refusal.status() == 400) {
            return url + " does not accept http. It may be an https port: start the URL with https://.";
        }
        if (e instanceof HubRefusalException refusal) {
            return noApi(url, " (HTTP " + refusal.status() + ")");
        }
        return e instanceof HubInvalidAnswerException ? noApi(url, "") : noAnswer(url, e);
    }

    private static String noApi(HubUrl url, String detail) {
        return "There is no Hub API at " + url + detail + ". Enter "
                + url.withoutPage().map(HubUrl::toString).orElse("the address of the Hub's web page, without a path")
                + ".";
    }

    private static String noAnswer(HubUrl url, HubException e) {
        Matcher status = STATUS.matcher(e.getMessage());
        if (status.find()) {
            return "The Hub at " + url + ", or a gateway in front of it, is not available (HTTP " + status.group(1)
                    + "). Try again later.";
        }
        Matcher proxy = THROUGH_PROXY.matcher(e.getMessage());
        if (proxy.find()) {
            return "The Hub at " + url + " cannot be reached through the proxy " + proxy.group(1) + ": "
                    + e.getMessage().substring(proxy.end()) + " Check the proxy configuration of Jenkins.";
        }
        Set<String> causes = causes(e);
        if (causes.contains("UnresolvedAddressException") || causes.contains("UnknownHostException")) {
            return "The host name " + url.host() + " cannot be resolved. Check the URL.";
        }
        if (e.getMessage().contains("SSL message")) {
            return url + " does not speak https. If it is an http port, start the URL with http://.";
        }
        if (causes.contains("HttpTimeoutException")
                || causes.contains("HttpConnectTimeoutException")
                || causes.contains("TimeoutException")) {
            return "The Hub at " + url + " does not answer in time. Check the URL and any firewall"
                    + (url.isEncrypted() ? ", and whether the port speaks https." : ".");
        }
        if (causes.contains("ConnectException")) {
            return url + " refuses connections. Check the port, and that the Hub is running.";
        }
        return isPlainHttp(url)
                ? "The connection to " + url
                        + " was closed without an answer. If it is an https port, start the URL with https://."
                : e.getMessage();
    }

    private static boolean isPlainHttp(HubUrl url) {
        return !url.isEncrypted();
    }

    /** Simple names of what an exception stands for: causes are kept as their class names alone. */
    private static Set<String> causes(HubException e) {
        return Stream.iterate(e.getCause(), cause -> cause != null, Throwable::getCause)
                .limit(CAUSES)
                .map(cause -> String.valueOf(cause.getMessage()))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }
}
