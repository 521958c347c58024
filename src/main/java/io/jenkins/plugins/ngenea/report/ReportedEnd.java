package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How a run ended, as the build keeps it.
 *
 * @param kind name of an {@link Outcome.Kind}, {@code INVALID}, or a later version's word; empty if an earlier version wrote it
 * @param message what happened and what to do next; empty if it went well
 * @param failures the first that failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedEnd(
        @JsonProperty("kind") String kind,
        @JsonProperty("message") String message,
        @JsonProperty("failures") List<ReportedEnd.Failure> failures) {
    private static final int LONGEST_MESSAGE = 1000;

    /** A kind of its own: what was asked for is wrong, whatever Hub it is. */
    private static final String INVALID = "INVALID";

    private static final Set<String> OF_SETUP =
            Set.of(Outcome.Kind.REJECTED.name(), Outcome.Kind.NOT_SUBMITTED.name(), Outcome.Kind.LOST.name());

    /** Of a run that goes on, or whose end is not known. */
    static final ReportedEnd NONE = new ReportedEnd("", "", List.of());

    public ReportedEnd {
        kind = RemoteText.name(kind);
        message = RemoteText.clean(message, LONGEST_MESSAGE);
        failures = failures == null
                ? List.of()
                : Failure.first(failures.stream().filter(Objects::nonNull).toList());
    }

    static ReportedEnd of(Outcome outcome) {
        boolean well = outcome.kind() == Outcome.Kind.SUCCEEDED || outcome.kind() == Outcome.Kind.SUBMITTED;
        return new ReportedEnd(outcome.kind().name(), well ? "" : outcome.message(), Failure.of(outcome.failures()));
    }

    /**
     * Of a run that was refused before there was one.
     *
     * @param isSetup whether the Hub is not set up for it; else what was asked for is wrong
     */
    static ReportedEnd refused(String why, boolean isSetup) {
        return new ReportedEnd(isSetup ? Outcome.Kind.REJECTED.name() : INVALID, why, List.of());
    }

    /** Whether the way to the Hub may be to blame: its address, or a credential. */
    public boolean blamesSetup() {
        return OF_SETUP.contains(kind);
    }

    boolean is(Outcome.Kind some) {
        return some.name().equals(kind);
    }

    /**
     * A path that failed, or several that failed with their task, as the build keeps it: the Hub forgets its jobs.
     *
     * @param path fit for a page; the Hub's word for the state if the task names no path
     * @param reason fit for a page; may be empty
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(
            @JsonProperty("path") String path,
            @JsonProperty("reason") String reason) {
        /** How many a build keeps of a job. */
        static final int MOST = 10;

        private static final int LONGEST = 300;

        /** For all that is kept of a job, as UTF-8: one update of a job stays a line of a few kilobytes. */
        private static final int MOST_BYTES = 8 << 10;

        public Failure {
            path = RemoteText.clean(path, LONGEST);
            reason = RemoteText.clean(reason, LONGEST);
        }

        private static Failure of(TaskFailure failure) {
            String path = failure.path() == null ? failure.state() : failure.path();
            return new Failure(
                    failure.of() > 1 ? path + " and " + (failure.of() - 1) + " more" : path, failure.message());
        }

        /** The first ones. */
        static List<Failure> of(List<TaskFailure> failures) {
            return first(failures.stream()
                    .filter(failure -> failure.at() == 0)
                    .limit(MOST)
                    .map(Failure::of)
                    .toList());
        }

        /** As many as a build keeps. */
        static List<Failure> first(List<Failure> failures) {
            List<Failure> kept = new ArrayList<>();
            int bytes = 0;
            for (Failure failure : failures) {
                bytes += (failure.path + failure.reason).getBytes(StandardCharsets.UTF_8).length;
                if (kept.size() == MOST || bytes > MOST_BYTES) {
                    break;
                }
                kept.add(failure);
            }
            return List.copyOf(kept);
        }
    }
}
