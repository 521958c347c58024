package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.check.CheckRow.Thing;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.schema.HubSchema;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import io.jenkins.plugins.ngenea.hub.schema.SchemaSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the Hub's own description says of the calls that change something, which a check never makes. */
final class SchemaRows {
    private static final String DESCRIPTION = "the Hub describes its API";

    private static final Set<String> SENT = Set.of("workflow", "paths", "site");

    /** What else a description may call a key can be anything. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    private static final Pattern DIALECT = Pattern.compile("(?:OpenAPI|Swagger) [0-9.]{1,10}");

    private final Optional<HubSchema> schema;

    /** What the absence of a description means, if it is absent. */
    private final CheckRow absent;

    private SchemaRows(Optional<HubSchema> schema, CheckRow absent) {
        this.schema = schema;
        this.absent = absent;
    }

    static SchemaRows of(SchemaSearch.Found found) {
        return new SchemaRows(
                found.schema(),
                found.isCertain()
                        ? absent(Finding.CONTRADICTED, "No description is at the usual addresses.")
                        : absent(Finding.DOCUMENTED, "It could not be asked for, or is not open to this key."));
    }

    /**
     * @param why there is no answer
     * @param longest how long the search might take
     */
    static SchemaRows none(HubException why, Duration longest) {
        String sentence = why instanceof HubUnreachableException
                ? "The search was given up: the Hub did not answer, or not within " + longest.toSeconds() + " s."
                : "It could not be asked for, or is not open to this key.";
        return new SchemaRows(Optional.empty(), absent(Finding.DOCUMENTED, sentence));
    }

    private static CheckRow absent(Finding finding, String here) {
        return CheckRow.useful(DESCRIPTION).is(finding, here, "What is assumed stays assumed.");
    }

    List<String> states() {
        return schema.map(HubSchema::states).orElse(List.of());
    }

    private List<String> keys() {
        return schema.map(HubSchema::submitKeys).orElse(List.of());
    }

    private static String shown(String key) {
        return KEY.matcher(key).matches() ? key : "(a name that is not shown)";
    }

    List<CheckRow> submit() {
        List<CheckRow> rows = new ArrayList<>();
        rows.add(call());
        rows.add(key("discovery", Optional.of("discovery").filter(keys()::contains), Finding.DOCUMENTED));
        rows.add(key("fields", schema.flatMap(HubSchema::fieldsKey), Finding.ASSUMED));
        rows.add(key("queue", schema.flatMap(HubSchema::queueKey), Finding.ASSUMED));
        rows.add(CheckRow.needed("the answer to a submit names the job")
                .assumed(
                        "A check submits nothing; 'ngenea check --try-cancel' does.",
                        "If it does not, the job is looked for in the job list."));
        return rows;
    }

    private CheckRow call() {
        Thing thing = CheckRow.needed("POST /api/file/workflow/ submits");
        String then = "The documented keys are sent, whatever the schema says.";
        if (keys().isEmpty()) {
            return thing.is(Finding.DOCUMENTED, "A check submits nothing.", then);
        }
        String others = schema.get().submitRequired().stream()
                .filter(key -> !SENT.contains(key))
                .map(SchemaRows::shown)
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? thing.is(Finding.SCHEMA, "It does.", then)
                : thing.contradicted("It needs more: " + others + ".", then);
    }

    private CheckRow key(String name, Optional<String> described, Finding before) {
        Thing thing = CheckRow.useful("a submit may have '" + name + "'");
        String then = "It is sent if a run has it.";
        if (keys().isEmpty()) {
            return thing.is(before, "A check submits nothing.", then);
        }
        if (described.isPresent() && described.get().equals(name)) {
            return thing.is(Finding.SCHEMA, "It may.", then);
        }
        return thing.contradicted(
                described.map(other -> "It may be '" + shown(other) + "'.").orElse("The schema has no such key."),
                "It is sent all the same if a run has it, and the Hub may refuse or ignore it.");
    }

    List<CheckRow> cancel() {
        Thing thing = CheckRow.needed("a call cancels a job");
        List<JobCall> calls = schema.map(HubSchema::cancels).orElse(List.of());
        if (calls.contains(JobCall.CANCEL)) {
            return List.of(thing.is(Finding.SCHEMA, JobCall.CANCEL + ".", "An abort sends it."));
        }
        if (calls.size() == 1) {
            return List.of(thing.is(
                    Finding.SCHEMA, calls.get(0) + ".", "An abort sends it once the assumed call is missing."));
        }
        if (!calls.isEmpty()) {
            return List.of(thing.contradicted(
                    "More than one may: "
                            + calls.stream().map(JobCall::toString).collect(Collectors.joining(", ")) + ".",
                    "An abort sends the assumed call. If it is missing, the log says that the job goes on."));
        }
        // a description that does not even have the job list says nothing of jobs
        boolean saysSo = schema.isPresent()
                && !(schema.get().jobFilters().isEmpty()
                        && schema.get().states().isEmpty());
        return List.of(
                saysSo
                        ? thing.contradicted(
                                "The schema has none.",
                                "An abort sends the assumed call. If it is missing, the log says that the job goes on.")
                        : thing.assumed(
                                JobCall.CANCEL + "; 'ngenea check --try-cancel' tries it.",
                                "An abort sends it. If it is missing, the log says that the job goes on."));
    }

    private String dialect() {
        String dialect = schema.get().dialect();
        return DIALECT.matcher(dialect).matches() ? dialect : "In some version of OpenAPI";
    }

    List<CheckRow> description() {
        return List.of(
                schema.isEmpty()
                        ? absent
                        : CheckRow.useful(DESCRIPTION)
                                .seen(dialect() + ".", "It is read when a call is missing that cancels a job."));
    }
}
