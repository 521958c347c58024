package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.TaskQueue;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RunMessages;
import java.time.Duration;

/**
 * What happens when a run that has a job is told to stop: the Hub is asked to cancel it, and the run waits a little for the
 * job to end. A cancel that the Hub has not taken by then is asked for on after the run's outcome is out.
 */
final class StopPhase {
    /** How long a run that was told to stop waits for the Hub. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunState state;
    private final SubmitPhase submitting;
    private final FollowPhase following;

    /** Why the Hub has not taken the cancel yet; null if nothing is to be asked (any more). */
    private String pending;

    private boolean begun;

    /** Whether the cancel has gone out at least once. Set on a thread of the lane. */
    private volatile boolean sent;

    StopPhase(RunState state, SubmitPhase submitting, FollowPhase following) {
        this.state = state;
        this.submitting = submitting;
        this.following = following;
    }

    /** Bounds the time until the outcome, if somebody waits for it. */
    void limitPatience() {
        if (state.isAwaited()) {
            state.queue.later(PATIENCE, this::impatient);
        }
    }

    /** The first reason to stop stays; a person whose abort comes after the deadline learns why nothing new happens. */
    void alsoAskedFor(StopReason why) {
        if (why == StopReason.ABORTED && state.stop() == StopReason.TIMED_OUT && state.isAwaited()) {
            state.observer.line(RunMessages.abortedAfterTimeout(state.entry));
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
        if (state.stop() == StopReason.ABORTED && !state.entry.cancelOnAbort()) {
            state.finish(Kind.ABORTED, state.messages().goesOn());
            return;
        }
        if (state.entry.status() == Status.ENDED && state.entry.stop() != null) {
            // over before a restart: the Hub was asked then, and only tells how it ended
            following.follow(false);
            return;
        }
        pending = "the Hub has not answered.";
        state.save(Status.CANCELLING);
        cancel();
    }

    private void cancel() {
        Connection asked = state.connection;
        state.queue.outside(asked.lanes().cancels(), () -> attempt(asked), this::answered, TaskQueue::undeclared);
    }

    /** On a thread of the lane. */
    private Cancellation.Result attempt(Connection asked) throws InterruptedException {
        sent = true;
        return Cancellation.attempt(asked.client(), state.entry.jobId());
    }

    private void answered(Cancellation.Result result) {
        if (result instanceof Cancellation.Result.Asked) {
            asked();
        } else if (result instanceof Cancellation.Result.Ended end) {
            following.ended(end.job());
        } else if (result instanceof Cancellation.Result.Impossible impossible) {
            notCancelled(impossible.why());
        } else if (result instanceof Cancellation.Result.NoAnswer noAnswer) {
            pending = noAnswer.why().getMessage();
            state.retries.retry(
                    noAnswer.why(),
                    this::cancel,
                    Kind.of(state.stop()),
                    why -> state.messages().notCancelled(why));
        }
    }

    private void notCancelled(String why) {
        state.giveUp(Kind.of(state.stop()), state.messages().notCancelled(why));
    }

    private void asked() {
        pending = null;
        state.retries.backInContact();
        state.observer.line(state.messages().asked());
        if (state.isDelivered()) {
            state.finishAfterOutcome(state.messages().asked());
        } else {
            following.follow(false);
        }
    }

    /** The Hub job did not end in time: the run does, and what is still to be done goes on without it. */
    private void impatient() {
        if (!state.isAwaited()) {
            return;
        }
        if (!state.entry.hasJob()) {
            state.deliver(Kind.of(state.stop()), submitting.unfinished());
        } else if (!begun) {
            state.deliver(Kind.of(state.stop()), RunMessages.notYetAsked(state.entry, state.services.host()));
        } else if (pending != null) {
            String why = sent ? pending : "other cancels are before it, and the Hub has not answered those.";
            state.deliver(Kind.of(state.stop()), state.messages().notYetCancelled(why));
        } else {
            String message = state.messages().stillEnding(state.last);
            state.deliver(Kind.of(state.stop()), message);
            state.finishAfterOutcome(message);
        }
    }
}
