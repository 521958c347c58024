package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.ProgressLog;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.output.RunObserver;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.JobListener;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** From the id of a job to its end: shows its progress and, if it ended badly, why. */
final class FollowPhase {
    private static final int FAILURES_KEPT = 100;
    /** So long they are asked for again. */
    private static final Duration PATIENCE_FOR_REASONS = Duration.ofSeconds(15);

    /** So long they are waited for: many runs may ask a Hub that does not answer. */
    private static final Duration LONGEST_FOR_REASONS = Duration.ofMinutes(1);

    /** A job that has not moved for so long may wait for something that a person must see to. */
    static final Duration STANDSTILL = Duration.ofMinutes(10);

    /** Before a job whose cancel is pending is followed anew. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final RunState state;
    private final BooleanSupplier cancelPending;
    private final BooleanSupplier stillInTime;
    private final ProgressLog progress;
    private JobFollower.Handle handle;
    private Listener listener;
    private Scheduler.Timer reasonsTimer;

    /** Goes off after a standstill; null until the job is followed. */
    private Scheduler.Timer standstillTimer;

    /** When the job moved last, as far as it was seen. */
    private Instant moved;

    /** Whether it was told why the job stands still. */
    private boolean isReasonTold;

    /** The job in its end state; null until that is seen. */
    private Job end;

    /** Whether the Hub does not answer, and the observer knows. */
    private boolean silent;

    /**
     * @param cancelPending whether the Hub is still to be asked to cancel the job
     * @param stillInTime whether an end that is seen now counts, although the deadline has passed
     */
    FollowPhase(RunState state, BooleanSupplier cancelPending, BooleanSupplier stillInTime) {
        this.state = state;
        this.cancelPending = cancelPending;
        this.stillInTime = stillInTime;
        this.progress = new ProgressLog(state.observer, state.services.scheduler());
    }

    /** Follows from now on, the first time or anew (with another key, or more closely while a cancel takes effect). */
    void follow(boolean justSubmitted) {
        if (standstillTimer == null) {
            moved = state.services.scheduler().now();
            standstillTimer = state.queue.later(STANDSTILL, this::lookForStandstill);
        }
        leaveFollower();
        listener = new Listener();
        handle = state.connection.follower().follow(state.entry.jobId(), justSubmitted, listener);
    }

    /** The run is over. */
    void detach() {
        leaveFollower();
        if (reasonsTimer != null) {
            reasonsTimer.cancel();
        }
        if (standstillTimer != null) {
            standstillTimer.cancel();
        }
    }

    private void leaveFollower() {
        if (handle != null) {
            handle.detach();
            handle = null;
        }
    }

    /** What the follower reports, brought to the run's queue. */
    private final class Listener implements JobListener {
        @Override
        public void changed(Job job) {
            state.queue.goOn(() -> seen(job));
        }

        @Override
        public void lostContact(HubException why) {
            state.queue.goOn(() -> missed(why));
        }

        @Override
        public void keyRefused(HubException why) {
            state.queue.goOn(() -> {
                if (this == listener) {
                    state.withNewerKey(() -> followAnew(this), () -> missed(why));
                }
            });
        }

        @Override
        public void backInContact(Duration lost) {
            state.queue.goOn(FollowPhase.this::answered);
        }

        @Override
        public void failed(HubException why) {
            state.queue.goOn(() -> {
                if (this == listener) {
                    lost(why);
                }
            });
        }
    }

    /** Unless that was done meanwhile. */
    private void followAnew(Listener former) {
        if (former == listener) {
            follow(false);
        }
    }

    private void missed(HubException why) {
        state.retries.notFollowed(why);
        state.retries.sayLost(why);
        if (!silent) {
            silent = true;
            Instant since = state.services.scheduler().clock();
            state.observer.tell(to -> to.contactLost(since));
        }
    }

    private void answered() {
        state.retries.followed();
        if (silent) {
            silent = false;
            state.observer.tell(RunObserver::contactBack);
        }
    }

    private void seen(Job job) {
        answered();
        if (job.state().isEnd()) {
            ended(job);
        } else {
            if (hasMoved(state.last, job)) {
                moved = state.services.scheduler().now();
                isReasonTold = false;
            }
            state.last = job;
            progress.show(job, state.messages());
        }
    }

    /** While a job is PENDING its files are counted; none of them is worked on. */
    private static boolean hasMoved(Job before, Job now) {
        boolean isPending = now.state() == JobState.PENDING || now.state() == JobState.NEW;
        return before == null
                || !before.stateName().equals(now.stateName())
                || !isPending && !before.counts().equals(now.counts());
    }

    private void lookForStandstill() {
        Duration still = Duration.between(moved, state.services.scheduler().now());
        if (still.compareTo(STANDSTILL) >= 0) {
            askWhyItWaits();
            still = Duration.ZERO;
        }
        standstillTimer = state.queue.later(STANDSTILL.minus(still), this::lookForStandstill);
    }

    /** What waits for a person in the Hub was told already. */
    private boolean isWorthAsking() {
        return !isReasonTold
                && end == null
                && !state.isStopped()
                && state.last != null
                && state.last.state() != JobState.PAUSED;
    }

