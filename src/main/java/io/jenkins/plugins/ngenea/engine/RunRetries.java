package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.output.LogThrottle;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RecordMessages;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides how a run retries when the Hub does not answer or refuses its key, and reports it once when contact is lost and
 * once when it is restored. On the queue of the run.
 */
final class RunRetries {
    private final RunState run;
    private final RetryBudget budget;

    /** What the follower bears before it gives a job up counts, too; it hears nothing of the run's own requests. */
    private final RetryBudget following;

    private final LogThrottle outages;
    private boolean saidLost;

    RunRetries(RunState run) {
        this.run = run;
        this.budget = run.services.budgets().get();
        this.following = run.services.budgets().get();
        this.outages = new LogThrottle(run.services.scheduler().now());
    }

    /** Bears it for at least so long from here on. */
    void extend(Duration patience) {
        budget.extend(patience);
        following.extend(patience);
    }

    /**
     * Tries again after a pause, or with a newer key at once, or gives up when the time budget is used up.
     *
     * @param message makes the outcome's message of why it was given up
     */
    void retry(HubException why, Runnable again, Kind givenUp, UnaryOperator<String> message) {
        if (why instanceof HubUnauthorizedException) {
            run.withNewerKey(again, () -> retryLater(why, again, givenUp, message));
        } else {
            retryLater(why, again, givenUp, message);
        }
    }

    private void retryLater(HubException why, Runnable again, Kind givenUp, UnaryOperator<String> message) {
        boolean first = !budget.isLost();
        Optional<Duration> pause = budget.failed(why, run.services.scheduler().now());
        if (first) {
            sayLost(why);
        }
        if (pause.isEmpty()) {
            run.giveUp(givenUp, message.apply(givenUp(why)));
        } else {
            run.queue.later(pause.get(), again);
        }
    }

    /**
     * There is no connection yet: after a restart, a store of credentials may start later than this process.
     *
     * @return after what pause to look again; empty if the time budget is used up
     */
    Optional<Duration> notConnected(String why) {
        if (!budget.isLost()) {
            run.observer.line(RecordMessages.notConnectedYet(why, budget.patience()));
        }
        return budget.failed(run.services.scheduler().now());
    }

    void connected() {
        budget.succeeded(run.services.scheduler().now());
    }

    /** Why it was given up, and what to do about it. */
    String givenUp(HubException why) {
        return RetryBudget.isRefusedKey(why)
                ? run.words().refusedKey(RunMessages.retriedFor(why.getMessage(), budget.patience(why)))
                : why.getMessage();
    }

    void backInContact() {
        budget.succeeded(run.services.scheduler().now()).ifPresent(this::sayBack);
    }

    /**
     * The follower asked in vain, or gave up asking.
     *
     * @return after what pause to follow anew; empty if the time budget is used up
     */
    Optional<Duration> notFollowed(HubException why) {
        return following.failed(why, run.services.scheduler().now());
    }

    void followed() {
        following.succeeded(run.services.scheduler().now()).ifPresent(this::sayBack);
    }

    /** Says so once, whether a request of the run's own or the follower's was the first to fail. */
    void sayLost(HubException why) {
        if (!saidLost && outages.isToBeSaid(true, run.services.scheduler().now())) {
            saidLost = true;
            run.observer.line(run.messages().lostContact(why, budget.patience(why)));
        }
    }

    private void sayBack(Duration lost) {
        if (saidLost) {
            saidLost = false;
            run.observer.line(run.messages().back(lost));
        }
    }
}
