package io.jenkins.plugins.ngenea.output;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the requests of a build wait for its log, on threads that others wait for: as long as a line is not written that
 * one of them waited for in vain, none waits again.
 */
public final class LogPatience {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration longest;

    /** Stands behind the lines that were waited for in vain; null if there are none. */
    private volatile CountDownLatch inVain;

    public LogPatience() {
        this(LONGEST);
    }

    LogPatience(Duration longest) {
        this.longest = longest;
    }

    /** Returns when all is shown that was told before, or with false if the log does not accept it. */
    public boolean await(OrderedObserver log) throws InterruptedException {
        CountDownLatch before = inVain;
        if (before != null && before.getCount() > 0) {
            return false;
        }
        CountDownLatch shown = log.mark();
        if (shown.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        inVain = shown;
        return false;
    }
}
