package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to bear a Hub that does not answer, and how long to wait before each new try: 1 s doubled up to 30 s with a
 * random part, or what the Hub asked for.
 */
public final class RetryBudget {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 5;

    private Duration budget;
    private final RandomGenerator random;
    private Instant since;
    private int failures;

    /**
     * @param budget time without contact after which it is given up
     */
    public RetryBudget(Duration budget, RandomGenerator random) {
        this.budget = budget;
        this.random = random;
    }

    /** The same pauses, for ever. */
    RetryBudget endless() {
        return new RetryBudget(ChronoUnit.FOREVER.getDuration(), random);
    }

    /** Bears it for at least so long from here on. */
    void extend(Duration longer) {
        budget = longer.compareTo(budget) > 0 ? longer : budget;
    }

    /** Whether the last try failed. */
    boolean isLost() {
        return since != null;
    }

    /**
     * Counts a failed try.
     *
     * @return the pause before the next one; empty if the budget is used up
     */
    Optional<Duration> failed(HubException why, Instant now) {
        if (since == null) {
            since = now;
        }
        failures++;
        if (Duration.between(since, now).compareTo(budget) >= 0) {
            return Optional.empty();
        }
        return Optional.of(why.retryAfter().map(RetryBudget::bounded).orElseGet(this::pause));
    }

    private static Duration bounded(Duration asked) {
        if (asked.compareTo(PollSchedule.SHORTEST) < 0) {
            return PollSchedule.SHORTEST;
        }
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private Duration pause() {
        Duration full = Duration.ofSeconds(1L << Math.min(DOUBLINGS, failures - 1));
        Duration capped = full.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : full;
        return capped.plusMillis(random.nextLong(capped.toMillis() / 4 + 1));
    }

    /**
     * Counts a try that got through.
     *
     * @return for how long there was no contact; empty if there was
     */
    Optional<Duration> succeeded(Instant now) {
        Instant lost = since;
        since = null;
        failures = 0;
        return lost == null ? Optional.empty() : Optional.of(Duration.between(lost, now));
    }

    Duration budget() {
        return budget;
    }
}
