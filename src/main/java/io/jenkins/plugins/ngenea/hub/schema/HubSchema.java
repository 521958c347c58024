package io.jenkins.plugins.ngenea.hub.schema;

import java.util.List;
import java.util.Optional;

/**
 * What a Hub's own description says of the calls that this plugin makes. Only the call that cancels a job is ever used in
 * place of an assumed one; everything else is for people to read. All texts are clean and bounded.
 *
 * @param address where it was found, below {@code /api/}
 * @param dialect {@code OpenAPI 3.0.3} or {@code Swagger 2.0}
 * @param cancels the calls that may cancel a job
 * @param submitKeys what a submit may contain
 * @param submitRequired what of it a submit must contain
 * @param jobFilters query parameters of the job list
 * @param states words for the state of a job
 */
public record HubSchema(
        String address,
        String dialect,
        List<JobCall> cancels,
        List<String> submitKeys,
        List<String> submitRequired,
        List<String> jobFilters,
        List<String> states) {
    public HubSchema {
        cancels = List.copyOf(cancels);
        submitKeys = List.copyOf(submitKeys);
        submitRequired = List.copyOf(submitRequired);
        jobFilters = List.copyOf(jobFilters);
        states = List.copyOf(states);
    }

    /** The call that cancels a job, where exactly one can be it. */
    public Optional<JobCall> cancel() {
        return single(cancels);
    }

    /** The key for the parameters of a custom workflow. It is told, never adapted to. */
    public Optional<String> fieldsKey() {
        return key("fields", "field");
    }

    /** The key for the queue. It is told, never adapted to. */
    public Optional<String> queueKey() {
        return key("queue", "queue");
    }

    private Optional<String> key(String assumed, String part) {
        return submitKeys.contains(assumed)
                ? Optional.of(assumed)
                : single(submitKeys.stream().filter(key -> key.contains(part)).toList());
    }

    private static <T> Optional<T> single(List<T> some) {
        return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
    }
}
