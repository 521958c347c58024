package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobPage;
import io.jenkins.plugins.ngenea.hub.PathSource;
import io.jenkins.plugins.ngenea.hub.RemoteText;
import io.jenkins.plugins.ngenea.hub.WorkflowRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for the job of a submit whose answer was lost, among the jobs that are newer than the newest one before it. It
 * takes a job for ours only if the Hub shows its paths, exactly one job matches in everything it shows, and no other
 * record claims that one: a wrong guess would watch somebody else's data.
 */
final class LostJobSearch {
    /** How long to look, counted from the first answer: a gateway may still hold the request. */
    private static final Duration WINDOW = Duration.ofMinutes(2);

    /** Between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int PAGE_SIZE = 100;
    private static final int PAGES = 20;
    private static final int NAMED = 10;

    private final Journal journal;
    private final JournalEntry entry;
    private final WorkflowRequest request;
    private Instant firstLook;

    LostJobSearch(Journal journal, JournalEntry entry, WorkflowRequest request) {
        this.journal = journal;
        this.entry = entry;
        this.request = request;
    }

    /**
     * What a look found.
     *
     * @param jobId the one job that is ours; empty if there is none
     * @param over whether looking on is of no use
     * @param candidates newer jobs of the same workflow and site that could be ours, for a person to look at
     */
    record Look(String jobId, boolean over, List<String> candidates) {}

    /**
     * @throws HubException if the list cannot be had
     * @throws IOException if the journal or the request cannot be read
     */
    Look look(HubClient client, Instant now) throws HubException, InterruptedException, IOException {
        BigInteger newest = NewestJob.number(entry.newestBefore());
        if (newest == null) {
            return new Look("", true, List.of());
        }
        List<Job> newer = newer(client, newest);
        if (firstLook == null) {
            firstLook = now;
        }
        List<String> ours = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (Job job : newer) {
            if (!couldBeOurs(job, client.user()) || journal.knows(entry, job.id())) {
                continue;
            }
            if (job.shown().paths() == null) {
                candidates.add(job.id());
            } else if (hasOurPaths(job)) {
                ours.add(job.id());
                candidates.add(job.id());
            }
        }
        boolean over = Duration.between(firstLook, now).compareTo(WINDOW) >= 0;
        return new Look(
                ours.size() == 1 && journal.takeJob(entry, ours.get(0)) ? ours.get(0) : "",
                over,
                candidates.subList(0, Math.min(NAMED, candidates.size())));
    }

    private static List<Job> newer(HubClient client, BigInteger newest) throws HubException, InterruptedException {
        Map<String, Job> newer = new HashMap<>();
        for (int page = 1; page <= PAGES; page++) {
            JobPage shown = client.jobs(page, PAGE_SIZE);
            boolean reachedOlder = false;
            for (Job job : shown.jobs()) {
                BigInteger number = NewestJob.number(job.id());
                if (number != null && number.compareTo(newest) > 0) {
                    newer.put(job.id(), job);
                } else {
                    reachedOlder = true;
                }
            }
            if (shown.last() || (reachedOlder && NewestJob.isDescending(shown.jobs()))) {
                break;
            }
        }
        return newer.values().stream().sorted((a, b) -> order(a, b)).toList();
    }

    private static int order(Job a, Job b) {
        return NewestJob.number(a.id()).compareTo(NewestJob.number(b.id()));
    }

    private boolean couldBeOurs(Job job, String user) {
        return isOrNotShown(job.workflow(), request.workflow())
                && isOrNotShown(job.site(), request.site())
                && (user.isEmpty() || isOrNotShown(job.owner(), RemoteText.name(user)))
                && sameDiscovery(job)
                && sameFields(job);
    }

    private static boolean isOrNotShown(String shown, String asked) {
        return shown.isEmpty() || shown.equals(asked);
    }

    private boolean sameDiscovery(Job job) {
        String shown = job.shown().discovery();
        return shown == null || request.discovery() == null || shown.equals(request.discovery());
    }

    private boolean sameFields(Job job) {
        Map<String, String> shown = job.shown().fields();
        if (shown == null) {
            return true;
        }
        return request.fields().entrySet().stream().allMatch(field -> {
            String value = shown.get(field.getKey());
            return value == null || value.equals(String.valueOf(field.getValue()));
        });
    }

    private boolean hasOurPaths(Job job) throws IOException {
        List<String> shown = job.shown().paths();
        int at = 0;
        try (PathSource.Cursor ours = request.paths().open()) {
            while (ours.hasNext()) {
                if (at >= shown.size() || !ours.next().equals(shown.get(at))) {
                    return false;
                }
                at++;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return at == shown.size();
    }
}
