package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Jobs and tasks as JSON. Documented: the job list's statistics, and what the states are called. Assumed: all members
 * of a job and of a task; the profile says which are shown.
 */
final class JobJson {
    private static final int PATHS_A_TASK = 100;
    private static final int MOST_TASKS = 1000;
    static final int TASKS_A_JOB = 10_000;

    private final HubProfileBuilder profile;
    private final String baseUrl;

    JobJson(HubProfile profile, String baseUrl) {
        this.profile = profile.settings();
        this.baseUrl = baseUrl;
    }

    String url(EmulatedJob job) {
        return baseUrl + "/api/jobs/" + job.id() + "/";
    }

    JsonNode id(EmulatedJob job) {
        return profile.ids == HubProfile.IdStyle.NUMBER ? LongNode.valueOf(job.number()) : TextNode.valueOf(job.id());
    }

    String state(String state) {
        String spelled = profile.canceledSpelling && state.equals("CANCELLED") ? "CANCELED" : state;
        spelled = profile.stateWords.getOrDefault(spelled, spelled);
        return profile.lowerCaseStates ? spelled.toLowerCase(Locale.ROOT) : spelled;
    }

    ObjectNode job(EmulatedJob job) {
        EmulatedJob.Snapshot now = job.snapshot();
        ObjectNode json = Json.object();
        json.set("id", id(job));
        json.put("url", url(job));
        if (profile.workflowKey != HubProfile.WorkflowKey.WORKFLOW) {
            json.put("type", job.workflow());
        }
        if (profile.workflowKey != HubProfile.WorkflowKey.TYPE) {
            json.put("workflow", job.workflow());
        }
        json.put("state", state(now.state()));
        json.put("site", job.site());
        json.put("created", job.created().toString());
        json.put("started", text(now.started()));
        json.put("completed", text(now.completed()));
        if (profile.counters == HubProfile.Counters.FLAT) {
            counters(json, now.counts());
        } else if (profile.counters == HubProfile.Counters.NESTED) {
            counters(json.putObject("counts"), now.counts());
        }
        if (profile.pathsInJobs) {
            strings(json.putArray("paths"), job.paths());
        }
        if (profile.detailsInJobs) {
            json.put("owner", job.owner());
            json.set("discovery", job.discovery());
            json.set("fields", job.fields() == null ? Json.object() : job.fields());
            json.put("queue", job.queue() == null ? "default" : job.queue());
        }
        return json;
    }

