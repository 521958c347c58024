package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import io.jenkins.plugins.ngenea.hub.Job;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a workflow from its request to its {@link Outcome}, for a Pipeline step, a build step or a command alike.
 *
 * <pre>
 * PLANNED --POST--> SUBMITTING --id--> FOLLOWING --end state--> ENDED
 *    |  ^              |   answer lost: look for the job          ^
 *    |  +--not taken---+                                          |
 *    +---- refused, or stopped before anything was sent ----------+
 *                            FOLLOWING --stop--> CANCELLING ------+
 * </pre>
 *
 * Everything happens on one {@link SerialQueue}: {@link SubmitPhase}, {@link FollowPhase} and {@link StopPhase} need no
 * locks. After a restart a run is made again with the same key; what it finds in the {@link Journal} tells it where to go
 * on.
 */
public final class WorkflowRun {
    private final RunState state;
    private final SubmitPhase submitting;
    private final FollowPhase following;
    private final StopPhase stopping;
    private Scheduler.Timer deadlineTimer;
    private boolean begun;

    public WorkflowRun(RunPlan plan, Workbench bench, Connection.Source connections, RunObserver observer) {
        state = new RunState(plan, bench, connections, observer, this::closed);
        submitting = new SubmitPhase(state, this::hasJob);
        following = new FollowPhase(state);
        stopping = new StopPhase(state, following);
        bench.journal().begin(plan.entry());
    }

    /** Begins, or goes on where an earlier process stopped. Returns at once. */
    public void start() {
        state.queue.execute(this::begin);
    }

    /**
     * Stops because the build was aborted: cancels the Hub job unless the plan says otherwise. May be called at any time and
     * again; the outcome comes within about 20 seconds.
     */
    public void abort() {
        stop(Kind.ABORTED);
    }

    /** Its build is over: submits nothing any more, but follows on a job that is there, or may be. */
    public void withhold() {
        state.queue.execute(submitting::withhold);
    }

    /** Stops watching and leaves the Hub job and the record as they are. No outcome comes any more. */
    public void detach() {
        state.muteOutcome();
        state.queue.execute(state::leave);
    }

    /** Whether a request is out whose answer decides if there is a job. */
    public boolean isSubmitOut() {
        return submitting.isOut();
    }

    /** What the run waits for, in a few words. Any thread. */
    public String status() {
        JournalEntry entry = state.entry;
        if (!entry.hasJob()) {
            return state.waitingForPlace()
                    .map(wait -> "waiting for " + RunWords.place(entry, wait))
                    .orElse("submitting to Hub " + entry.hub());
        }
        Job job = state.last;
        return "waiting for job " + entry.jobId() + " of Hub " + entry.hub()
                + (job == null ? "" : ", which is " + job.stateName());
    }

    /**
     * For the log of a build that was aborted without asking this run to stop: what becomes of the Hub job when
     * {@link #abort} is called next. Any thread.
     */
    public String farewell() {
        JournalEntry entry = state.entry;
        if (state.bench.places().leaveLine(entry.hub(), entry.key())) {
            return RunWords.nothingSubmitted(entry);
        }
        return !entry.hasJob() || state.connection == null
                ? RunWords.aheadOfJob(entry, state.bench.voice())
                : state.words().leftBehind();
    }

    private void begin() {
        begun = true;
        if (state.isOver()) {
            return;
        }
        Optional<JournalEntry> known;
        try {
            known = state.bench.journal().find(state.entry.build(), state.entry.key());
            state.entry = known.orElse(state.entry);
        } catch (IOException e) {
            state.finish(Kind.LOST, "The plugin's journal cannot be read: " + e + ". Nothing was submitted again.");
            return;
        }
        holdPlace();
        if (state.isStopped() && state.entry.phase() == Phase.PLANNED) {
            submitting.onStop();
            return;
        }
        goOnStopping();
        if (!state.connect()) {
            return;
        }
        Instant deadline = state.entry.deadline();
        if (deadline != null) {
            Duration left = Duration.between(state.bench.scheduler().now(), deadline);
            if (state.entry.phase() == Phase.ENDED && left.compareTo(StopPhase.PATIENCE) < 0) {
                // it was over in time: a restart after the deadline asks the Hub how, and cancels nothing
                left = StopPhase.PATIENCE;
            }
            deadlineTimer = state.bench.scheduler().after(left, () -> stop(Kind.TIMED_OUT));
        }
        if (!state.entry.hasJob()) {
            submitting.begin();
            return;
        }
        if (known.isPresent()) {
            state.observer.detail(state.words().resumed());
        } else {
            state.save(Phase.FOLLOWING);
            state.observer.line(state.words().following());
        }
        hasJob(false);
    }

    /** Its job may be in the Hub already: that counts there, even if more are than may be. */
    private void holdPlace() {
        Places places = state.bench.places();
        if (state.entry.isSubmittedHere()) {
            places.hold(state.entry.hub(), state.entry.key());
        } else if (state.entry.hasJob()) {
            places.expectNot(state.entry.key());
        }
    }

    /** A run that was told to stop before a restart is told so again, for the reason it had then. */
    private void goOnStopping() {
        Kind why = state.entry.stop();
        if (why == null && state.entry.phase() == Phase.CANCELLING) {
            // a record of a version that did not write the reason down
            why = state.isPastDeadline() ? Kind.TIMED_OUT : Kind.ABORTED;
        }
        if (why != null && state.askToStop(why)) {
            stopping.limitPatience();
        }
    }

    /**
     * @param justSubmitted whether the Hub may need a moment until it shows the job
     */
    private void hasJob(boolean justSubmitted) {
        state.observer.submitted(state.entry.jobId());
        if (state.isStopped()) {
            stopping.stopJob();
        } else if (!state.plan.awaitEnd()) {
            state.finish(Kind.SUBMITTED, state.words().submitted());
        } else {
            following.follow(justSubmitted);
        }
    }

    private void stop(Kind why) {
        if (why == Kind.TIMED_OUT && following.hasSeenEnd()) {
            // it ended in time; only the Hub's reasons are still to come
            return;
        }
        if (!state.askToStop(why)) {
            stopping.alsoAskedFor(why);
            return;
        }
        stopping.limitPatience();
        state.queue.execute(() -> {
            if (!begun || state.isOver()) {
                // before its beginning a run knows neither its record nor its Hub: begin() looks at the wish itself
                return;
            }
            if (state.entry.hasJob()) {
                stopping.stopJob();
            } else {
                submitting.onStop();
            }
        });
    }

    private void closed() {
        following.detach();
        if (deadlineTimer != null) {
            deadlineTimer.cancel();
        }
    }
}
