package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.journal.UnreadableRecordException;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RecordMessages;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.output.RunObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a workflow from its request to its {@code Outcome}, for a Pipeline step, a build step or a command alike.
 *
 * <pre>
 * PLANNED --POST--> SUBMITTING --id--> FOLLOWING --end state--> ENDED
 *    |  ^              |   answer lost: look for the job          ^
 *    |  +--not taken---+                                          |
 *    +---- refused, or stopped before anything was sent ----------+
 *                            FOLLOWING --stop--> CANCELLING ------+
 * </pre>
 *
 * Everything is decided on one {@code TaskQueue}, so that {@link SubmitPhase}, {@link FollowPhase} and {@link StopPhase}
 * need no locks. What blocks is done elsewhere, requests in the {@link Lanes} of the Hub, and the queue hears what came of it:
 * it is never held up, and a stop gets through at once. After a restart a run is made again with the same key; what it finds
 * in the {@code Journal} tells it where to go on. So whoever makes a run must first see to it that its key survives: a
 * program that forgot it would begin another run.
 */
public final class HubJobRun {
    private final RunState state;
    private final SubmitPhase submitting;
    private final FollowPhase following;
    private final StopPhase stopping;
    private final Heartbeat heartbeat;
    private Scheduler.Timer deadlineTimer;
    private boolean begun;

    public HubJobRun(RunPlan plan, RunServices services, Connection.Source connections, RunObserver observer) {
        state = new RunState(plan, services, connections, observer, this::closed);
        submitting = new SubmitPhase(state, this::hasJob);
        following = new FollowPhase(state, this::isCancelPending, this::isStillInTime);
        stopping = new StopPhase(state, submitting, following);
        heartbeat = new Heartbeat(state, this::status);
        services.journal().begin(plan.entry());
    }

    /** Starts, or continues where an earlier process stopped. Returns at once; has no effect if already started. */
    public void start() {
        state.queue.goOn(() -> {
            if (!begun) {
                begin();
            }
        });
    }

    /**
     * Stops because the build was aborted: cancels the Hub job unless the plan says otherwise. May be called at any time and
     * again; if somebody waits for it, the outcome comes within about 12 seconds.
     */
    public void abort() {
        stop(StopReason.ABORTED);
    }

    /** The same for any reason. The first one counts. */
    public void stop(StopReason why) {
        state.queue.goOn(() -> stopNow(why));
    }

    /** The build is over: submits nothing more, but keeps polling a job that exists or may exist. */
    public void withhold() {
        state.queue.goOn(submitting::withhold);
    }

    /** Stops polling and leaves the Hub job and the record as they are. No outcome or end is reported any more. */
    public void detach() {
        state.queue.goOn(() -> {
            state.mute();
            state.leave();
        });
    }

    /**
     * Nobody waits for the outcome any more: it comes when the job has ended.
     *
     * @param patience how long to bear a Hub that does not answer, if that is longer than before
     */
    public void leaveAlone(Duration patience) {
        state.queue.goOn(() -> state.leaveAlone(patience));
    }

    /** Somebody waits for the outcome from now on. */
    public void attend() {
        state.queue.goOn(() -> {
            state.attend();
            if (state.isStopped()) {
                stopping.limitPatience();
            }
        });
    }

    /** Whether a request was sent whose answer decides if there is a job. */
    public boolean isSubmitOut() {
        return submitting.isOut();
    }

    /** What the run waits for, in a few words. Any thread. */
    public String status() {
        JournalEntry entry = state.entry;
        RecordMessages words = new RecordMessages(entry, state.services.host());
        if (submitting.isOut()) {
            return words.statusOfSubmit();
        }
        if (!entry.hasJob()) {
            return entry.status() == Status.PLANNED
                    ? state.waitingForSlot().map(words::statusOfWait).orElseGet(words::statusBeforeSubmit)
                    : words.statusOfSearch();
        }
        return words.statusOfJob(state.last);
    }

    /**
     * For the log of a build that ended without asking this run to stop: what becomes of the Hub job. Any thread.
     *
     * @param why {@link #stop} is called next; null if {@link #withhold} is, because the build ended by itself
     */
    public String farewell(StopReason why) {
        JournalEntry entry = state.entry;
        RecordMessages words = state.words();
        if (state.services.slots().leaveLine(entry.key())) {
            return why == null ? words.withheld() : words.nothingSubmitted();
        }
        if (!entry.hasJob()) {
            return why == null ? words.endedAheadOfJob() : words.aheadOfJob(why);
        }
        if (state.connection == null) {
            return why == null ? words.polledWithoutBuild("") : words.leftBehindUnseen(why);
        }
        return why == null
                ? state.messages().polledWithoutBuild()
                : state.messages().leftBehind(why);
    }

