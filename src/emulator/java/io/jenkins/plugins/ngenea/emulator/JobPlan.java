package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a job by itself: PENDING for a while, then STARTED for a while, then its end. Time is the Hub's
 * clock. Plans are immutable.
 */
public final class JobPlan {
    private final Duration pending;
    private final Duration running;
    private final String runningState;
    private final boolean paused;
    private final String end;
    private final List<FailedTask> failedTasks;

    private JobPlan(
            Duration pending,
            Duration running,
            String runningState,
            boolean paused,
            String end,
            List<FailedTask> failedTasks) {
        this.pending = pending;
        this.running = running;
        this.runningState = runningState;
        this.paused = paused;
        this.end = end;
        this.failedTasks = List.copyOf(failedTasks);
    }

    /** PENDING, then STARTED for these times, then SUCCESS. */
    public static JobPlan lasting(Duration pending, Duration running) {
        return new JobPlan(pending, running, "STARTED", false, "SUCCESS", List.of());
    }

    /** Ended with SUCCESS when first asked for. */
    public static JobPlan immediate() {
        return lasting(Duration.ZERO, Duration.ZERO);
    }

    /** STARTED at once, and until told otherwise. */
    public static JobPlan held() {
        return new JobPlan(Duration.ZERO, null, "STARTED", false, "SUCCESS", List.of());
    }

    /** The state the job ends in. */
    public JobPlan endingIn(String state) {
        return new JobPlan(pending, running, runningState, paused, state, failedTasks);
    }

    /** The state while it runs, in place of STARTED. */
    public JobPlan running(String state) {
        return new JobPlan(pending, running, state, paused, end, failedTasks);
    }

    /** After PENDING the job is PAUSED until resumed. */
    public JobPlan pausedUntilResumed() {
        return new JobPlan(pending, running, runningState, true, end, failedTasks);
    }

    /** A task that has failed (state FAILURE) when the job ends. */
    public JobPlan withFailedTask(String path, String message) {
        return with(new FailedTask(path, message, "FAILURE"));
    }

    /** A task that ended in ERROR when the job ends. */
    public JobPlan withErrorTask(String path, String message) {
        return with(new FailedTask(path, message, "ERROR"));
    }

    private JobPlan with(FailedTask task) {
        List<FailedTask> more = new ArrayList<>(failedTasks);
        more.add(task);
        return new JobPlan(pending, running, runningState, paused, end, more);
    }

    JobPlan withAll(List<FailedTask> tasks) {
        return new JobPlan(pending, running, runningState, paused, end, tasks);
    }

    Duration pending() {
        return pending;
    }

    /** How long it runs; null: until told otherwise. */
    Duration running() {
        return running;
    }

    String runningState() {
        return runningState;
    }

    boolean paused() {
        return paused;
    }

    String end() {
        return end;
    }

    List<FailedTask> failedTasks() {
        return failedTasks;
    }
}
