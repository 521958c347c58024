package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnintelligibleException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The Hub's job list as a cheap way to see many jobs at once. It goes page by page from the newest end as long as a page
 * can still save requests; whoever is not found is asked for singly. A list that is of no use is left alone for a while.
 */
final class JobList {
    /** Up to so many due jobs single requests are as cheap. */
    private static final int FEW = 3;

    private static final int PAGE_SIZE = 100;
    private static final Duration REST = Duration.ofMinutes(10);

    private final HubClient client;
    private volatile Instant uselessUntil = Instant.MIN;

    JobList(HubClient client) {
        this.client = client;
    }

    /**
     * What pages of the list showed.
     *
     * @param found by job id
     */
    record Sweep(Map<String, Job> found) {}

    boolean isWorthwhile(int due, Instant now) {
        return due > FEW && now.isAfter(uselessUntil);
    }

    /**
     * @throws HubException if the Hub does not answer; a list that is refused or unintelligible is no error but finds
     *     nothing
     */
    Sweep sweep(Collection<String> ids, Instant now) throws HubException, InterruptedException {
        Set<String> missing = new HashSet<>(ids);
        Map<String, Job> found = new HashMap<>();
        try {
            for (int page = 1; worthAnotherPage(page, missing.size()); page++) {
                JobPage shown = client.jobs(page, PAGE_SIZE);
                int before = missing.size();
                for (Job job : shown.jobs()) {
                    if (!job.stateWord().isEmpty() && missing.remove(job.id())) {
                        found.put(job.id(), job);
                    }
                }
                boolean nothingNew = before == missing.size();
                if (shown.last() || nothingNew) {
                    break;
                }
            }
        } catch (HubException e) {
            if (e.mayHeal() && !(e instanceof HubUnintelligibleException)) {
                throw e;
            }
            uselessUntil = now.plus(REST);
        }
        if (found.isEmpty()) {
            uselessUntil = now.plus(REST);
        }
        return new Sweep(found);
    }

    /** The first page always; a further one while more jobs are missing than the pages asked for so far. */
    private static boolean worthAnotherPage(int page, int missing) {
        return missing > 0 && (page == 1 || missing >= page);
    }
}
