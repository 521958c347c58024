package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads jobs and lists leniently: most of these shapes are assumed. */
public final class JobParser {
    private static final Pattern JOB_URL = Pattern.compile(".*/jobs/([^/?#]+)/?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}");
    /** Names end up in logs, on pages and in the answers of Jenkins' own API. */
    private static final Pattern COUNTER_NAME = Pattern.compile("[A-Za-z0-9_ .:-]{1,100}");

    private static final Set<String> NOT_COUNTERS = Set.of("id", "pk", "priority", "workflow", "site", "owner", "job");
    private static final Set<String> COUNTER_OBJECTS =
            Set.of("counts", "counters", "progress", "stats", "files", "tasks");
    private static final int COUNTERS_KEPT = 20;

    /** What took longer is no duration of a job. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private JobParser() {}

    /** An id that stands there as number, text, job URL or job object. */
    static String idOf(JsonNode node) {
        if (node.isIntegralNumber()) {
            return plainId(node.asText());
        }
        if (node.isTextual()) {
            String text = node.asText();
            return text.contains("/") ? fromUrl(text) : plainId(text);
        }
        if (!node.isObject()) {
            return null;
        }
        String id = idOf(node.path("id"));
        return id != null ? id : fromUrl(node.path("url").asText(null));
    }

    /** Null if it is not the address of a job. */
    static String fromUrl(String url) {
        if (url == null || url.length() > 2000) {
            return null;
        }
        Matcher matcher = JOB_URL.matcher(url);
        return matcher.matches() ? plainId(matcher.group(1)) : null;
    }

    /** Null unless it looks like an id: what a Hub calls an id ends up in file names, logs and addresses. */
    private static String plainId(String text) {
        return isId(text) ? text : null;
    }

    /** Whether a text can be the id of a job or a task. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * @param knownId the id that was asked for, or null if the resource must name its own
     * @return null if the node is no job
     */
    public static Job job(JsonNode node, String knownId) {
        if (!node.isObject()) {
            return null;
        }
        String id = knownId != null ? knownId : idOf(node);
        if (id == null) {
            return null;
        }
        // in what does not name its job, a status may be that of the answer
        String status = idOf(node) == null ? "" : node.path("status").asText("");
        String word = RemoteText.name(node.path("state").asText(status));
        return new Job(
                id,
                JobState.of(word),
                word,
                isSet(node.path("completed")) || isSet(node.path("ended")),
                nameOf(node, "workflow", "type"),
                nameOf(node, "site"),
                nameOf(node, "owner", "user"),
                counts(node),
                new Job.Shown(pathsDigest(node.path("paths")), discovery(node), fields(node.path("fields"))),
                took(node));
    }

    /** Whether a resource names its job, and it is not this one. */
    static boolean isAnother(JsonNode node, String id) {
        List<String> named = Stream.of(
                        idOf(node.path("id")), fromUrl(node.path("url").asText(null)))
                .filter(Objects::nonNull)
                .toList();
        return !named.isEmpty() && named.stream().noneMatch(id::equalsIgnoreCase);
    }

    /** Whether there is a time, however it is written. A number may as well be a counter. */
    private static boolean isSet(JsonNode time) {
        return time.isTextual() && !time.asText().isBlank();
    }

    /** Null unless both times are there, as texts with their zone, and in their order. */
    private static Duration took(JsonNode job) {
        JsonNode end = job.path("completed").isTextual() ? job.path("completed") : job.path("ended");
        try {
            Duration took = Duration.between(
                    OffsetDateTime.parse(job.path("started").asText()), OffsetDateTime.parse(end.asText()));
            return took.isNegative() || took.compareTo(LONGEST) > 0 ? null : took;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static String discovery(JsonNode node) {
        JsonNode discovery = node.path("discovery");
        if (discovery.isNull()) {
            return Discovery.NONE;
        }
        return discovery.isTextual() ? discovery.asText() : null;
    }

    private static Map<String, String> fields(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        node.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    /** A name that stands there as text or as an object with a name. */
    static String nameOf(JsonNode node, String... keys) {
        for (String key : keys) {
            JsonNode value = node.path(key);
            JsonNode name = value.isObject() ? value.path("name") : value;
            if (name.isTextual() && !name.asText().isBlank()) {
                return RemoteText.name(name.asText());
            }
        }
        return "";
    }

    /** {@code BodyWithoutPaths} has left in an array what it wrote itself. */
    private static String pathsDigest(JsonNode node) {
        return node.isArray() && node.size() == 1 ? node.get(0).asText() : null;
    }

    /** Integers of the job itself, and of an object in it that is known to hold counters. */
    private static Map<String, Long> counts(JsonNode job) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : job.properties()) {
            if (COUNTER_OBJECTS.contains(entry.getKey()) && entry.getValue().isObject()) {
                entry.getValue().properties().forEach(inner -> count(counts, inner.getKey(), inner.getValue()));
            } else {
                count(counts, entry.getKey(), entry.getValue());
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    private static void count(Map<String, Long> counts, String name, JsonNode value) {
        boolean isCounter = value.isIntegralNumber() && value.canConvertToLong() && !NOT_COUNTERS.contains(name);
        if (isCounter
                && counts.size() < COUNTERS_KEPT
                && COUNTER_NAME.matcher(name).matches()) {
            counts.put(name, value.asLong());
        }
    }

    /** The items of a list, which may be paginated ({@code results}) or a bare array; null if it is neither. */
    public static JsonNode items(JsonNode list) {
        if (list.isArray()) {
            return list;
        }
        JsonNode results = list.path("results");
        return results.isArray() ? results : null;
    }

    static JobPage page(JsonNode list, JsonNode items) {
        List<Job> jobs = new ArrayList<>(items.size());
        items.forEach(item -> {
            Job job = job(item, null);
            if (job != null) {
                jobs.add(job);
            }
        });
        boolean last = list.isArray() || !list.path("next").isTextual();
        JsonNode count = list.path("count");
        long total = count.isIntegralNumber() ? count.asLong() : items.size();
        return new JobPage(jobs, total, last, stats(list.path("stats")));
    }

    private static Map<String, Map<String, Long>> stats(JsonNode stats) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        stats.properties().forEach(kind -> {
            Map<String, Long> values = new LinkedHashMap<>();
            kind.getValue().properties().forEach(value -> {
                if (value.getValue().isIntegralNumber() && values.size() < RemoteText.NAME) {
                    values.put(RemoteText.name(value.getKey()), value.getValue().asLong());
                }
            });
            if (all.size() < COUNTERS_KEPT) {
                all.put(RemoteText.name(kind.getKey()), values);
            }
        });
        return all;
    }
}
