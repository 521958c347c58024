package io.jenkins.plugins.ngenea.output;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits how often a run logs changes: the longer it takes, the less often, after a fifth of the elapsed time and at least
 * 10 s, so the log grows with the logarithm of time. News are logged at once, but not without limit: a job that alternated
 * between two states every second once filled a disk.
 */
public final class LogThrottle {
    private static final int NEWS_AT_ONCE = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int SHARE = 5;

    private final Instant began;
    private Instant next;
    private int news;

    public LogThrottle(Instant began) {
        this.began = began;
        this.next = began;
    }

    /** Whether it is to be said now; if so, it counts as said. */
    public boolean isToBeSaid(boolean isNews, Instant now) {
        if (now.isBefore(next) && (!isNews || news >= NEWS_AT_ONCE)) {
            return false;
        }
        news += isNews ? 1 : 0;
        Duration pause = Duration.between(began, now).dividedBy(SHARE);
        next = now.plus(pause.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : pause);
        return true;
    }
}