    private static void counters(ObjectNode json, JobCounts counts) {
        json.put(JobCounts.TOTAL, counts.total());
        json.put(JobCounts.PROCESSED, counts.processed());
        json.put(JobCounts.FAILED, counts.failed());
        json.put(JobCounts.SKIPPED, counts.skipped());
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    private static void strings(ArrayNode array, List<String> strings) {
        strings.forEach(array::add);
    }

    /** The statistics as the manual shows them: its keys always, others once there is such a job. */
    ObjectNode stats(List<EmulatedJob> jobs) {
        Map<String, Integer> types = zeros("migrate", "premigrate", "recall");
        Map<String, Integer> states = zeros("SUCCESS", "FAILURE", "STARTED", "PENDING", "ERROR");
        Map<String, Integer> sites = zeros();
        for (EmulatedJob job : jobs) {
            types.merge(job.workflow(), 1, Integer::sum);
            states.merge(job.state(), 1, Integer::sum);
            sites.merge(job.site(), 1, Integer::sum);
        }
        ObjectNode stats = Json.object();
        types.forEach(stats.putObject("type")::put);
        ObjectNode spelled = stats.putObject("state");
        states.forEach((state, many) ->
                spelled.put(state(state), spelled.path(state(state)).asInt() + many));
        stats.putObject("created");
        sites.forEach(stats.putObject("site")::put);
        return stats;
    }

    /** In this order, and cheap to count in: a list of 10,000 jobs is asked for page by page. */
    private static Map<String, Integer> zeros(String... keys) {
        Map<String, Integer> zeros = new LinkedHashMap<>();
        for (String key : keys) {
            zeros.put(key, 0);
        }
        return zeros;
    }

    /** The tasks of a job: one for every hundred paths, and one for every failed path. None while it is PENDING. */
    List<ObjectNode> tasks(EmulatedJob job) {
        EmulatedJob.Snapshot now = job.snapshot();
        List<ObjectNode> tasks = new ArrayList<>();
        if (now.state().equals("PENDING") && now.failedTasks().isEmpty()) {
            return tasks;
        }
        for (FailedTask failed : now.failedTasks()) {
            tasks.add(failedTask(job, failed, now, tasks.size()));
        }
        List<String> others = others(job, now);
        for (int from = 0; from < others.size() && tasks.size() < MOST_TASKS; from += PATHS_A_TASK) {
            List<String> paths = others.subList(from, Math.min(others.size(), from + PATHS_A_TASK));
            ObjectNode task = task(job, taskState(now), now, tasks.size(), paths);
            if (profile.resultsInTasks) {
                result(task, now.ended() ? paths : List.of(), null);
            }
            tasks.add(task);
        }
        return tasks;
    }

    private static List<String> others(EmulatedJob job, EmulatedJob.Snapshot now) {
        Set<String> failedPaths =
                now.failedTasks().stream().map(FailedTask::path).collect(Collectors.toSet());
        return failedPaths.isEmpty()
                ? job.paths()
                : job.paths().stream()
                        .filter(path -> !failedPaths.contains(path))
                        .toList();
    }

    /** The paths of a task, where the profile shows them beside it. */
    List<ObjectNode> files(EmulatedJob job, int index) {
        EmulatedJob.Snapshot now = job.snapshot();
        List<ObjectNode> files = new ArrayList<>();
        if (index < now.failedTasks().size()) {
            FailedTask failed = now.failedTasks().get(index);
            files.add(Json.object()
                    .put("path", failed.path())
                    .put("state", state(failed.state()))
                    .put("message", failed.message()));
            return files;
        }
        List<String> others = others(job, now);
        int from = Math.min(others.size(), (index - now.failedTasks().size()) * PATHS_A_TASK);
        for (String path : others.subList(from, Math.min(others.size(), from + PATHS_A_TASK))) {
            files.add(Json.object().put("path", path).put("state", state(taskState(now))));
        }
        return files;
    }

    private static String taskState(EmulatedJob.Snapshot now) {
        return switch (now.state()) {
            case "SUCCESS", "FAILURE", "ERROR" -> now.failedTasks().isEmpty() ? now.state() : "SUCCESS";
            case "SKIPPED", "CANCELLED" -> now.state();
            default -> "STARTED";
        };
    }

    private ObjectNode failedTask(EmulatedJob job, FailedTask failed, EmulatedJob.Snapshot now, int index) {
        ObjectNode task = task(job, failed.state(), now, index, List.of(failed.path()));
        if (profile.resultsInTasks) {
            result(task, List.of(), failed);
        } else {
            task.put("error", failed.path() + ": " + failed.message());
        }
        return task;
    }

    private ObjectNode task(EmulatedJob job, String state, EmulatedJob.Snapshot now, int index, List<String> paths) {
        ObjectNode task = Json.object();
        long id = job.number() * TASKS_A_JOB + index;
        task.put("id", id);
        task.set("job", id(job));
        task.put("state", state(state));
        task.put("type", job.workflow());
        task.put("site", job.site());
        task.put("started", text(now.started()));
        task.put("completed", text(now.completed()));
        if (profile.pathsInTasks) {
            strings(task.putArray("paths"), paths);
        }
        if (profile.pathsBesideTasks) {
            task.put("paths", "http://hub.internal/api/tasks/" + id + "/files/");
        }
        return task;
    }

    private static void result(ObjectNode task, List<String> processed, FailedTask failed) {
        ObjectNode result = task.putObject("result");
        strings(result.putArray("processed"), processed);
        ArrayNode failures = result.putArray("failed");
        if (failed != null) {
            failures.addObject().put("path", failed.path()).put("error", failed.message());
        }
        result.putArray("aborted");
    }
}
