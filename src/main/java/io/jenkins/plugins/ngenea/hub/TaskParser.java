package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what failed in a task. The shape is assumed: a task has {@code state}, maybe {@code paths} (a list, or the address of
 * one) or {@code path}, a reason under one of several names, and maybe outcomes by path. Paths are kept exactly.
 */
public final class TaskParser {
    private static final Set<String> BAD = Set.of("FAILURE", "ERROR", "FAILED", "ABORTED");

    /** Only these: discovery gives paths states of its own ({@code created}), and there may be more. */
    private static final Set<String> DONE = Set.of(
            "SUCCESS",
            "SUCCESSFUL",
            "SUCCEEDED",
            "PROCESSED",
            "SKIPPED",
            "COMPLETE",
            "COMPLETED",
            "DONE",
            "FINISHED",
            "OK");

    private static final String[] LISTS = {"files", "results", "paths"};
    private static final String[] REASONS = {"message", "error", "reason", "detail", "output", "result", "traceback"};

    /** Lists of a structured result that name what did not go well. */
    private static final Map<String, String> BAD_LISTS = Map.of("failed", "FAILED", "aborted", "ABORTED");

    private static final Pattern ADDRESS = Pattern.compile("https?:.*|.*/api/tasks/[^/]*/.*", Pattern.DOTALL);

    /** In characters. Nothing longer is a path, and part of one would be another. */
    private static final int LONGEST_PATH = 32 * 1024;

    private final JsonNode task;

    /** Whether what it does not tell an outcome of has failed. */
    private final boolean isFailed;

    private final List<TaskFailure> failures = new ArrayList<>();

    private TaskParser(JsonNode task, boolean isFailed) {
        this.task = task;
        this.isFailed = isFailed;
    }

    /** The failures of a task, as far as the task itself tells them. */
    public static List<TaskFailure> failures(JsonNode task) {
        return failures(task, isBad(task));
    }

    /**
     * The same of a task of a job that has ended.
     *
     * @param isFailed whether the task did not do its work, whatever its state is called
     */
    static List<TaskFailure> failures(JsonNode task, boolean isFailed) {
        TaskParser parser = new TaskParser(task, isFailed);
        parser.outcomesByPath();
        if (parser.failures.isEmpty() && isFailed) {
            parser.wholeTask(paths(task));
        }
        return parser.failures;
    }

    /**
     * The id of a task that failed and has its paths elsewhere: {@code paths} is the address of a list. The address itself is
     * not followed, as no address in an answer is.
     *
     * @param isFailed see {@link #failures(JsonNode, boolean)}
     * @return null for other tasks
     */
    public static String idIfPathsAreElsewhere(JsonNode task, boolean isFailed) {
        String id = task.path("id").asText("");
        boolean elsewhere = isFailed
                && task.path("paths").isTextual()
                && ADDRESS.matcher(task.path("paths").asText()).matches()
                && JobParser.isId(id);
        TaskParser parser = new TaskParser(task, isFailed);
        parser.outcomesByPath();
        return elsewhere && parser.failures.isEmpty() ? id : null;
    }

    /** The failures among the paths of a failed task that a list of its own tells. */
    static List<TaskFailure> failures(JsonNode task, JsonNode files, int at, int of) {
        TaskParser parser = new TaskParser(task, true);
        int next = at;
        for (JsonNode file : files) {
            if (isBad(file)) {
                parser.add(file, state(file), reason(file));
            } else if (!isDone(file)) {
                String path = exact(file.isObject() ? file.path("path") : file);
                parser.failures.add(parser.failure(path, state(task), reason(task), next, Math.max(of, next + 1)));
                next++;
            }
        }
        return parser.failures;
    }

    /** The failure of a task that names no path. */
    static TaskFailure withoutPath(JsonNode task) {
        return new TaskParser(task, true).failure(null, state(task), reason(task), 0, 1);
    }

    private void outcomesByPath() {
        for (String key : LISTS) {
            List<JsonNode> files = items(task.path(key));
            if (files.stream().anyMatch(file -> file.isObject() && isBad(file))) {
                files.forEach(this::outcome);
            }
        }
        if (failures.isEmpty()) {
            BAD_LISTS.forEach((key, state) -> badList(task.path("result").path(key), state));
        }
    }

    /** Of one among others that tell theirs. */
    private void outcome(JsonNode file) {
        if (!file.isObject()) {
            return;
        }
        if (isBad(file)) {
            add(file, state(file), reason(file));
        } else if (isFailed && isPath(file) && !isDone(file)) {
            add(file, state(task), hasReason(file) ? reason(file) : reason(task));
        }
    }

