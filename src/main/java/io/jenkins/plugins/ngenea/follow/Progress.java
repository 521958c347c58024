package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import java.time.Duration;
import java.time.Instant;

/** Turns what the follower sees into few lines: each change of state, and counters ever more seldom as time goes by. */
final class Progress {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int SHARE = 5;

    private final RunObserver observer;
    private final Scheduler scheduler;
    private final Instant began;
    private String state = "";
    private Instant nextCounts;
    private boolean warned;

    Progress(RunObserver observer, Scheduler scheduler) {
        this.observer = observer;
        this.scheduler = scheduler;
        this.began = scheduler.now();
        this.nextCounts = began;
    }

    void show(Job job, RunWords words) {
        observer.progress(job);
        Instant now = scheduler.now();
        boolean newState = !state.equals(job.stateName());
        state = job.stateName();
        if (newState && job.state() == JobState.PAUSED) {
            observer.line(words.paused());
        } else if (job.state() == JobState.UNKNOWN && !warned) {
            warned = true;
            observer.line(words.unknownState(job));
        } else if (newState || !now.isBefore(nextCounts)) {
            observer.detail(words.progress(job));
        } else {
            return;
        }
        Duration pause = Duration.between(began, now).dividedBy(SHARE);
        nextCounts = now.plus(pause.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : pause);
    }
}
