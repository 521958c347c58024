package io.jenkins.plugins.ngenea.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * When to ask for a job again: after about a tenth of the time since its state last changed, at least one second (the Hub
 * refreshes states every second: documented) and at most a cap. Intervals are powers of two seconds or the cap, and fall
 * on a grid, so that jobs come due in the same tick and share a request; an answer that came late makes a pause up to half
 * a second shorter, or a second longer. The first two doublings come early: most requests are made for young jobs, and
 * there a tenth is less than a person notices.
 */
public final class PollSchedule {
    /** Shortest interval for a job. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** For so long a job that was just submitted may be unknown to the Hub: it updates with a lag (documented). */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /**
     * For so long a job that was seen may be unknown: a gateway in front of a Hub that is being upgraded can say so in JSON, as
     * the Hub itself would (assumed).
     */
    public static final Duration ABSENCE = Duration.ofMinutes(2);

    private static final int SHARE = 10;
    private static final long SECOND = 1000;

    /** So long an answer may take without costing a whole step of a second. */
    private static final long HALF_A_SECOND = 500;

    private static final long TWO_SECONDS_FROM = 4 * SECOND;
    private static final long FOUR_SECONDS_FROM = 25 * SECOND;

    private final long cap;
    private final long offset;

    /**
     * @param cap longest interval, at least 2 s; rounded to whole seconds
     * @param offset shifts the grid, 0 to 999 ms, so that not all controllers ask in the same instant
     */
    public PollSchedule(Duration cap, Duration offset) {
        this.cap = Math.max(2, cap.toSeconds()) * SECOND;
        this.offset = offset.toMillis();
    }

    /** Interval for a job whose state has not changed for {@code sinceChange}. */
    Duration interval(Duration sinceChange) {
        long since = sinceChange.toMillis();
        long wish = Math.max(shortest(since), since / SHARE);
        if (wish >= cap) {
            return Duration.ofMillis(cap);
        }
        return Duration.ofMillis(Math.min(cap, Long.highestOneBit(wish / SECOND) * SECOND));
    }

    private static long shortest(long since) {
        if (since >= FOUR_SECONDS_FROM) {
            return 4 * SECOND;
        }
        return since >= TWO_SECONDS_FROM ? 2 * SECOND : SECOND;
    }

    /**
     * A point of the grid, at most an interval and a second after {@code asked}, and no sooner than half a second.
     *
     * @param asked when the job was last seen
     * @param lastChange when its state last changed
     */
    public Instant next(Instant asked, Instant lastChange) {
        long step = interval(Duration.between(lastChange, asked)).toMillis();
        long from = asked.toEpochMilli();
        long next = onGrid(from + step, step);
        // always a point of this grid: a job that was asked for late would else stay out of step with the others
        return Instant.ofEpochMilli(next < from + leastPause(step) ? next + step : next);
    }

    private static long leastPause(long step) {
        return step == SECOND ? HALF_A_SECOND : SECOND;
    }

    private long onGrid(long time, long step) {
        return Math.floorDiv(time - offset, step) * step + offset;
    }
}