    private void badList(JsonNode list, String state) {
        for (JsonNode file : items(list)) {
            add(file, isBad(file) ? state(file) : isBad(task) ? state(task) : state, reason(file));
        }
        if (!list.isObject() || isPath(list)) {
            return;
        }
        for (Map.Entry<String, JsonNode> file : list.properties()) {
            // other names are those of counters and the like
            if (file.getKey().startsWith("/") && file.getKey().length() <= LONGEST_PATH) {
                JsonNode why = file.getValue();
                String reason = why.isTextual() ? why.asText() : reason(why);
                failures.add(failure(file.getKey(), isBad(task) ? state(task) : state, reason, 0, 1));
            }
        }
    }

    /** Those of a list, or the one that stands in its place; none of an object that is anything else. */
    private static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(items::add);
        } else if (isPath(list)) {
            items.add(list);
        }
        return items;
    }

    private static boolean isPath(JsonNode object) {
        return object.isObject() && exact(object.path("path")) != null;
    }

    private void add(JsonNode file, String state, String reason) {
        String path = exact(file.isObject() ? file.path("path") : file);
        failures.add(failure(path, state, reason, 0, 1));
    }

    private void wholeTask(List<String> paths) {
        if (paths.isEmpty()) {
            failures.add(withoutPath(task));
        }
        String reason = reason(task);
        for (int i = 0; i < paths.size(); i++) {
            failures.add(failure(paths.get(i), state(task), reason, i, paths.size()));
        }
    }

    private TaskFailure failure(String path, String state, String reason, int at, int of) {
        String type = JobParser.nameOf(task, "type", "tasktype");
        return new TaskFailure(path, state, bounded(reason), type, JobParser.nameOf(task, "site"), at, of);
    }

    /** Those of a task that tells nothing of each of them. */
    private static List<String> paths(JsonNode task) {
        List<String> paths = new ArrayList<>();
        String one = exact(task.path("path"));
        if (one != null) {
            paths.add(one);
            return paths;
        }
        JsonNode shown = task.path("paths");
        if (shown.isTextual() && !ADDRESS.matcher(shown.asText()).matches() && exact(shown) != null) {
            paths.add(exact(shown));
        }
        for (int i = LISTS.length - 1; i >= 0 && paths.isEmpty(); i--) {
            for (JsonNode item : items(task.path(LISTS[i]))) {
                // a text is a path only in the list that is named so
                String path = exact(item.isObject() || !LISTS[i].equals("paths") ? item.path("path") : item);
                if (path != null && !isDone(item)) {
                    paths.add(path);
                }
            }
        }
        return paths;
    }

    /** Null if it is no path. */
    private static String exact(JsonNode node) {
        String text = node.isTextual() ? node.asText() : "";
        return text.isEmpty() || text.length() > LONGEST_PATH ? null : text;
    }

    private static String bounded(String text) {
        if (text.length() <= TaskFailure.LONGEST_MESSAGE) {
            return text;
        }
        int end = TaskFailure.LONGEST_MESSAGE;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /** Whether a task or file says that it failed. */
    public static boolean isBad(JsonNode node) {
        return BAD.contains(state(node));
    }

    /** Whether a task or file says that there is nothing left to do. */
    static boolean isDone(JsonNode node) {
        return DONE.contains(state(node));
    }

    private static String state(JsonNode node) {
        return node.path("state").asText(node.path("status").asText("")).toUpperCase(Locale.ROOT);
    }

    /** Whether a task names a job, by its id, its address or as an object, and it is not this one. */
    public static boolean isOfAnotherJob(JsonNode task, String job) {
        return isAnother(task.path("job"), job) || isAnother(task.path("job_id"), job);
    }

    private static boolean isAnother(JsonNode of, String job) {
        if (of.isObject()) {
            String id = JobParser.idOf(of);
            return id != null && !id.equals(job);
        }
        String text = of.isNumber() || of.isTextual() ? of.asText() : "";
        return !text.isBlank() && !text.equals(job) && !text.endsWith("/" + job + "/") && !text.endsWith("/" + job);
    }

    /** Whether a task or file that failed says why. */
    public static boolean hasReason(JsonNode node) {
        return !reason(node).isEmpty();
    }

    private static String reason(JsonNode node) {
        for (String key : REASONS) {
            JsonNode value = node.path(key);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
            if (value.isObject()) {
                String inner = reason(value);
                return inner.isEmpty() ? value.toString() : inner;
            }
            if (value.isArray() && !value.isEmpty()) {
                return value.toString();
            }
        }
        return "";
    }
}
