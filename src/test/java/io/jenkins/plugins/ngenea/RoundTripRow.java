package io.jenkins.plugins.ngenea;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One set of parameters, and what becomes of it on every way into a step or build step.
 *
 * @param given what a person writes, without the workflow
 * @param held what the step or build step holds then, as far as it differs from one without parameters
 * @param body the request
 * @param snippet the arguments that the Snippet Generator writes
 */
record RoundTripRow(String name, Map<String, Object> given, Map<String, Object> held, String body, String snippet) {
    static final String WORKFLOW = "migrate";
    static final String FILE = "list of paths.txt";

    private static final String HEAD = "{\"paths\":[\"/a\",\"/b\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\"";
    private static final List<String> AB = List.of("/a", "/b");
    private static final String PATHS = "paths: ['/a', '/b'], ";
    private static final String END = "workflow: 'migrate'";

    /** A row with the paths /a and /b. */
    private static RoundTripRow withPaths(
            String name, Map<String, Object> given, Map<String, Object> held, String bodyEnd, String snippet) {
        return new RoundTripRow(name, with(given), with(held), HEAD + bodyEnd + "}", snippet);
    }

    private static Map<String, Object> with(Map<String, Object> others) {
        Map<String, Object> all = map("paths", AB);
        all.putAll(others);
        return all;
    }

    /** In this order, and with nulls. */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    static Stream<RoundTripRow> all() {
        return Stream.of(paths(), discovery(), fields(), names(), switches()).flatMap(rows -> rows);
    }

    /** With those of the parameters that only the Pipeline step has. */
    static Stream<RoundTripRow> ofStep() {
        return Stream.concat(
                all(),
                Stream.of(
                        withPaths(
                                "a job that is cancelled when the Pipeline fails",
                                map("cancelOnFailure", true),
                                map("cancelOnFailure", true),
                                "",
                                "cancelOnFailure: true, " + PATHS + END),
                        withPaths(
                                "a job that is not, written out",
                                map("cancelOnFailure", false),
                                map(),
                                "",
                                PATHS + END)));
    }

    private static Stream<RoundTripRow> paths() {
        return Stream.of(
                withPaths("paths as a list", map(), map(), "", PATHS + END),
                withPaths("paths as one text", map("paths", "/a\n/b"), map(), "", PATHS + END),
                withPaths("a text with blank lines", map("paths", "\n/a\r\n  \n\t\n/b\n\n"), map(), "", PATHS + END),
                withPaths("a list with blanks", map("paths", List.of("/a", "", "  ", "/b")), map(), "", PATHS + END),
                new RoundTripRow(
                        "one path as a text",
                        map("paths", "/a"),
                        map("paths", List.of("/a")),
                        "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}",
                        "paths: ['/a'], " + END),
                new RoundTripRow(
                        "paths with every kind of character",
                        map("paths", List.of("/it's \\ \"x\" \u00fc", "/$nothing/<b>,&amp;")),
                        map("paths", List.of("/it's \\ \"x\" \u00fc", "/$nothing/<b>,&amp;")),
                        "{\"paths\":[\"/it's \\\\ \\\"x\\\" \u00fc\",\"/$nothing/<b>,&amp;\"],"
                                + "\"site\":\"dfoster1\",\"workflow\":\"migrate\"}",
                        "paths: ['/it\\'s \\\\ \"x\" \u00fc', '/$nothing/<b>,&amp;'], " + END),
                new RoundTripRow(
                        "a file with paths",
                        map("pathsFile", FILE),
                        map("pathsFile", FILE),
                        HEAD + "}",
                        "pathsFile: '" + FILE + "', " + END));
    }

    private static Stream<RoundTripRow> discovery() {
        String none = "discovery: 'none', " + PATHS + END;
        return Stream.of(
                withPaths(
                        "discovery null",
                        map("discovery", null),
                        map("discovery", "none"),
                        ",\"discovery\":null",
                        none),
                withPaths(
                        "discovery none",
                        map("discovery", "none"),
                        map("discovery", "none"),
                        ",\"discovery\":null",
                        none),
                withPaths(
                        "discovery recursive",
                        map("discovery", "recursive"),
                        map("discovery", "recursive"),
                        ",\"discovery\":\"recursive\"",
                        "discovery: 'recursive', " + PATHS + END),
                withPaths("discovery blank", map("discovery", " "), map(), "", PATHS + END),
                withPaths("discovery left out in a word", map("discovery", "default"), map(), "", PATHS + END));
    }

