package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets the words in a job's paths decide what becomes of it, for demonstrations: {@code fail}, {@code error},
 * {@code skip}, {@code cancelled}, {@code slow}, {@code pause}, {@code odd}; with {@code once}, a path fails only the first
 * time. An invention of the emulator. Looks at every path as it is read, so that a list of millions need not be kept.
 */
final class PathSteering {
    private static final int MOST_FAILED_TASKS = 1000;

    private final List<FailedTask> failedTasks = new ArrayList<>();
    private boolean fail;
    private boolean error;
    private boolean skip;
    private boolean cancelled;
    private boolean slow;
    private boolean pause;
    private boolean odd;

    void look(String path) {
        String words = path.toLowerCase(Locale.ROOT);
        if (words.contains("error")) {
            error = true;
            add(path, "the remote endpoint refused the file: access denied", "ERROR");
        } else if (words.contains("fail")) {
            fail = true;
            add(path, "no such file or directory", "FAILURE");
        }
        skip |= words.contains("skip");
        cancelled |= words.contains("cancelled");
        slow |= words.contains("slow");
        pause |= words.contains("pause");
        odd |= words.contains("odd");
    }

    private void add(String path, String message, String state) {
        if (failedTasks.size() < MOST_FAILED_TASKS) {
            failedTasks.add(new FailedTask(path, message, state));
        }
    }

    /**
     * The plan these paths ask for.
     *
     * @param pending of an ordinary job, as {@code running}
     * @param failedOnce paths that have failed for the only time; gets those of this job
     */
    JobPlan plan(Duration pending, Duration running, Set<String> failedOnce) {
        boolean isForgiven = failedTasks.removeIf(
                task -> task.path().contains("once") && !failedOnce.add(task.path()));
        if (isForgiven && failedTasks.isEmpty()) {
            error = false;
            fail = false;
        }
        int factor = slow ? 10 : 1;
        JobPlan plan = JobPlan.lasting(pending.multipliedBy(factor), running.multipliedBy(factor))
                .endingIn(end())
                .withAll(failedTasks);
        if (pause) {
            plan = plan.pausedUntilResumed();
        }
        return odd ? plan.running("REBALANCING") : plan;
    }

    private String end() {
        if (error) {
            return "ERROR";
        }
        if (fail) {
            return "FAILURE";
        }
        if (cancelled) {
            return "CANCELLED";
        }
        return skip ? "SKIPPED" : "SUCCESS";
    }
}
