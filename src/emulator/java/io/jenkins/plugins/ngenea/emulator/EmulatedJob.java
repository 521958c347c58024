package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A job of the emulated Hub. It changes its state by its plan and the Hub's clock, until a test takes it in hand with
 * {@link #moveTo}, {@link #finish} and the like; from then on the plan no longer counts. Thread-safe.
 */
public final class EmulatedJob {
    private static final Set<String> ENDS = Set.of("SUCCESS", "FAILURE", "ERROR", "SKIPPED", "CANCELLED", "CANCELED");

    private record Change(Instant at, String state) {}

    /** A job at one moment. */
    record Snapshot(String state, Instant started, Instant completed, JobCounts counts, List<FailedTask> failedTasks) {
        boolean ended() {
            return ENDS.contains(state);
        }
    }

    private final String id;
    private final long number;
    private final Submission submission;
    private final String owner;
    private final String body;
    private final InstantSource clock;
    private final JobPlan plan;
    private final Instant created;

    private final Deque<Change> ahead = new ArrayDeque<>();
    private final List<FailedTask> failedTasks = new ArrayList<>();
    private String state = "PENDING";
    private Instant started;
    private Instant completed;
    private Duration left;
    private JobCounts fixedCounts;
    private int cancelRequests;

    EmulatedJob(
            String id,
            long number,
            Submission submission,
            String owner,
            String body,
            JobPlan plan,
            InstantSource clock) {
        this.id = id;
        this.number = number;
        this.submission = submission;
        this.owner = owner;
        this.body = body;
        this.plan = plan;
        this.clock = clock;
        this.created = clock.instant();
        this.left = plan.running();
        Instant start = created.plus(plan.pending());
        ahead.add(new Change(start, plan.paused() ? "PAUSED" : plan.runningState()));
        if (!plan.paused() && left != null) {
            ahead.add(new Change(start.plus(left), plan.end()));
        }
    }

    public String id() {
        return id;
    }

    long number() {
        return number;
    }

    public String workflow() {
        return submission.workflow();
    }

    public String site() {
        return submission.site();
    }

    /** The paths, as many of them as the Hub was told to keep. */
    public List<String> paths() {
        return submission.paths();
    }

    /** How many paths were submitted, kept or not. */
    public long pathCount() {
        return submission.pathCount();
    }

    /** Null when the key was absent, a NullNode when it was null. */
    public JsonNode discovery() {
        return submission.discovery();
    }

    /** The object submitted as {@code fields}, or null. */
    public JsonNode fields() {
        return submission.fields();
    }

    /** The queue submitted, or null. */
    public String queue() {
        return submission.queue();
    }

    /** The user whose key or token submitted it. */
    public String owner() {
        return owner;
    }

    /** The JSON submitted, its first megabyte. */
    public String body() {
        return body;
    }

    public Instant created() {
        return created;
    }

    /** When it ended; null as long as it has not. */
    public Instant completed() {
        return snapshot().completed();
    }

    public synchronized String state() {
        settle();
        return state;
    }

    public boolean ended() {
        return snapshot().ended();
    }

    public JobCounts counts() {
        return snapshot().counts();
    }

    public List<FailedTask> failedTasks() {
        return snapshot().failedTasks();
    }

    /** How many requests to cancel it reached this job. */
    public synchronized int cancelRequests() {
        return cancelRequests;
    }

    /** Puts the job into this state, whichever it is, and leaves it there. */
    public synchronized void moveTo(String newState) {
        settle();
        ahead.clear();
        if (!ENDS.contains(newState)) {
            completed = null;
        }
        enter(newState, clock.instant());
    }

    /** Ends the job in this state now, whichever it is. */
    public synchronized void finish(String endState) {
        moveTo(endState);
        if (completed == null) {
            completed = clock.instant();
        }
    }

    /** Adds a failed task (state FAILURE); the job's own state stays. */
    public synchronized void failTask(String path, String message) {
        settle();
        failedTasks.add(new FailedTask(path, message, "FAILURE"));
    }

    /** Adds a task in state ERROR; the job's own state stays. */
    public synchronized void errorTask(String path, String message) {
        settle();
        failedTasks.add(new FailedTask(path, message, "ERROR"));
    }

    /** Fixes the counters. */
    public synchronized void counts(long total, long processed, long failed) {
        fixedCounts = new JobCounts(total, processed, failed, 0);
    }

    /** False when the job has ended already. */
    synchronized boolean cancel(Duration delay) {
        settle();
        cancelRequests++;
        if (completed != null) {
            return false;
        }
        if (!state.equals("CANCELLING")) {
            left = timeLeft();
            ahead.clear();
            enter("CANCELLING", clock.instant());
            ahead.add(new Change(clock.instant().plus(delay), "CANCELLED"));
            settle();
        }
        return true;
    }

    /** False when the job cannot be paused now. */
    synchronized boolean pause() {
        settle();
        if (ENDS.contains(state) || state.equals("CANCELLING")) {
            return false;
        }
        left = timeLeft();
        ahead.clear();
        enter("PAUSED", clock.instant());
        return true;
    }

    /** False when the job is not paused. */
    synchronized boolean resume() {
        settle();
        if (!state.equals("PAUSED")) {
            return false;
        }
        enter(plan.runningState(), clock.instant());
        if (left != null) {
            ahead.add(new Change(clock.instant().plus(left), plan.end()));
        }
        return true;
    }

    synchronized Snapshot snapshot() {
        settle();
        return new Snapshot(state, started, completed, currentCounts(), List.copyOf(failedTasks));
    }

    private void settle() {
        Instant now = clock.instant();
        while (!ahead.isEmpty() && !now.isBefore(ahead.peek().at())) {
            Change change = ahead.poll();
            if (ahead.isEmpty() && change.state().equals(plan.end()) && ENDS.contains(change.state())) {
                failedTasks.addAll(plan.failedTasks());
            }
            enter(change.state(), change.at());
        }
    }

    private void enter(String newState, Instant at) {
        state = newState;
        if (started == null && (newState.equals("STARTED") || newState.equals(plan.runningState()))) {
            started = at;
        }
        if (completed == null && ENDS.contains(newState)) {
            completed = at;
        }
    }

    /** How much of the running time is left; null when it has no end. */
    private Duration timeLeft() {
        if (!state.equals(plan.runningState()) || ahead.isEmpty()) {
            return left;
        }
        return Duration.between(clock.instant(), ahead.peek().at());
    }

    private JobCounts currentCounts() {
        if (fixedCounts != null) {
            return fixedCounts;
        }
        long total = submission.pathCount();
        long failed = Math.min(total, failedTasks.size());
        return switch (state) {
            case "SKIPPED" -> new JobCounts(total, 0, 0, total);
            case "SUCCESS", "FAILURE", "ERROR" -> new JobCounts(total, total - failed, failed, 0);
            default -> new JobCounts(total, Math.min(processed(total), total - failed), failed, 0);
        };
    }

    private long processed(long total) {
        Duration rest = timeLeft();
        if (started == null
                || rest == null
                || plan.running() == null
                || plan.running().isZero()) {
            return 0;
        }
        double done = 1 - (double) rest.toMillis() / Math.max(1, plan.running().toMillis());
        return (long) (total * Math.max(0, Math.min(1, done)));
    }

    @Override
    public String toString() {
        return "job " + id + " (" + workflow() + ", " + state() + ")";
    }
}
