package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All jobs of the Hub, and the plans of those to come. Thread-safe. */
final class JobStore {
    private final InstantSource clock;
    private final Map<String, EmulatedJob> byId = new ConcurrentHashMap<>();
    private final List<EmulatedJob> inOrder = new ArrayList<>();
    private final Deque<JobPlan> nextPlans = new ArrayDeque<>();
    private final Set<String> failedOnce = new HashSet<>();
    private JobPlan plan;
    private Duration pending = Duration.ofSeconds(1);
    private Duration running = Duration.ofSeconds(5);
    private long nextNumber = 1;
    private volatile Duration cancelDelay = Duration.ofSeconds(1);

    JobStore(InstantSource clock) {
        this.clock = clock;
    }

    synchronized EmulatedJob create(Submission submission, String owner, String body, HubProfile.IdStyle ids) {
        long number = nextNumber++;
        String id = ids == HubProfile.IdStyle.UUID ? UUID.randomUUID().toString() : Long.toString(number);
        EmulatedJob job = new EmulatedJob(id, number, submission, owner, body, planOf(submission), clock);
        byId.put(id, job);
        inOrder.add(job);
        return job;
    }

    private JobPlan planOf(Submission submission) {
        JobPlan next = nextPlans.poll();
        if (next != null) {
            return next;
        }
        return plan != null ? plan : submission.steering().plan(pending, running, failedOnce);
    }

    synchronized void plan(JobPlan newPlan) {
        plan = newPlan;
    }

    synchronized void planNext(JobPlan newPlan) {
        nextPlans.add(newPlan);
    }

    synchronized void defaultTimes(Duration newPending, Duration newRunning) {
        pending = newPending;
        running = newRunning;
    }

    synchronized void nextNumber(long number) {
        nextNumber = number;
    }

    void cancelDelay(Duration delay) {
        cancelDelay = delay;
    }

    Duration cancelDelay() {
        return cancelDelay;
    }

    /** The job of this id, or null. */
    EmulatedJob find(String id) {
        return byId.get(id);
    }

    synchronized boolean remove(String id) {
        EmulatedJob job = byId.remove(id);
        return job != null && inOrder.remove(job);
    }

    /** Oldest first. */
    synchronized List<EmulatedJob> all() {
        return new ArrayList<>(inOrder);
    }

    List<EmulatedJob> all(HubProfile.JobOrder order) {
        List<EmulatedJob> jobs = all();
        switch (order) {
            case OLDEST_FIRST -> {}
            case NEWEST_FIRST -> Collections.reverse(jobs);
            case UNORDERED -> jobs.sort(Comparator.comparingLong(job -> mixed(job.number())));
        }
        return jobs;
    }

    private static long mixed(long number) {
        return (number * 0x9E3779B97F4A7C15L) >>> 20;
    }
}
