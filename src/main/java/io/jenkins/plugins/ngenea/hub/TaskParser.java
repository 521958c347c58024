package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what failed in a page of tasks. The shape is assumed: a task has {@code state}, maybe {@code paths} or
 * {@code path}, a reason under one of several names, and maybe outcomes by file.
 */
final class TaskParser {
    private static final Set<String> BAD = Set.of("FAILURE", "ERROR", "FAILED", "ABORTED");
    private static final String[] REASONS = {"message", "error", "reason", "detail", "output", "result", "traceback"};

    private TaskParser() {}

    /** At most {@code limit} failures, in the Hub's order. */
    static List<TaskFailure> failures(JsonNode items, int limit) {
        List<TaskFailure> failures = new ArrayList<>();
        for (JsonNode task : items) {
            if (failures.size() >= limit) {
                break;
            }
            addFailures(task, failures, limit);
        }
        return failures;
    }

    private static void addFailures(JsonNode task, List<TaskFailure> failures, int limit) {
        int before = failures.size();
        for (String key : new String[] {"files", "results", "paths"}) {
            for (JsonNode file : task.path(key)) {
                if (file.isObject() && isBad(file) && failures.size() < limit) {
                    failures.add(failure(file));
                }
            }
        }
        if (failures.size() == before && isBad(task)) {
            failures.add(failure(task));
        }
    }

    private static boolean isBad(JsonNode node) {
        return BAD.contains(state(node));
    }

    private static String state(JsonNode node) {
        return node.path("state").asText(node.path("status").asText("")).toUpperCase(Locale.ROOT);
    }

    private static TaskFailure failure(JsonNode node) {
        return new TaskFailure(
                RemoteText.line(path(node)), RemoteText.name(state(node)), RemoteText.line(reason(node)));
    }

    private static String path(JsonNode node) {
        if (node.path("path").isTextual()) {
            return node.path("path").asText();
        }
        JsonNode paths = node.path("paths");
        JsonNode first = paths.path(0);
        String text = first.isObject() ? first.path("path").asText("") : first.asText("");
        return paths.size() > 1 ? text + " and " + (paths.size() - 1) + " more" : text;
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
