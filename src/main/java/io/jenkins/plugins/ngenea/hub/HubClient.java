package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.body.OneShotPublisher;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubAlert;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import io.jenkins.plugins.ngenea.hub.schema.SchemaSearch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls to one Hub with one credential. Each call blocks until the Hub answers, at most for the timeout of the
 * transport, and throws a subclass of {@link HubException} or {@link InterruptedException}. Thread-safe.
 */
public final class HubClient {
    private static final int TASK_PAGES = 5;
    private static final int FILES_ASKED = 20;
    private static final int LIST_PAGES = 20;

    /** As many as that many pages have, whatever a page has: forms hold them in memory. */
    private static final int MOST_ITEMS = 2000;

    private static final int LARGEST_PAGE = 100;

    /** Longer than as many answers take as a search waits for. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final HubTransport transport;
    private final HubUrl url;
    private final HubAuthentication authentication;
    private final AuthorizedExchange authorized;

    public HubClient(HubTransport transport, HubUrl url, HubAuthentication authentication) {
        this(transport, url, authentication, () -> {});
    }

    /**
     * @param onRefusal called when the Hub refuses the credential for good, and not only for one call
     */
    public HubClient(HubTransport transport, HubUrl url, HubAuthentication authentication, Runnable onRefusal) {
        this.transport = transport;
        this.url = url;
        this.authentication = authentication;
        this.authorized = new AuthorizedExchange(transport, url, authentication, onRefusal);
    }

    /** Whether a text can be the id of a job. */
    public static boolean isJobId(String text) {
        return JobParser.isId(text);
    }

    public HubUrl url() {
        return url;
    }

    /** Name of the user who owns what is submitted here; empty if that is not known, as with a client key. */
    public String user() {
        return authentication.user();
    }

    /**
     * Submits a workflow: {@code POST /api/file/workflow/} (documented; its answer is not).
     *
     * @return the new job's id
     * @throws HubException with {@link HubException#notTaken()} where it is certain that no job came of it; every other
     *     one leaves open whether there is a job
     */
    public String submit(WorkflowBody body) throws HubException, InterruptedException {
        String doing = "run workflow " + RemoteText.name(body.request().workflow());
        HubResponse response = authorized.sendOnce(authorization -> post(body, doing, authorization));
        Optional<String> redirectedTo = SubmitRedirect.job(url, doing, response);
        if (redirectedTo.isPresent()) {
            return redirectedTo.get();
        }
        ResponseCheck.success(url, doing, response);
        String id = SubmitAnswer.jobId(
                ResponseCheck.jsonOrNull(response), response.header("Location").orElse(null));
        if (id == null) {
            throw new HubInvalidAnswerException("Hub " + url + " was asked to " + doing + " and answered HTTP "
                    + response.status() + " without a job id: " + ResponseCheck.start(response));
        }
        return id;
    }

    private HubResponse post(WorkflowBody body, String doing, String authorization)
            throws HubException, InterruptedException {
        try (OneShotPublisher publisher = new OneShotPublisher(body)) {
            HubResponse response = transport.post(url.api("file/workflow/"), authorization, publisher);
            if (response.status() >= 400 && !AuthorizedExchange.isRefusedKey(response) && publisher.withdraw()) {
                earlyRefusal(doing, response);
            }
            return response;
        }
    }

    /** Whoever says no before all of a request was sent has not taken it, whatever the status leaves open. */
    private void earlyRefusal(String doing, HubResponse response) throws HubException {
        try {
            ResponseCheck.success(url, doing, response);
        } catch (HubException e) {
            throw AuthorizedExchange.nothingTaken(e);
        }
    }

    /**
     * {@code GET /api/jobs/{id}/} (assumed shape).
     *
     * @return without the paths of its request
     */
    public Job job(String id) throws HubException, InterruptedException {
        URI uri = url.job(id, "");
        JsonNode answer = ResponseCheck.json(
                url, "show job " + id, asking(authorization -> transport.getWithoutPaths(uri, authorization)));
        if (JobParser.isAnother(answer, id)) {
            throw new HubInvalidAnswerException(
                    "Hub " + url + " was asked to show job " + id + " and answered with another job.");
        }
        Job job = JobParser.job(answer, id);
        if (job == null || job.stateWord().isEmpty()) {
            throw new HubInvalidAnswerException(
                    "Hub " + url + " was asked to show job " + id + " and answered with JSON without a state.");
        }
        return job;
    }

