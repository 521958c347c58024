package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to retry when a request fails that succeeded before: because the Hub does not answer, because a gateway answers
 * instead, or, for a shorter time, because the Hub refuses a key that nobody changed. Also how long to wait before each
 * retry: 1 s, doubled up to 30 s with a random part, or longer if the Hub asks for that.
 */
public final class RetryBudget {
    /** So long a refused key is borne: keys are switched, and databases restart. */
    static final Duration REFUSED_KEY = Duration.ofMinutes(2);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 5;

    private Duration budget;
    private final Duration refusedKey;
    private final RandomGenerator random;
    private Instant since;
    private Instant refusedSince;
    private int failures;

    /**
     * @param budget time without contact after which it is given up
     */
    public RetryBudget(Duration budget, RandomGenerator random) {
        this(budget, REFUSED_KEY, random);
    }

    private RetryBudget(Duration budget, Duration refusedKey, RandomGenerator random) {
        this.budget = budget;
        this.refusedKey = refusedKey;
        this.random = random;
    }

    /** The same pauses, for ever. */
    RetryBudget endless() {
        Duration ever = ChronoUnit.FOREVER.getDuration();
        return new RetryBudget(ever, ever, random);
    }

    /** Whether the same request may get through later, although nothing of it is changed. */
    public static boolean bears(HubException why) {
        return why.mayHeal() || why.mayBeGateways() || why instanceof HubUnauthorizedException;
    }

    /** Whether the Hub itself refused the key. */
    public static boolean isRefusedKey(HubException why) {
        return why instanceof HubUnauthorizedException && !why.mayBeGateways();
    }

    /** Bears it for at least so long from here on. */
    public void extend(Duration longer) {
        budget = longer.compareTo(budget) > 0 ? longer : budget;
    }

    /** Whether the last try failed. */
    public boolean isLost() {
        return since != null;
    }

    /**
     * Counts a failed try.
     *
     * @return the pause before the next one; empty if the budget is used up
     */
    public Optional<Duration> failed(HubException why, Instant now) {
        if (!isRefusedKey(why)) {
            refusedSince = null;
        } else if (refusedSince == null) {
            refusedSince = now;
        }
        boolean refusedTooLong =
                refusedSince != null && Duration.between(refusedSince, now).compareTo(refusedKey) >= 0;
        return failed(now)
                .filter(pause -> !refusedTooLong)
                .map(pause -> why.retryAfter()
                        .map(RetryBudget::bounded)
                        .filter(asked -> asked.compareTo(pause) > 0)
                        .orElse(pause));
    }

    /** Counts a try that did not come as far as to ask the Hub, likewise. */
    public Optional<Duration> failed(Instant now) {
        if (since == null) {
            since = now;
        }
        failures++;
        return Duration.between(since, now).compareTo(budget) < 0 ? Optional.of(pause()) : Optional.empty();
    }

    private static Duration bounded(Duration asked) {
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
    public Optional<Duration> succeeded(Instant now) {
        Instant lost = since;
        since = null;
        refusedSince = null;
        failures = 0;
        return lost == null ? Optional.empty() : Optional.of(Duration.between(lost, now));
    }

    /** For how long it is borne that the Hub cannot be asked. */
    public Duration patience() {
        return budget;
    }

    /** For how long this is borne. */
    public Duration patience(HubException why) {
        return isRefusedKey(why) && refusedKey.compareTo(budget) < 0 ? refusedKey : budget;
    }
}
