package io.jenkins.plugins.ngenea.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The waiting jobs of a follower, by the instant when they are due. A job is either in here or owned by whoever took it
 * out. Not thread-safe.
 */
final class PollCalendar {
    /** A job that was taken before its time stays behind in its list; its {@code due} tells that it is not meant. */
    private final TreeMap<Instant, List<FollowedJob>> calendar = new TreeMap<>();

    /** One for each id, where a job is followed more than once. */
    private final Map<String, FollowedJob> byId = new HashMap<>();

    void add(FollowedJob job, Instant due) {
        job.due = due;
        calendar.computeIfAbsent(due, at -> new ArrayList<>()).add(job);
        byId.putIfAbsent(job.id, job);
    }

    /** Takes out whatever is due, first what is due longest. */
    List<FollowedJob> takeDue(Instant now) {
        List<FollowedJob> taken = new ArrayList<>();
        while (!calendar.isEmpty() && !calendar.firstKey().isAfter(now)) {
            Map.Entry<Instant, List<FollowedJob>> entry = calendar.pollFirstEntry();
            for (FollowedJob job : entry.getValue()) {
                if (entry.getKey().equals(job.due)) {
                    taken(job);
                    taken.add(job);
                }
            }
        }
        return taken;
    }

    /** Takes out one job before its time; null if it is not here or not wanted. */
    FollowedJob take(String id, Predicate<FollowedJob> wanted) {
        FollowedJob job = byId.get(id);
        if (job == null || !wanted.test(job)) {
            return null;
        }
        taken(job);
        return job;
    }

    private void taken(FollowedJob job) {
        job.due = null;
        byId.remove(job.id, job);
    }

    /** No job is due before this; empty if none waits. */
    Optional<Instant> earliest() {
        return calendar.isEmpty() ? Optional.empty() : Optional.of(calendar.firstKey());
    }
}
