package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the Hub answers, judging by all of its jobs. A single failed request may concern that job only, so the Hub is in
 * doubt. When the next request for another job fails, too, contact is lost: nothing is requested until a pause is over,
 * and then one job on behalf of all. Thus thousands of waiting builds bother a broken Hub as often as one. Thread-safe.
 */
final class HubContact {
    private final RetryBudget pauses;
    private final ContactListener listener;

    /** What failed last; null if the last request was answered. */
    private String failed;

    private Instant lostUntil;
    private int turn;

    /**
     * @param pauses gives the pauses; its budget is not looked at
     */
    HubContact(RetryBudget pauses, ContactListener listener) {
        this.pauses = pauses.endless();
        this.listener = listener;
    }

    synchronized void answered(Instant now) {
        failed = null;
        lostUntil = null;
        pauses.succeeded(now);
        listener.answered();
    }

    /**
     * @param asked id of the job that was asked for; empty for the list
     */
    synchronized void failed(String asked, HubException why, Instant now) {
        if (!RetryBudget.bears(why)) {
            answered(now);
            return;
        }
        boolean another = failed != null && !failed.equals(asked);
        if (another || lostUntil != null || why.retryAfter().isPresent()) {
            lostUntil = now.plus(pauses.failed(why, now).orElse(PollSchedule.SHORTEST));
        }
        failed = asked;
        listener.failed(why, now);
    }

    /** Until when nobody is to be asked for; empty if contact is not lost. */
    synchronized Optional<Instant> lostUntil() {
        return Optional.ofNullable(lostUntil);
    }

    /** Whether one job should be asked for before all others are. */
    synchronized boolean isInDoubt() {
        return failed != null;
    }

    /** The one to ask for: each in its turn, and not the one that failed last if there is another. */
    synchronized FollowedJob next(List<FollowedJob> jobs) {
        for (int tries = 0; tries < jobs.size(); tries++) {
            FollowedJob job = jobs.get(Math.floorMod(turn++, jobs.size()));
            if (!job.id.equals(failed)) {
                return job;
            }
        }
        return jobs.get(0);
    }
}