    /**
     * {@code GET /api/jobs/} (documented; its paging is assumed). Of the paths that a job shows their digest.
     *
     * @param page from 1
     * @param pageSize 20 to 100; the Hub may give another number
     */
    public JobPage jobs(int page, int pageSize) throws HubException, InterruptedException {
        return page(asking(authorization -> transport.getWithDigestsOfPaths(jobsUri(page, pageSize), authorization)));
    }

    /** Like {@link #jobs} without the paths of the jobs' requests. */
    public JobPage jobsWithoutPaths(int page, int pageSize) throws HubException, InterruptedException {
        return page(asking(authorization -> transport.getWithoutPaths(jobsUri(page, pageSize), authorization)));
    }

    private URI jobsUri(int page, int pageSize) {
        return url.api("jobs/?page=" + page + "&page_size=" + pageSize);
    }

    private JobPage page(HubResponse response) throws HubException {
        JsonNode list = ResponseCheck.json(url, "list its jobs", response);
        return JobParser.page(list, ResponseCheck.items(url, "list its jobs", list));
    }

    /** Cancels a job with the call that is assumed. */
    public void cancel(String id) throws HubException, InterruptedException {
        cancel(id, JobCall.CANCEL);
    }

    /**
     * Cancels a job (assumed; so is that an answer, if there is one, is JSON).
     *
     * @param call the assumed one, or the one that this Hub describes
     * @throws HubNotFoundException if this Hub has no such call, or no such job
     * @throws HubRejectedException if the job cannot be cancelled (any more)
     */
    public void cancel(String id, JobCall call) throws HubException, InterruptedException {
        HubResponse response = asking(authorization -> transport.send(call.method(), call.at(url, id), authorization));
        if (response.body().length == 0) {
            ResponseCheck.success(url, "cancel job " + id, response);
        } else {
            // a gateway's page is no answer of the Hub's
            ResponseCheck.json(url, "cancel job " + id, response);
        }
    }

    /**
     * One answer as it is, for whoever checks what the answers of this Hub are like. The paths of jobs are their digest.
     *
     * @param below address below {@code /api/} of a call that only reads
     */
    public JsonNode look(String below) throws HubException, InterruptedException {
        URI uri = url.api(below);
        HubResponse response = asking(authorization -> below.startsWith("jobs/")
                ? transport.getWithDigestsOfPaths(uri, authorization)
                : transport.get(uri, authorization));
        return ResponseCheck.json(url, "answer GET /api/" + below, response);
    }

    /** Looks for what this Hub says of its own API, with a few requests, and with the key as it is. */
    public SchemaSearch.Found schema() throws HubException, InterruptedException {
        return schema(FOR_EVER);
    }

    /**
     * The same for somebody who waits.
     *
     * @param longest for all requests together
     * @throws HubUnreachableException if that was not enough, or the Hub gave no answer
     */
    public SchemaSearch.Found schema(Duration longest) throws HubException, InterruptedException {
        long start = System.nanoTime();
        return new SchemaSearch(url, (uri, accept) -> {
                    Duration left = longest.minusNanos(System.nanoTime() - start);
                    if (left.isNegative() || left.isZero()) {
                        String late = "Hub " + url
                                + " was asked for the description of its API, and its answers take too long.";
                        throw new HubUnreachableException(late, null, true, true, null);
                    }
                    return transport.get(uri, authorized.header(), accept, left);
                })
                .look();
    }

