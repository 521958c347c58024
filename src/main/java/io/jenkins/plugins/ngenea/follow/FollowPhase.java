package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import io.jenkins.plugins.ngenea.hub.TaskFailure;
import java.time.Duration;
import java.util.List;

/** From the id of a job to its end: shows its progress, and the Hub's reasons if it ended badly. */
final class FollowPhase {
    private static final int FAILURES_KEPT = 100;

    private final RunState state;
    private final Progress progress;
    private JobFollower.Handle handle;

    FollowPhase(RunState state) {
        this.state = state;
        this.progress = new Progress(state.observer, state.bench.scheduler());
    }

    /** Follows from now on, the first time or anew (with another key, or more closely while a cancel takes effect). */
    void follow(boolean justSubmitted) {
        detach();
        handle = state.connection.follower().follow(state.entry.jobId(), justSubmitted, new Listener());
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
        if (!(why instanceof HubUnauthorizedException)) {
            state.finish(state.stoppedOr(Kind.LOST), state.words().lost(why.getMessage()));
        } else if (state.hasNewerKey()) {
            follow(false);
        } else {
            String refused = state.refusedKey((HubUnauthorizedException) why);
            state.finish(state.stoppedOr(Kind.LOST), state.words().lost(refused));
        }
    }

    /** The job reached an end state. */
    void ended(Job job) {
        if (state.isOver()) {
            return;
        }
        state.last = job;
        state.observer.progress(job);
        JobState.Phase phase = job.state().phase();
        List<TaskFailure> failures;
        try {
            failures = phase == JobState.Phase.ENDED_BADLY ? failures() : List.of();
        } catch (InterruptedException e) {
            // the process ends: the next one reads the end of the job again, with its reasons
            Thread.currentThread().interrupt();
            return;
        }
        RunWords words = state.words();
        state.observer.line(words.ended(job, state.elapsed()));
        RunWords.failures(failures).forEach(state.observer::line);
        if (state.isStopped()) {
            state.finish(state.stop(), words.endedWhileStopping(job), failures);
            return;
        }
        switch (phase) {
            case ENDED_WELL -> state.finish(Kind.SUCCEEDED, words.ended(job, state.elapsed()), failures);
            case CANCELLED -> state.finish(Kind.CANCELLED, words.cancelledByOthers(), failures);
            default -> state.finish(Kind.FAILED, words.failed(job, failures), failures);
        }
    }

    private List<TaskFailure> failures() throws InterruptedException {
        try {
            return state.connection.client().failures(state.entry.jobId(), FAILURES_KEPT);
        } catch (HubUnauthorizedException e) {
            return state.hasNewerKey() ? failures() : unreadable(e);
        } catch (HubException e) {
            return unreadable(e);
        }
    }

    private List<TaskFailure> unreadable(HubException why) {
        state.observer.line("The Hub's reasons cannot be read: " + why.getMessage());
        return List.of();
    }
}
