package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.TaskQueue;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubRefusalException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.schema.HubSchema;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import io.jenkins.plugins.ngenea.hub.schema.SchemaLookup;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Stops a run that has a job: asks the Hub to cancel the job and waits briefly for it to end. If the Hub has not accepted
 * the cancel by then, retries continue after the outcome of the run.
 */
final class StopPhase {
    /** How long a run that was told to stop waits for the Hub. Jenkins gives the builds of a job that is deleted 15 s to end. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    private final RunState state;
    private final SubmitPhase submitting;
    private final FollowPhase following;

    /** Why the Hub has not taken the cancel yet; null if nothing is to be asked (any more). */
    private String pending;

    private boolean begun;

    /** Until then the Hub may not show the job though it has it. */
    private Instant newUntil = Instant.MIN;

    /** How the Hub is asked. */
    private JobCall call = JobCall.CANCEL;

    /** The calls that this Hub does not have, though it shows the job. */
    private final Set<JobCall> missing = new HashSet<>();

    /** Whether the Hub was asked anything about the stop. Set on a thread of the lane. */
    private volatile boolean askedAtAll;

    /** Whether the cancel has gone out at least once, maybe from an earlier process. Set on a thread of the lane, too. */
    private volatile boolean sent;

    /** For how long a cancel is repeated that the Hub refuses for now. */
    private final RetryBudget refusals;

    /** Since when the Hub does not show the job, which it showed before; null if it does. */
    private Instant goneSince;

    /** Whether somebody wanted the run stopped after its deadline had passed. */
    private boolean alsoAsked;

    StopPhase(RunState state, SubmitPhase submitting, FollowPhase following) {
        this.state = state;
        this.submitting = submitting;
        this.following = following;
        this.refusals = state.services.budgets().get();
    }

    /** The job was submitted or found just now. */
    void jobIsNew() {
        newUntil = state.services.scheduler().now().plus(PollSchedule.GRACE);
    }

    /** Bounds the time until the outcome, if somebody waits for it. */
    void limitPatience() {
        if (state.isAwaited()) {
            state.queue.later(PATIENCE, this::impatient);
        }
    }

    /** The first reason to stop stays; a person whose abort comes after the deadline learns why nothing new happens. */
    void alsoAskedFor(StopReason why) {
        alsoAsked = alsoAsked || why != StopReason.TIMED_OUT;
        if (why == StopReason.ABORTED && state.stop() == StopReason.TIMED_OUT && state.isAwaited()) {
            state.observer.line(state.words().abortedAfterTimeout());
        }
    }

    /** Whether the Hub is still to be asked. */
    boolean isPending() {
        return pending != null;
    }

    /**
     * Whether a job whose end is seen now ended in time, as far as anybody can tell: its deadline has passed, but nothing was
     * done about that. Jenkins may have been down, or the job ended between two looks at it.
     */
    boolean isStillInTime() {
        return state.stop() == StopReason.TIMED_OUT && !sent && !alsoAsked && !state.isDelivered();
    }

    void stopJob() {
        if (following.hasSeenEnd()) {
            following.concludeNow();
            return;
        }
        if (begun) {
            return;
        }
        begun = true;
        boolean stoppedBefore = state.entry.status() == Status.ENDED && state.entry.stop() != null;
        sent = stoppedBefore || state.entry.status() == Status.CANCELLING;
        if (!state.entry.isCancelledFor(state.stop())) {
            state.finish(Kind.of(state.stop()), state.messages().goesOn());
            return;
        }
        if (stoppedBefore) {
            // over before a restart: the Hub was asked then, and only tells how it ended
            following.follow(false);
            return;
        }
        pending = "the Hub has not answered.";
        state.save(Status.CANCELLING);
        state.connection.schemas().otherCancel(state.services.scheduler().now()).ifPresent(this::use);
        cancel();
    }

    private void use(JobCall other) {
        call = other;
        state.observer.line(state.messages().otherCancel(other));
    }

    private void cancel() {
        Connection asked = state.connection;
        JobCall how = call;
        boolean look = isStillInTime();
        state.queue.outside(
                asked.lanes().cancels(),
                () -> {
                    askedAtAll = true;
                    Runnable told = look ? asTheJobTellsBefore(asked.client()) : null;
                    return told != null ? told : attempt(asked.client(), how, true);
                },
                Runnable::run,
                TaskQueue::undeclared);
    }

    /**
     * Whether the job was over when its deadline passed, it alone can tell, and only before a cancel. On a thread of the lane.
     *
     * @return null if the cancel is to be sent
     */
    private Runnable asTheJobTellsBefore(HubClient client) throws InterruptedException {
        try {
            Job job = client.job(state.entry.jobId());
            return job.state().isEnd() ? () -> following.ended(job) : null;
        } catch (HubException e) {
            // where nothing gets through, no cancel would; a Hub that only does not show the job may cancel it
            return e.notTaken() && RetryBudget.bears(e) ? failed(e) : null;
        }
    }