    private void begin() {
        begun = true;
        heartbeat.begin();
        Optional<JournalEntry> known;
        try {
            known = state.services.journal().find(state.entry.build(), state.entry.key());
            state.entry = known.orElse(state.entry);
            state.recorded = known.isPresent();
        } catch (UnreadableRecordException e) {
            state.leaveRecord(Kind.LOST, e.getMessage());
            return;
        } catch (IOException e) {
            state.leaveRecord(Kind.LOST, RunMessages.unreadableJournal(e));
            return;
        }
        holdSlot();
        if (state.isStopped() && state.entry.status() == Status.PLANNED) {
            submitting.onStop();
            return;
        }
        goOnStopping();
        if (state.entry.status() != Status.ENDED) {
            timeOutAfter(Duration.ZERO);
        }
        state.connect(() -> connected(known));
    }

    private void timeOutAfter(Duration atLeast) {
        Instant deadline = state.entry.deadline();
        if (deadline != null) {
            Duration left = Duration.between(state.services.scheduler().clock(), deadline);
            deadlineTimer = state.queue.later(
                    left.compareTo(atLeast) < 0 ? atLeast : left, () -> stopNow(StopReason.TIMED_OUT));
        }
    }

    private void connected(Optional<JournalEntry> known) {
        boolean restarted = known.filter(entry -> !state.services.journal().isOfThisProcess(entry))
                .isPresent();
        if (state.entry.status() == Status.ENDED) {
            // it was over in time: a restart after the deadline asks the Hub how, and cancels nothing
            timeOutAfter(StopPhase.PATIENCE);
        }
        if (!state.entry.hasJob()) {
            submitting.begin(restarted);
            return;
        }
        if (known.isPresent()) {
            state.observer.detail(state.messages().resumed(restarted));
        } else {
            state.save(Status.FOLLOWING);
            state.observer.line(state.messages().following());
        }
        hasJob(false);
    }

    /** Its job may be in the Hub already: that counts there, even if more are than may be. */
    private void holdSlot() {
        FairSlots slots = state.services.slots();
        if (state.entry.isSubmittedHere()) {
            slots.hold(state.entry.hub(), state.entry.key());
        } else if (state.entry.hasJob()) {
            slots.expectNot(state.entry.key());
        }
    }

    /** A run that was told to stop before a restart is told so again, for the reason it had then. */
    private void goOnStopping() {
        StopReason why = state.entry.stop();
        if (why == null && state.entry.status() == Status.CANCELLING) {
            // a record of a version that did not write the reason down
            why = isPastDeadline() ? StopReason.TIMED_OUT : StopReason.ABORTED;
        }
        if (why != null && state.askToStop(why)) {
            stopping.limitPatience();
        }
    }

    private boolean isPastDeadline() {
        Instant deadline = state.entry.deadline();
        return deadline != null && !state.services.scheduler().clock().isBefore(deadline);
    }

    /**
     * @param justSubmitted whether the Hub may need a moment until it shows the job
     */
    private void hasJob(boolean justSubmitted) {
        state.hasJob();
        if (justSubmitted) {
            stopping.jobIsNew();
        }
        if (state.isStopped()) {
            stopping.stopJob();
        } else if (!state.plan.awaitEnd()) {
            state.finish(Kind.SUBMITTED, state.messages().submitted());
        } else {
            following.follow(justSubmitted);
        }
    }

    private void stopNow(StopReason why) {
        if (why == StopReason.TIMED_OUT && following.hasSeenEnd()) {
            // it ended in time; only the Hub's reasons are still to come
            return;
        }
        if (!state.askToStop(why)) {
            stopping.alsoAskedFor(why);
            return;
        }
        stopping.limitPatience();
        if (!begun) {
            // before its beginning a run does not know its record: begin() looks at the wish itself
            return;
        }
        if (!state.entry.hasJob()) {
            submitting.onStop();
        } else if (state.connection != null) {
            stopping.stopJob();
        } else if (state.entry.status() == Status.FOLLOWING) {
            // it is stopped as soon as there is a connection, or after a restart
            state.save(Status.FOLLOWING);
        }
    }

    private boolean isCancelPending() {
        return stopping.isPending();
    }

    private boolean isStillInTime() {
        return stopping.isStillInTime();
    }

    private void closed() {
        heartbeat.stop();
        following.detach();
        if (deadlineTimer != null) {
            deadlineTimer.cancel();
        }
    }
}
