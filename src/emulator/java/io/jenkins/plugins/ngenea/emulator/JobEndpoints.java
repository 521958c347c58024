package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Submitting, following and cancelling jobs. Documented: how to submit, and the job list. Assumed: the answer to a
 * submit, a job's own resource, tasks, and the URLs of cancel, pause and resume.
 */
final class JobEndpoints {
    private final HubState hub;

    JobEndpoints(HubState hub) {
        this.hub = hub;
    }

    Reply submit(HubRequest request, Accounts.Caller caller) throws IOException {
        if (caller.readOnly()) {
            return HubRoutes.forbidden();
        }
        if (!request.carriesJson()) {
            String type = request.headers().getOrDefault("content-type", "");
            return Reply.detail(415, "Unsupported media type \"" + type + "\" in request.");
        }
        HubProfile profile = hub.profile;
        Submission submission = new SubmissionReader(
                        hub.catalogue.workflowNames(),
                        hub.catalogue.siteNames(),
                        profile.settings().discoveries,
                        profile.settings().queues,
                        hub.pathsKept)
                .read(request.body());
        if (!submission.errors().isEmpty()) {
            return Reply.json(400, submission.errors());
        }
        request.body().drain();
        EmulatedJob job =
                hub.jobs.create(submission, caller.name(), request.body().text(), profile.settings().ids);
        hub.whenSubmitted.accept(job);
        return submitted(job, new JobJson(profile, request.baseUrl()), profile.settings());
    }

    private static Reply submitted(EmulatedJob job, JobJson json, HubProfileBuilder profile) {
        ObjectNode answer = Json.object();
        switch (profile.submitAnswer) {
            case ID -> answer.set("id", json.id(job));
            case JOB_ID -> answer.set("job_id", json.id(job));
            case JOB_NUMBER -> answer.set("job", json.id(job));
            case JOB_OBJECT -> answer.set("job", json.job(job));
            case JOB_URL -> answer.put("job", json.url(job));
            case JOBS_NUMBERS -> answer.putArray("jobs").add(json.id(job));
            case JOBS_OBJECTS -> answer.putArray("jobs").add(json.job(job));
            case JOBS_URLS -> answer.putArray("jobs").add(json.url(job));
            case URL -> answer.put("url", json.url(job));
            case JOB_RESOURCE -> answer = json.job(job);
            case NOTHING -> answer.put("status", "ok");
            case LOCATION -> {
                return Reply.empty(profile.submitStatus).with("Location", json.url(job));
            }
        }
        return Reply.json(profile.submitStatus, answer);
    }

    Reply list(HubRequest request) {
        HubProfile profile = hub.profile;
        JobJson json = new JobJson(profile, request.baseUrl());
        List<EmulatedJob> jobs = hub.jobs.all(profile.settings().order);
        return profile.settings().bareJobArray
                ? Pages.bare(jobs, json::job)
                : Pages.page(
                        request,
                        heeded(request, profile.settings().paging),
                        jobs,
                        json::job,
                        page -> page.set("stats", json.stats(jobs)));
    }

    private static Map<String, String> heeded(HubRequest request, HubProfile.JobPaging paging) {
        Map<String, String> parameters = new HashMap<>(request.parameters());
        switch (paging) {
            case HEEDED -> {}
            case SIZE_IGNORED -> parameters.remove("page_size");
            case PAGE_IGNORED -> parameters.remove("page");
        }
        return parameters;
    }

    Reply job(HubRequest request, String id) {
        EmulatedJob job = hub.jobs.find(id);
        return job == null ? Reply.notFound() : shown(request, job);
    }

    /** A call that may be the one to cancel a job. */
    Reply cancel(HubRequest request, Accounts.Caller caller, String id, String word) {
        boolean isThere = hub.settings().cancelAt.stream()
                .anyMatch(at -> at.method.equals(request.method()) && at.word.equals(word));
        return isThere ? change(request, caller, id, "cancel") : Reply.html(404, "Not Found");
    }

    /** {@code call} is cancel, pause or resume. */
    Reply change(HubRequest request, Accounts.Caller caller, String id, String call) {
        HubProfile.CancelCall support = hub.settings().cancelCall;
        if (support == HubProfile.CancelCall.NOT_FOUND) {
            return Reply.html(404, "Not Found");
        }
        if (support == HubProfile.CancelCall.NOT_ALLOWED) {
            return HubRoutes.notAllowed("POST", "GET, HEAD, OPTIONS");
        }
        if (caller.readOnly()) {
            return HubRoutes.forbidden();
        }
        EmulatedJob job = hub.jobs.find(id);
        if (job == null) {
            return Reply.notFound();
        }
        boolean done =
                switch (call) {
                    case "cancel" -> job.cancel(hub.jobs.cancelDelay());
                    case "pause" -> job.pause();
                    default -> job.resume();
                };
        if (!done) {
            return Reply.detail(400, "Cannot " + call + " a job in state " + job.state() + ".");
        }
        return support == HubProfile.CancelCall.ANSWERS_NOTHING ? Reply.empty(204) : shown(request, job);
    }

    Reply tasks(HubRequest request) {
        JobJson json = new JobJson(hub.profile, request.baseUrl());
        String id = hub.settings().tasksOfAllJobs
                ? null
                : request.parameters().get("job");
        List<EmulatedJob> jobs =
                id == null ? hub.jobs.all() : hub.jobs.find(id) == null ? List.of() : List.of(hub.jobs.find(id));
        List<ObjectNode> tasks =
                jobs.stream().flatMap(job -> json.tasks(job).stream()).toList();
        return Pages.page(request, tasks, task -> task);
    }

    /** The paths of a task (assumed), where its {@code paths} are their address. */
    Reply files(HubRequest request, String task) {
        if (!hub.settings().pathsBesideTasks || !task.matches("\\d{1,9}")) {
            return Reply.html(404, "Not Found");
        }
        int number = Integer.parseInt(task);
        EmulatedJob job = hub.jobs.find(String.valueOf(number / JobJson.TASKS_A_JOB));
        if (job == null) {
            return Reply.notFound();
        }
        JobJson json = new JobJson(hub.profile, request.baseUrl());
        return Pages.page(request, json.files(job, number % JobJson.TASKS_A_JOB), file -> file);
    }

    private Reply shown(HubRequest request, EmulatedJob job) {
        return Reply.json(200, new JobJson(hub.profile, request.baseUrl()).job(job));
    }
}
