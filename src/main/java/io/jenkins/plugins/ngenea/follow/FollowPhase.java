package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import io.jenkins.plugins.ngenea.hub.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From the id of a job to its end: shows its progress, and the Hub's reasons if it ended badly. */
final class FollowPhase {
    private static final int FAILURES_KEPT = 100;
    private static final Duration PATIENCE_FOR_REASONS = Duration.ofSeconds(15);

    private final RunState state;
    private final Progress progress;
    private JobFollower.Handle handle;
    private Listener listener;

    /** The job in its end state; null until that is seen. */
    private volatile Job end;

    FollowPhase(RunState state) {
        this.state = state;
        this.progress = new Progress(state.observer, state.bench.scheduler());
    }

    /** Follows from now on, the first time or anew (with another key, or more closely while a cancel takes effect). */
    void follow(boolean justSubmitted) {
        detach();
        listener = new Listener();
        handle = state.connection.follower().follow(state.entry.jobId(), justSubmitted, listener);
    }

    void detach() {
        if (handle != null) {
            handle.detach();
            handle = null;
        }
    }

    /** What the follower reports, brought to the run's queue. */
    private final class Listener implements JobListener {
        @Override
        public void changed(Job job) {
            state.queue.execute(() -> seen(job));
        }

        @Override
        public void lostContact(HubException why) {
            say(() -> state.sayLost(why));
        }

        @Override
        public void keyRefused(HubException why) {
            say(() -> {
                if (this != listener) {
                    return;
                }
                if (state.hasNewerKey()) {
                    follow(false);
                } else {
                    state.sayLost(why);
                }
            });
        }

        @Override
        public void backInContact(Duration lost) {
            say(() -> state.sayBack(lost));
        }

        @Override
        public void failed(HubException why) {
            state.queue.execute(() -> lost(why));
        }

        private void say(Runnable saying) {
            state.queue.execute(() -> {
                if (!state.isOver()) {
                    saying.run();
                }
            });
        }
    }

    private void seen(Job job) {
        if (state.isOver()) {
            return;
        }
        if (job.state().isEnd()) {
            ended(job);
        } else {
            state.last = job;
            progress.show(job, state.words());
        }
    }

    private void lost(HubException why) {
        if (state.isOver()) {
            return;
        }
        if (why instanceof HubUnauthorizedException && state.hasNewerKey()) {
            follow(false);
        } else {
            state.finish(state.stoppedOr(Kind.LOST), state.words().lost(state.givenUp(why)));
        }
    }

    /** The job reached an end state. */
    void ended(Job job) {
        if (state.isOver()) {
            return;
        }
        end = job;
        state.last = job;
        state.observer.progress(job);
        if (job.state().phase() == JobState.Phase.ENDED_BADLY) {
            Instant until = state.bench.scheduler().now().plus(PATIENCE_FOR_REASONS);
            explain(until, state.bench.budgets().get());
        } else {
            conclude(List.of());
        }
    }

    /** Whether the job's end was seen, so that nothing is left to be cancelled. Any thread. */
    boolean hasSeenEnd() {
        return end != null;
    }

    /** Waits no longer for the Hub's reasons. */
    void concludeNow() {
        if (!state.isOver()) {
            conclude(List.of());
        }
    }

    /** Asks the Hub for its reasons, and again for a little while if it just does not answer: nobody can ask it later. */
    private void explain(Instant until, RetryBudget pauses) {
        if (state.isOver()) {
            return;
        }
        try {
            conclude(state.connection.client().failures(state.entry.jobId(), FAILURES_KEPT));
        } catch (HubException e) {
            if (e instanceof HubUnauthorizedException && state.hasNewerKey()) {
                explain(until, pauses);
                return;
            }
            Instant now = state.bench.scheduler().now();
            boolean worthIt = RetryBudget.bears(e) && !state.isStopped();
            Optional<Duration> pause = worthIt ? pauses.failed(e, now) : Optional.empty();
            pause.filter(some -> !now.plus(some).isAfter(until))
                    .ifPresentOrElse(some -> state.later(some, () -> explain(until, pauses)), () -> unexplained(e));
        } catch (InterruptedException e) {
            // the process ends: the next one reads the end of the job again, with its reasons
            Thread.currentThread().interrupt();
        }
    }

    private void unexplained(HubException why) {
        state.observer.line("The Hub's reasons cannot be read: " + why.getMessage());
        conclude(List.of());
    }

    private void conclude(List<TaskFailure> failures) {
        Job job = end;
        RunWords words = state.words();
        state.observer.line(words.ended(job, state.elapsed()));
        RunWords.failures(failures).forEach(state.observer::line);
        if (state.isStopped()) {
            state.finish(state.stop(), words.endedWhileStopping(job), failures);
            return;
        }
        switch (job.state().phase()) {
            case ENDED_WELL -> state.finish(Kind.SUCCEEDED, words.ended(job, state.elapsed()), failures);
            case CANCELLED -> state.finish(Kind.CANCELLED, words.cancelledByOthers(), failures);
            default -> state.finish(Kind.FAILED, words.failed(job, failures), failures);
        }
    }
}