    private void askWhyItWaits() {
        if (!isWorthAsking()) {
            return;
        }
        Instant since = moved;
        String site = state.last.site().isEmpty() ? state.entry.site() : state.last.site();
        if (site.isEmpty()) {
            return;
        }
        state.connection
                .reasons()
                .of(site, state.services.scheduler().now())
                .thenAccept(reason -> state.queue.goOn(() -> {
                    if (reason.isPresent() && since.equals(moved) && isWorthAsking()) {
                        isReasonTold = true;
                        state.observer.line(state.messages().waits(state.last, site, reason.get()));
                    }
                }));
    }

    private void lost(HubException why) {
        Listener former = listener;
        if (why instanceof HubUnauthorizedException) {
            state.withNewerKey(() -> followAnew(former), () -> followOn(why, former));
        } else {
            followOn(why, former);
        }
    }

    /**
     * The follower bears a Hub that does not answer as long as somebody who waits for the job does. If nobody waits, the run
     * bears it longer; and while a cancel is pending, only that is given up.
     */
    private void followOn(HubException why, Listener former) {
        Optional<Duration> pause = state.retries.notFollowed(why);
        boolean borne = cancelPending.getAsBoolean() || pause.isPresent() && !state.isAwaited();
        if (RetryBudget.bears(why) && borne) {
            state.queue.later(pause.orElse(PAUSE), () -> followAnew(former));
        } else {
            giveUp(why);
        }
    }

    private void giveUp(HubException why) {
        state.giveUp(
                state.stoppedOr(Kind.LOST),
                wasNeverThere(why)
                        ? state.messages().noSuchJob()
                        : state.messages().lost(state.retries.givenUp(why)));
    }

    /** Whether the Hub itself says so of a job that was not submitted here and that nobody has seen. */
    private boolean wasNeverThere(HubException why) {
        return why instanceof HubNotFoundException
                && !why.mayBeGateways()
                && state.last == null
                && state.entry.requestHash().isEmpty();
    }

    void ended(Job job) {
        if (end != null) {
            return;
        }
        if (stillInTime.getAsBoolean()) {
            state.needNotStop();
        }
        end = job;
        state.last = job;
        state.observer.tell(to -> to.progress(job));
        if (job.state().category() == JobState.Category.ENDED_BADLY) {
            Instant until = state.services.scheduler().now().plus(PATIENCE_FOR_REASONS);
            reasonsTimer = state.queue.later(
                    LONGEST_FOR_REASONS, () -> unexplained(RunMessages.noReasons(LONGEST_FOR_REASONS)));
            explain(until, state.services.budgets().get());
        } else {
            conclude(List.of());
        }
    }

    /** Whether the job's end was seen, so that nothing is left to be cancelled. */
    boolean hasSeenEnd() {
        return end != null;
    }

    /** Waits no longer for the Hub's reasons. */
    void concludeNow() {
        conclude(List.of());
    }

    /** Asks the Hub for its reasons, and again for a little while if it just does not answer: nobody can ask it later. */
    private void explain(Instant until, RetryBudget pauses) {
        Connection asked = state.connection;
        state.queue.outside(
                asked.lanes().questions(),
                () -> asked.client().failures(state.entry.jobId(), FAILURES_KEPT),
                this::conclude,
                why -> notExplained(why, until, pauses));
    }

    private void notExplained(Exception problem, Instant until, RetryBudget pauses) {
        HubException why = (HubException) problem;
        if (why instanceof HubUnauthorizedException) {
            state.withNewerKey(() -> explain(until, pauses), () -> explainLater(why, until, pauses));
        } else {
            explainLater(why, until, pauses);
        }
    }

    private void explainLater(HubException why, Instant until, RetryBudget pauses) {
        Instant now = state.services.scheduler().now();
        boolean worthIt = RetryBudget.bears(why) && !state.isStopped();
        Optional<Duration> pause = worthIt ? pauses.failed(why, now) : Optional.empty();
        pause.filter(some -> !now.plus(some).isAfter(until))
                .ifPresentOrElse(
                        some -> state.queue.later(some, () -> explain(until, pauses)),
                        () -> unexplained(why.getMessage()));
    }

    private void unexplained(String why) {
        state.observer.line(RunMessages.unexplained(why));
        conclude(List.of());
    }

    private void conclude(List<TaskFailure> failures) {
        Job job = end;
        RunMessages messages = state.messages();
        state.observer.line(messages.ended(job, state.elapsed()));
        RunMessages.failures(failures).forEach(state.observer::line);
        if (state.isStopped()) {
            state.finish(Kind.of(state.stop()), messages.endedWhileStopping(job), failures);
            return;
        }
        switch (job.state().category()) {
            case ENDED_WELL -> state.finish(Kind.SUCCEEDED, messages.ended(job, state.elapsed()), failures);
            case CANCELLED -> state.finish(Kind.CANCELLED, messages.cancelledByOthers(), failures);
            default -> state.finish(Kind.FAILED, messages.failed(job, failures), failures);
        }
    }
}
