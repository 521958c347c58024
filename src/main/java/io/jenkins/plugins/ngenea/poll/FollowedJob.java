package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the follower knows about one job. Whoever took it out of {@link PollCalendar} owns it until it is put back, so one
 * thread at a time uses it. There may be thousands: it keeps only what the next answer is compared with.
 */
final class FollowedJob {
    /** A list that did not show the job so often in a row is not asked for it for a while. */
    private static final int MISSES = 2;

    private static final Duration SINGLY = Duration.ofMinutes(10);

    /** For so long a job may show when it ended, and in a state that nobody knows, before it counts as ended. */
    private static final Duration LAG = Duration.ofMinutes(1);

    /** So often a job in a state that nobody knows is asked for by itself if the list does not show when it ended. */
    private static final Duration ONCE_SINGLY = Duration.ofMinutes(2);

    /** Between two requests for a job that the Hub does not know any more. */
    private static final Duration GONE = Duration.ofSeconds(10);

    final String id;
    private final JobListener listener;
    private final RetryBudget contact;
    private final Instant followedSince;
    private final boolean justSubmitted;
    private volatile String state;
    private long[] counts = {};
    private Instant lastChange;
    private Instant perhapsOverSince;

    /** Since when the Hub does not know it, although it showed it before; null if it does. */
    private Instant goneSince;

    private volatile boolean detached;

    /** When it is to be asked for; null while it is. Guarded by the follower's lock. */
    Instant due;

    /** Why it is looked for in the list: the Hub did not show it singly. Null if there is no such reason. */
    private HubException unanswered;

    private int misses;
    private Instant singlyUntil = Instant.MIN;

    /** Whether the list leaves open what only the job's own answer may show: that it has ended. */
    private boolean perhapsMoreSingly;

    private Instant noMoreSinglyUntil = Instant.MIN;

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

    void foundOnTheList() {
        misses = 0;
    }

    void notOnTheList(Instant now) {
        if (++misses >= MISSES) {
            misses = 0;
            singlyUntil = now.plus(SINGLY);
        }
    }

    void isUnanswered(HubException why) {
        unanswered = why;
    }

    /** Why the Hub did not show it singly, if that is why it was looked for in the list. */
    Optional<HubException> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    boolean isToBeAskedForSingly(Instant now) {
        return perhapsMoreSingly || now.isBefore(singlyUntil);
    }

    /** Whether this is another state than the last one. Any thread may ask. */
    boolean isNews(Job job) {
        return !job.stateName().equals(state);
    }

    /**
     * The Hub showed the job.
     *
     * @param onTheList whether in its list, which may show less of it
     * @return when to ask again; empty if it ended
     */
    Optional<Instant> seen(Job answer, boolean onTheList, Instant asked, PollSchedule schedule) {
        boolean saysNothing = onTheList && answer.state() == JobState.UNKNOWN && !answer.completed();
        if (saysNothing && !asked.isBefore(noMoreSinglyUntil)) {
            perhapsMoreSingly = true;
            noMoreSinglyUntil = asked.plus(ONCE_SINGLY);
        } else if (!saysNothing) {
            perhapsMoreSingly = !onTheList && answer.isPerhapsOver();
        }
        Job job = !saysNothing && isOver(answer, asked) ? answer.over() : answer;
        unanswered = null;
        goneSince = null;
        contact.succeeded(asked).ifPresent(lost -> tell(() -> listener.backInContact(lost)));
        long[] shown = job.counts().values().stream().mapToLong(count -> count).toArray();
        boolean newState = isNews(job);
        boolean news = newState || job.state().isEnd() || !Arrays.equals(counts, shown);
        if (newState) {
            lastChange = asked;
            state = job.stateName();
        }
        if (news) {
            counts = shown;
            tell(() -> listener.changed(job.withoutRequest()));
        }
        return job.state().isEnd() ? Optional.empty() : Optional.of(schedule.next(asked, lastChange));
    }

    private boolean isOver(Job job, Instant asked) {
        if (!job.isPerhapsOver()) {
            perhapsOverSince = null;
            return false;
        }
        if (perhapsOverSince == null) {
            perhapsOverSince = asked;
        }
        return Duration.between(perhapsOverSince, asked).compareTo(LAG) > 0;
    }

    /**
     * Asking failed.
     *
     * @return when to ask again; empty if it was given up
     */
    Optional<Instant> missed(HubException why, Instant now) {
        unanswered = null;
        if (why instanceof HubNotFoundException && !why.mayBeGateways() && mayAppear(now)) {
            return Optional.of(now.plus(state == null ? PollSchedule.SHORTEST : GONE));
        }
        if (!RetryBudget.bears(why)) {
            tell(() -> listener.failed(why));
            return Optional.empty();
        }
        boolean first = !contact.isLost();
        Optional<Duration> pause = contact.failed(why, now);
        if (pause.isEmpty()) {
            tell(() -> listener.failed(why));
        } else if (why instanceof HubUnauthorizedException) {
            tell(() -> listener.keyRefused(why));
        } else if (first) {
            tell(() -> listener.lostContact(why));
        }
        return pause.map(now::plus);
    }

    /** Whether a job that the Hub does not know may be there all the same. */
    private boolean mayAppear(Instant now) {
        if (state == null) {
            return justSubmitted && Duration.between(followedSince, now).compareTo(PollSchedule.GRACE) < 0;
        }
        if (goneSince == null) {
            goneSince = now;
        }
        return Duration.between(goneSince, now).compareTo(PollSchedule.ABSENCE) < 0;
    }

    private void tell(Runnable news) {
        if (!detached) {
            news.run();
        }
    }
}
