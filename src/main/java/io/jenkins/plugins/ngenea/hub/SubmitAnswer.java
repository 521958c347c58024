package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which job came of a submit: its answer is not documented. A wrong guess would follow, and cancel, somebody else's job, so
 * doubt counts as an answer without an id: then the job is searched for.
 */
final class SubmitAnswer {
    /** Of all that is named after a job. */
    private final Set<String> named = new LinkedHashSet<>();

    /** What has an {@code id} may as well be the request, a workflow or a task. Null if there is none. */
    private String bare;

    private boolean severalJobs;

    /** Addresses that are no job's. */
    private final Set<String> others = new LinkedHashSet<>();

    private SubmitAnswer() {}

    /**
     * The id of the one job that is named in {@code job_id}, {@code job} or {@code jobs} (number, object or URL), in {@code
     * url} or in the {@code Location} header; where nothing of that is, the {@code id}, unless an address says that it is not a
     * job's.
     *
     * @param body null if it is not JSON
     * @return null if there is none, or more than one
     */
    static String jobId(JsonNode body, String location) {
        SubmitAnswer answer = new SubmitAnswer();
        if (body != null) {
            answer.read(body);
        }
        answer.addAddress(location);
        return answer.jobId();
    }

    private void read(JsonNode body) {
        if (body.isArray()) {
            severalJobs = body.size() > 1;
            if (body.size() == 1 && body.get(0).isObject()) {
                read(body.get(0));
            } else if (body.size() == 1) {
                add(JobParser.idOf(body.get(0)));
            }
            return;
        }
        JsonNode jobs = body.path("jobs");
        severalJobs = jobs.isArray() && jobs.size() > 1;
        addJob(jobs.path(0));
        addJob(body.path("job"));
        add(JobParser.idOf(body.path("job_id")));
        addAddress(body.path("url").asText(null));
        bare = JobParser.idOf(body.path("id"));
    }

    /** A job as number, text, URL or object, whose own address has to be that of its id. */
    private void addJob(JsonNode job) {
        add(JobParser.idOf(job));
        add(JobParser.fromUrl(job.path("url").asText(null)));
    }

    /** Of what came of the submit. */
    private void addAddress(String address) {
        String job = JobParser.fromUrl(address);
        add(job);
        if (job == null && address != null) {
            others.add(address.strip());
        }
    }

    /** Whether the {@code id} is that of the thing at an address which is no job's, as in the manual's other answers. */
    private boolean isOfSomethingElse() {
        return others.stream().anyMatch(other -> other.endsWith("/" + bare) || other.endsWith("/" + bare + "/"));
    }

    private void add(String id) {
        if (id != null) {
            named.add(id);
        }
    }

    private String jobId() {
        if (severalJobs || named.size() > 1) {
            return null;
        }
        if (named.isEmpty()) {
            return isOfSomethingElse() ? null : bare;
        }
        String job = named.iterator().next();
        // a word beside a number may be a name
        boolean isDoubtful = bare != null && isNumber(bare) && !isNumber(job);
        return isDoubtful ? null : job;
    }

    private static boolean isNumber(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
