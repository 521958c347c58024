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
 *
 * @param hub as it stands in the form; its name is not looked at
 */
record ConnectionTest(NgeneaHub hub) {
    private static final int SITES_SHOWN = 20;
    private static final int CAUSES = 10;

    /** The status in a message; what follows it may be a gateway's page. */
    private static final Pattern STATUS = Pattern.compile("answered HTTP (\\d{3})");

    private static final Pattern THROUGH_PROXY = Pattern.compile(" through the proxy (\\S+): ");

    FormValidation run() {
        if (hub.getCredentialsId().isEmpty()) {
            return FormValidation.error(Messages.ConnectionTest_SelectCredentials());
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
            return FormValidation.error(Messages.ConnectionTest_Interrupted());
        }
    }

    private FormValidation ask(HubUrl url, HubClient client) throws InterruptedException {
        JobPage jobs;
        try {
            jobs = client.jobsWithoutPaths(1, 20);
        } catch (HubException e) {
            return FormValidation.error(explanation(url, e));
        }
        String good = Messages.ConnectionTest_Accepted(jobs.total());
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
                ? new JobPageLook(true, Messages.ConnectionTest_NoJobYet())
                : JobPageLook.at(url, id.get(), HubConnections.get().transport(hub));
    }

    private static boolean isWell(HubHealth health) {
        return Stream.concat(Stream.of(health.overall()), health.sites().values().stream())
                .allMatch(word -> word.isEmpty() || word.equalsIgnoreCase("ok"));
    }

    private static String words(HubHealth health) {
        String sites = health.sites().entrySet().stream()
                .limit(SITES_SHOWN)
                .map(site -> site.getKey() + " "
                        + (site.getValue().isEmpty() ? Messages.ConnectionTest_Unknown() : site.getValue()))
                .collect(Collectors.joining(", "));
        int more = health.sites().size() - SITES_SHOWN;
        String all = more > 0 ? Messages.ConnectionTest_MoreSites(sites, more) : sites;
        return (health.overall().isEmpty() ? "" : " " + Messages.ConnectionTest_Health(health.overall()))
                + (sites.isEmpty() ? "" : " " + Messages.ConnectionTest_Sites(all));
    }

    /** What is wrong and what to do, in the words of the form; never a word of an answer, which may be a page. */
    static String explanation(HubUrl url, HubException e) {
        if (e instanceof HubProxyException || e instanceof HubCertificateException) {
            return e.getMessage();
        }
        if (e instanceof HubUnauthorizedException refused && !refused.mayBeGateways()) {
            return Messages.ConnectionTest_NotAccepted(url, refused.status());
        }
        if (e instanceof HubRefusalException refusal && refusal.status() < 400) {
            return Messages.ConnectionTest_Redirects(url, refusal.status());
        }
        if (e instanceof HubRefusalException refusal && !url.isEncrypted() && refusal.status() == 400) {
            return Messages.ConnectionTest_NotHttp(url);
        }
        if (e instanceof HubRefusalException refusal) {
            return Messages.ConnectionTest_NoApiStatus(url, refusal.status(), right(url));
        }
        return e instanceof HubInvalidAnswerException
                ? Messages.ConnectionTest_NoApi(url, right(url))
                : noAnswer(url, e);
    }

    /** Where the API may be instead. */
    private static String right(HubUrl url) {
        return url.withoutPage().map(HubUrl::toString).orElseGet(Messages::ConnectionTest_WebPage);
    }

    private static String noAnswer(HubUrl url, HubException e) {
        Matcher status = STATUS.matcher(e.getMessage());
        if (status.find()) {
            return Messages.ConnectionTest_NotAvailable(url, status.group(1));
        }
        Matcher proxy = THROUGH_PROXY.matcher(e.getMessage());
        if (proxy.find()) {
            return Messages.ConnectionTest_NotThroughProxy(
                    url, proxy.group(1), e.getMessage().substring(proxy.end()));
        }
        Set<String> causes = causes(e);
        if (causes.contains("UnresolvedAddressException") || causes.contains("UnknownHostException")) {
            return Messages.ConnectionTest_UnknownHost(url.host());
        }
        if (e.getMessage().contains("SSL message")) {
            return Messages.ConnectionTest_NotHttps(url);
        }
        if (causes.contains("HttpTimeoutException")
                || causes.contains("HttpConnectTimeoutException")
                || causes.contains("TimeoutException")) {
            return url.isEncrypted() ? Messages.ConnectionTest_TimeoutHttps(url) : Messages.ConnectionTest_Timeout(url);
        }
        if (causes.contains("ConnectException")) {
            return Messages.ConnectionTest_Refused(url);
        }
        return url.isEncrypted() ? e.getMessage() : Messages.ConnectionTest_Closed(url);
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
