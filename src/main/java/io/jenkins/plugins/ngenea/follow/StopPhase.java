package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import java.time.Duration;
import java.util.List;

/**
 * What happens when a run that has a job is told to stop: the Hub is asked to cancel it, and the run waits a little for the
 * job to end. A cancel that the Hub has not taken by then is asked for on after the run's outcome is out.
 */
final class StopPhase {
    /** How long a run that was told to stop waits for the Hub. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunState state;
    private final FollowPhase following;
    /** Why the Hub has not taken the cancel yet; null if nothing is to be asked (any more). */
    private volatile String pending;

    private boolean begun;

    StopPhase(RunState state, FollowPhase following) {
        this.state = state;
        this.following = following;
    }

    /** Bounds the time until the outcome. Not through the queue: that may be waiting for an answer. */
    void limitPatience() {
        if (!state.plan.attended()) {
            return;
        }
        state.bench.scheduler().after(PATIENCE, () -> state.bench.pool().execute(this::impatient));
    }

    /** The first reason to stop stays; a person whose abort comes after the deadline learns why nothing new happens. */
    void alsoAskedFor(Kind why) {
        if (why == Kind.ABORTED && state.stop() == Kind.TIMED_OUT && !state.isDelivered()) {
            state.queue.execute(() -> state.observer.line(RunWords.abortedAfterTimeout(state.entry)));
        }
    }

    void stopJob() {
        if (begun) {
            return;
        }
        begun = true;
        if (following.hasSeenEnd()) {
            following.concludeNow();
            return;
        }
        if (state.stop() == Kind.ABORTED && !state.entry.cancelOnAbort()) {
            state.finish(Kind.ABORTED, state.words().goesOn());
            return;
        }
        if (state.entry.phase() == Phase.ENDED && state.entry.stop() != null) {
            // over before a restart: the Hub was asked then, and only tells how it ended
            following.follow(false);
            return;
        }
        pending = "the Hub has not answered.";
        state.save(Phase.CANCELLING);
        cancel();
    }

    private void cancel() {
        if (state.isOver() || pending == null) {
            return;
        }
        Cancellation.Result result;
        try {
            result = Cancellation.attempt(state.connection.client(), state.entry.jobId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (result instanceof Cancellation.Result.Asked) {
            asked();
        } else if (result instanceof Cancellation.Result.Ended end) {
            following.ended(end.job());
        } else if (result instanceof Cancellation.Result.Impossible impossible) {
            state.finish(state.stop(), state.words().notCancelled(impossible.why()));
        } else if (result instanceof Cancellation.Result.NoAnswer noAnswer) {
            pending = noAnswer.why().getMessage();
            state.retry(
                    noAnswer.why(),
                    this::cancel,
                    state.stop(),
                    why -> state.words().notCancelled(why));
        }
    }

    private void asked() {
        pending = null;
        state.backInContact();
        state.observer.line(state.words().asked());
        if (state.isDelivered()) {
            state.close();
        } else {
            following.follow(false);
        }
    }

    /** The Hub job did not end in time: the run does, and what is still to be done goes on without it. */
    private void impatient() {
        if (state.isDelivered()) {
            return;
        }
        JournalEntry entry = state.entry;
        String stillToAsk = pending;
        String message;
        if (!entry.hasJob() || state.connection == null) {
            message = "The request to Hub " + entry.hub() + " is out and not answered yet. "
                    + RunWords.aheadOfJob(entry, state.bench.voice());
        } else if (stillToAsk != null) {
            message = state.words().notYetCancelled(stillToAsk);
        } else {
            message = state.words().stillEnding(state.last);
        }
        state.deliver(state.stop(), message, List.of());
        state.queue.execute(() -> {
            if (state.entry.hasJob() && pending == null) {
                state.close();
            }
        });
    }
}