    /**
     * Asking twice does no harm, so a lost answer is simply asked again. On a thread of the lane.
     *
     * @return what to do about the answer
     */
    private Runnable attempt(HubClient client, JobCall how, boolean first) throws InterruptedException {
        sent = true;
        String jobId = state.entry.jobId();
        try {
            client.cancel(jobId, how);
            return this::asked;
        } catch (HubRefusalException e) {
            boolean noSuchCall = e.status() == 404 || e.status() == 405;
            if (e instanceof HubUnauthorizedException || e.mayBeGateways() && !noSuchCall) {
                return failed(e);
            }
            Runnable otherwise = noSuchCall
                    ? () -> noSuchCall(how, RunMessages.noSuchCancel(e.status()))
                    : isForNow(e.status()) ? () -> notYet(e) : impossible(e.getMessage());
            // what may be a gateway's is no proof yet that the Hub has no such call
            boolean again = first && e.mayBeGateways();
            Runnable told = asTheJobTells(client, again);
            return told != null ? told : again ? attempt(client, how, false) : otherwise;
        } catch (HubException e) {
            return failed(e);
        }
    }

    /** Whether the Hub says that the job cannot be cancelled in its present state, or is locked. */
    private static boolean isForNow(int status) {
        return status == 409 || status == 423;
    }

    /** The Hub answers, so contact is not lost: the job may be cancelled a little later. */
    private void notYet(HubException why) {
        refusals.failed(why, state.services.scheduler().now())
                .ifPresentOrElse(
                        pause -> {
                            pending = why.getMessage();
                            state.queue.later(pause, this::cancel);
                        },
                        impossible(why.getMessage()));
    }

    /**
     * What a refused cancel means, the job itself tells: if it has ended meanwhile its end is the answer, and if the Hub does
     * not show it a gateway may have refused the cancel.
     *
     * @param again whether the cancel can be sent once more before it is taken for impossible
     * @return null if the job is there and goes on, or if the cancel is to be sent once more
     */
    private Runnable asTheJobTells(HubClient client, boolean again) throws InterruptedException {
        try {
            Job job = client.job(state.entry.jobId());
            if (job.state() == JobState.CANCELLING || job.state() == JobState.DEQUEUING) {
                return this::asked;
            }
            if (job.state().isEnd() || job.isPerhapsOver()) {
                return () -> following.ended(job.state().isEnd() ? job : job.over());
            }
        } catch (HubException e) {
            return again && !RetryBudget.bears(e) ? null : failed(e);
        }
        return null;
    }

    /**
     * The Hub shows the job and does not have the call. Where its own description names exactly one other, that is used: first
     * the assumed one, though, if a description that was read earlier proves to be out of date.
     */
    private void noSuchCall(JobCall how, String refusal) {
        missing.add(how);
        pending = refusal + " Looking for another call in the description of its API.";
        SchemaLookup schemas = state.connection.schemas();
        if (!missing.contains(JobCall.CANCEL)) {
            schemas.forget();
            call = JobCall.CANCEL;
            cancel();
            return;
        }
        schemas.look(state.services.scheduler().now())
                .whenComplete((schema, problem) -> state.queue.goOn(() -> {
                    if (problem instanceof HubException why && RetryBudget.bears(why)) {
                        cancelLater(why);
                    } else {
                        described(problem == null ? schema : Optional.empty(), refusal);
                    }
                }));
    }

    private void described(Optional<HubSchema> schema, String refusal) {
        Optional<JobCall> other = schema.flatMap(HubSchema::cancel).filter(described -> !missing.contains(described));
        if (other.isPresent()) {
            use(other.get());
            cancel();
        } else {
            impossible(RunMessages.noOtherCancel(refusal, schema)).run();
        }
    }

    private Runnable impossible(String why) {
        return () -> state.giveUp(Kind.of(state.stop()), state.messages().notCancelled(why));
    }

    /** No answer of the Hub's, or it refused the key: worth asking again, unless that would change nothing. */
    private Runnable failed(HubException why) {
        if (why instanceof HubNotFoundException && !why.mayBeGateways()) {
            return () -> notShown(why);
        }
        return RetryBudget.bears(why) ? () -> cancelLater(why) : impossible(why.getMessage());
    }

    /** The Hub knows no such job, or not yet. */
    private void notShown(HubException why) {
        Instant now = state.services.scheduler().now();
        if (state.last != null && goneSince == null) {
            goneSince = now;
        }
        Instant until = goneSince == null ? newUntil : goneSince.plus(PollSchedule.ABSENCE);
        if (now.isBefore(until)) {
            pending = why.getMessage();
            state.queue.later(PollSchedule.SHORTEST, this::cancel);
        } else {
            impossible(why.getMessage()).run();
        }
    }

    private void cancelLater(HubException why) {
        pending = why.getMessage();
        state.retries.retry(
                why,
                this::cancel,
                Kind.of(state.stop()),
                given -> state.messages().notCancelled(given));
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
        if (!state.isAwaited() || !state.isStopped()) {
            return;
        }
        if (!state.entry.hasJob()) {
            state.deliver(Kind.of(state.stop()), submitting.unfinished());
        } else if (!begun) {
            state.deliver(Kind.of(state.stop()), state.words().notYetAsked());
        } else if (pending != null) {
            String why =
                    askedAtAll ? pending : "it is queued behind other cancel requests that the Hub has not answered.";
            state.deliver(Kind.of(state.stop()), state.messages().notYetCancelled(why));
        } else {
            String message = state.messages().stillEnding(state.last);
            state.deliver(Kind.of(state.stop()), message);
            state.finishAfterOutcome(message);
        }
    }
}
