package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the follower knows of one job. Only one request for it is out at a time, so only one thread is in here. */
final class FollowedJob {
    /** For so long a job that was just submitted may be unknown to the Hub: it updates with a lag (documented). */
    private static final Duration GRACE = Duration.ofSeconds(15);

    final String id;
    private final JobListener listener;
    private final RetryBudget contact;
    private final Instant followedSince;
    private final boolean justSubmitted;
    private Job last;
    private Instant lastChange;
    private volatile boolean detached;

    FollowedJob(String id, JobListener listener, RetryBudget contact, Instant now, boolean justSubmitted) {
        this.id = id;
        this.listener = listener;
        this.contact = contact;
        this.followedSince = now;
        this.lastChange = now;
        this.justSubmitted = justSubmitted;
    }

    void detach() {
        detached = true;
    }

    boolean isDetached() {
        return detached;
    }

    /**
     * The Hub showed the job.
     *
     * @return when to ask again; empty if it ended
     */
    Optional<Instant> seen(Job job, Instant asked, PollSchedule schedule) {
        contact.succeeded(asked).ifPresent(lost -> tell(() -> listener.backInContact(lost)));
        boolean newState = last == null || !last.stateName().equals(job.stateName());
        boolean news = newState || !last.counts().equals(job.counts());
        if (newState) {
            lastChange = asked;
        }
        last = job.withoutRequest();
        if (news) {
            tell(() -> listener.changed(last));
        }
        return job.state().isEnd() ? Optional.empty() : Optional.of(schedule.next(asked, lastChange));
    }

    /**
     * Asking failed.
     *
     * @return when to ask again; empty if it was given up
     */
    Optional<Instant> missed(HubException why, Instant now) {
        boolean notThereYet = why instanceof HubNotFoundException
                && last == null
                && justSubmitted
                && Duration.between(followedSince, now).compareTo(GRACE) < 0;
        if (notThereYet) {
            return Optional.of(now.plus(PollSchedule.SHORTEST));
        }
        if (!why.mayHeal()) {
            tell(() -> listener.failed(why));
            return Optional.empty();
        }
        boolean first = !contact.isLost();
        Optional<Duration> pause = contact.failed(why, now);
        if (first) {
            tell(() -> listener.lostContact(why));
        }
        if (pause.isEmpty()) {
            tell(() -> listener.failed(why));
        }
        return pause.map(now::plus);
    }

    private void tell(Runnable news) {
        if (!detached) {
            news.run();
        }
    }
}