    /**
     * The first things that failed in a job.
     *
     * @param limit at most so many
     */
    public List<TaskFailure> failures(String id, int limit) throws HubException, InterruptedException {
        KeptFailures kept = new KeptFailures(limit);
        JobFailures all = new JobFailures(this::get, url, id).askingForFilesAtMost(FILES_ASKED);
        try {
            boolean more = true;
            for (int asked = 0; asked < TASK_PAGES + FILES_ASKED && more && !kept.isFull(); asked++) {
                more = all.next(kept::take);
            }
        } catch (HubInvalidAnswerException e) {
            // the first ones are worth showing, if it is certain that no more can be read
            if (e.mayHeal() || kept.list().isEmpty()) {
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
        return kept.list();
    }

    /** All that a job which did not succeed left to be done, to be asked for piece by piece. */
    public JobFailures allFailures(String id) {
        return new JobFailures(this::get, url, id).withUndone();
    }

    /** {@code GET /api/workflows/} (items documented, listing assumed). */
    public List<WorkflowInfo> workflows() throws HubException, InterruptedException {
        List<WorkflowInfo> workflows = new ArrayList<>();
        for (JsonNode item : all("workflows/", "list its workflows")) {
            String name = JobParser.nameOf(item, "name");
            if (!name.isEmpty()) {
                String label = JobParser.nameOf(item, "label");
                workflows.add(new WorkflowInfo(
                        name,
                        label.isEmpty() ? name : label,
                        item.path("discovery").isTextual()
                                ? RemoteText.name(item.path("discovery").asText())
                                : null,
                        item.path("enabled").asBoolean(true),
                        item.path("visible").asBoolean(true),
                        ParameterParser.parse(item.path("fields"))));
            }
        }
        return workflows;
    }

    /** Names of the sites: {@code GET /api/sites/} (shape assumed). */
    public List<String> sites() throws HubException, InterruptedException {
        return all("sites/", "list its sites").stream()
                .map(item -> item.isTextual() ? RemoteText.name(item.asText()) : JobParser.nameOf(item, "name"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** {@code GET /api/health} (documented, without trailing slash). */
    public HubHealth health() throws HubException, InterruptedException {
        JsonNode answer = get(url.api("health"), "report its health");
        Map<String, String> sites = new LinkedHashMap<>();
        for (JsonNode site : answer.path("site_status")) {
            String name = JobParser.nameOf(site, "site", "name");
            sites.put(name, RemoteText.name(site.path("health").asText("")));
        }
        return new HubHealth(RemoteText.name(answer.path("overall_health").asText("")), sites);
    }

    /** What is wrong with a site: {@code GET /api/alerts/?site=} (documented for 2.9.0), without what somebody suppressed. */
    public List<HubAlert> alerts(String site) throws HubException, InterruptedException {
        String doing = "list the alerts of a site";
        List<HubAlert> alerts = new ArrayList<>();
        JsonNode answer = get(url.api("alerts/?site=" + HubUrl.segment(site)), doing);
        for (JsonNode item : ResponseCheck.items(url, doing, answer)) {
            String summary = RemoteText.line(item.path("summary").asText(""));
            String of = JobParser.nameOf(item, "site");
            boolean isOfSite = of.isEmpty() || of.equals(RemoteText.name(site));
            if (isOfSite && !summary.isEmpty() && !item.path("suppressed").asBoolean()) {
                alerts.add(new HubAlert(RemoteText.name(item.path("severity").asText("")), summary));
            }
        }
        return alerts;
    }

    /** For a login: makes client keys. */
    public ClientKeys clientKeys() {
        return new ClientKeys(transport, url, authentication);
    }

    /** The items of a list that forms offer; of a very long one the first. */
    private List<JsonNode> all(String path, String doing) throws HubException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; page <= LIST_PAGES; page++) {
            JsonNode answer = get(url.api(path + "?page=" + page + "&page_size=" + LARGEST_PAGE), doing);
            for (JsonNode item : ResponseCheck.items(url, doing, answer)) {
                if (all.size() == MOST_ITEMS) {
                    return all;
                }
                all.add(item);
            }
            if (!answer.path("next").isTextual()) {
                break;
            }
        }
        return all;
    }

    private JsonNode get(URI uri, String doing) throws HubException, InterruptedException {
        return ResponseCheck.json(url, doing, asking(authorization -> transport.get(uri, authorization)));
    }

    private HubResponse asking(AuthorizedExchange.Exchange exchange) throws HubException, InterruptedException {
        return authorized.send(exchange);
    }
}