    /** Sorted by name everywhere: a script's map reaches the plugin in any order. */
    private static Stream<RoundTripRow> fields() {
        return Stream.of(
                withPaths(
                        "fields of each type",
                        map("fields", map("target", "warm", "days", 7, "dry_run", true)),
                        map("fields", List.of("days=7 (number)", "dry_run=true (boolean)", "target=warm (string)")),
                        ",\"fields\":{\"days\":7,\"dry_run\":true,\"target\":\"warm\"}",
                        "fields: [days: 7, dry_run: true, target: 'warm'], " + PATHS + END),
                withPaths(
                        "fields that look like other types",
                        map("fields", map("a", "7", "b", "true", "c", "", "spaced name", " x ")),
                        map(
                                "fields",
                                List.of("a=7 (string)", "b=true (string)", "c= (string)", "spaced name= x  (string)")),
                        ",\"fields\":{\"a\":\"7\",\"b\":\"true\",\"c\":\"\",\"spaced name\":\" x \"}",
                        "fields: [a: '7', b: 'true', c: '', 'spaced name': ' x '], " + PATHS + END),
                withPaths(
                        "numbers that are no int",
                        map("fields", map("minus", -3, "part", new BigDecimal("1.5"), "size", 5_000_000_000L)),
                        map("fields", List.of("minus=-3 (number)", "part=1.5 (number)", "size=5000000000 (number)")),
                        ",\"fields\":{\"minus\":-3,\"part\":1.5,\"size\":5000000000}",
                        "fields: [minus: -3, part: 1.5, size: 5000000000], " + PATHS + END),
                withPaths(
                        "numbers that no double holds",
                        map("fields", map("big", new BigInteger("12345678901234567890"), "c", new BigDecimal("1.50"))),
                        map("fields", List.of("big=12345678901234567890 (number)", "c=1.50 (number)")),
                        ",\"fields\":{\"big\":12345678901234567890,\"c\":1.50}",
                        "fields: [workflowField(name: 'big', type: 'number', value: '12345678901234567890'),"
                                + " workflowField(name: 'c', type: 'number', value: '1.50')], " + PATHS + END));
    }

    private static Stream<RoundTripRow> names() {
        return Stream.of(
                new RoundTripRow(
                        "a site",
                        map("paths", AB, "site", "dfoster2"),
                        map("paths", AB, "site", "dfoster2"),
                        HEAD.replace("dfoster1", "dfoster2") + "}",
                        PATHS + "site: 'dfoster2', " + END),
                withPaths(
                        "a queue",
                        map("queue", "highmem"),
                        map("queue", "highmem"),
                        ",\"queue\":\"highmem\"",
                        PATHS + "queue: 'highmem', " + END),
                withPaths(
                        "a Hub and a credential",
                        map("hub", "production", "credentialsId", "job-key"),
                        map("hub", "production", "credentialsId", "job-key"),
                        "",
                        "credentialsId: 'job-key', hub: 'production', " + PATHS + END),
                withPaths(
                        "blank names",
                        map("site", " ", "queue", "", "hub", " ", "credentialsId", "", "pathsFile", " "),
                        map(),
                        "",
                        PATHS + END));
    }

    private static Stream<RoundTripRow> switches() {
        return Stream.of(
                withPaths("no waiting", map("wait", false), map("wait", false), "", PATHS + "wait: false, " + END),
                withPaths(
                        "every other switch",
                        map("propagate", false, "cancelOnAbort", false, "quiet", true, "timeout", 30),
                        map("propagate", false, "cancelOnAbort", false, "quiet", true, "timeout", 30),
                        "",
                        "cancelOnAbort: false, " + PATHS + "propagate: false, quiet: true, timeout: 30, " + END),
                withPaths(
                        "a list of the failed paths as an artifact",
                        map("failedPathsArtifact", true, "failedPathsNull", true),
                        map("failedPathsArtifact", true, "failedPathsNull", true),
                        "",
                        "failedPathsArtifact: true, failedPathsNull: true, " + PATHS + END),
                withPaths(
                        "a timeout with its unit",
                        map("timeout", "90 s"),
                        map("timeout", "90 s"),
                        "",
                        PATHS + "timeout: '90 s', " + END),
                withPaths(
                        "the defaults, written out",
                        map("wait", true, "propagate", true, "cancelOnAbort", true, "quiet", false, "timeout", 0),
                        map(),
                        "",
                        PATHS + END));
    }

    boolean needsWorkspace() {
        return given.containsKey("pathsFile") && !given.containsKey("paths");
    }

    /** With the workflow. */
    Map<String, Object> arguments() {
        Map<String, Object> all = map("workflow", WORKFLOW);
        all.putAll(given);
        return all;
    }

    /** As JUnit shows it. */
    @Override
    public String toString() {
        return name;
    }
}
