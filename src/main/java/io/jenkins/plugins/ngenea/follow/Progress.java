package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;

/** Turns what the follower sees into few lines: changes of state, and counters ever more seldom as time goes by. */
final class Progress {
    private final RunObserver observer;
    private final Scheduler scheduler;
    private final LogPace pace;

    /** The last one that was told. */
    private String state = "";

    private boolean warned;

    Progress(RunObserver observer, Scheduler scheduler) {
        this.observer = observer;
        this.scheduler = scheduler;
        this.pace = new LogPace(scheduler.now());
    }

    void show(Job job, RunWords words) {
        observer.progress(job);
        boolean newState = !state.equals(job.stateName());
        if (!pace.isToBeSaid(newState, scheduler.now())) {
            return;
        }
        state = job.stateName();
        if (newState && job.state() == JobState.PAUSED) {
            observer.line(words.paused());
        } else if (job.state() == JobState.UNKNOWN && !warned) {
            warned = true;
            observer.line(words.unknownState(job));
        } else {
            observer.detail(words.progress(job));
        }
    }
}
