package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;

/** Turns what the follower sees into few lines: changes of state, and counters less and less often over time. */
public final class ProgressLog {
    private final OrderedObserver observer;
    private final Scheduler scheduler;
    private final LogThrottle pace;

    /** The last one that was told. */
    private String state = "";

    private boolean warned;

    public ProgressLog(OrderedObserver observer, Scheduler scheduler) {
        this.observer = observer;
        this.scheduler = scheduler;
        this.pace = new LogThrottle(scheduler.now());
    }

    public void show(Job job, RunMessages messages) {
        observer.tell(to -> to.progress(job));
        boolean newState = !state.equals(job.stateName());
        if (!pace.isToBeSaid(newState, scheduler.now())) {
            return;
        }
        state = job.stateName();
        if (newState && job.state() == JobState.PAUSED) {
            observer.line(messages.paused());
        } else if (job.state() == JobState.UNKNOWN && !warned) {
            warned = true;
            observer.line(messages.unknownState(job));
        } else {
            observer.detail(messages.progress(job));
        }
    }
}
