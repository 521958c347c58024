package io.jenkins.plugins.ngenea.report;

import hudson.model.Run;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts jobs into what a build shows, as if a Hub had run them. */
public final class Reported {
    static final String HUB = "https://hub.example.com";

    private static final int FAILED = 20;

    private final NgeneaJobsAction action;
    private Duration took = Duration.ofMillis(1234);

    public Reported(Run<?, ?> build) {
        action = NgeneaJobsAction.of(build);
    }

    static ReportedJob begun(String id) {
        return new ReportedJob("production", id, HUB + "/jobs/" + id, "migrate", "dfoster1", 1_700_000_000_000L)
                .withRequest(new ReportedRequest("/mmfs1/data/file" + id, 5));
    }

    static Job shown(String id, JobState state, long processed, long failed) {
        return new Job(
                id,
                state,
                state.name(),
                false,
                "migrate",
                "dfoster1",
                "",
                Map.of("total", 5L, "processed", processed, "failed", failed, "skipped", 0L),
                new Job.Shown(null, null, null),
                null);
    }

    /** As many jobs as said, no two as long as each other; about twenty of them have failed if there are so many. */
    public Reported many(int jobs) {
        for (int i = 0; i < jobs; i++) {
            String id = String.valueOf(100_000 + i);
            took = Duration.ofMillis(20_000 + i * 7_919L % 40_000);
            if (jobs >= FAILED && i % (jobs / FAILED) == 0) {
                failed(id, "no space left on device");
            } else {
                succeeded(id);
            }
        }
        return this;
    }

    /** A run that has no job yet. */
    public Reported waiting(String run) {
        action.begun(ReportedJob.withoutJob("production", run, "migrate", "dfoster1", 1_700_000_000_000L)
                .withRequest(new ReportedRequest("/mmfs1/data/file", 5)));
        return this;
    }

    public Reported running(String id) {
        action.add(begun(id));
        action.progress(begun(id), shown(id, JobState.STARTED, 2, 0));
        return this;
    }

    public Reported succeeded(String id) {
        running(id);
        action.progress(begun(id), shown(id, JobState.SUCCESS, 5, 0));
        return ended(id, Outcome.Kind.SUCCEEDED, "", List.of());
    }

    public Reported failed(String id, String reason) {
        running(id);
        action.progress(begun(id), shown(id, JobState.FAILURE, 4, 1));
        TaskFailure failure = new TaskFailure("/mmfs1/data/bad" + id, "FAILURE", reason, "", "", 0, 1);
        return ended(id, Outcome.Kind.FAILED, "Job " + id + " ended with FAILURE.", List.of(failure));
    }

    Reported ended(String id, Outcome.Kind kind, String message, List<TaskFailure> failures) {
        action.add(begun(id));
        action.ended(begun(id), new Outcome(kind, id, null, took, failures, message), took);
        return this;
    }

    Reported withoutJob(String run, Outcome.Kind kind, String message) {
        action.ended(
                ReportedJob.withoutJob("production", run, "migrate", "dfoster1", 1_700_000_000_000L),
                new Outcome(kind, "", null, Duration.ofMillis(100), List.of(), message),
                Duration.ofMillis(100));
        return this;
    }

    public NgeneaJobsAction action() {
        return action;
    }
}
