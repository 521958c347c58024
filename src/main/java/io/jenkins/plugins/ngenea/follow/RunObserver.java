package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.Job;

/** Who shows a run to people. Called on pool threads, for one run never twice at a time. */
public interface RunObserver {
    /** Something a person must see. */
    void line(String text);

    /** Something that {@code quiet} leaves out. */
    void detail(String text);

    /** The job is known from now on. */
    void submitted(String jobId);

    /** The job as the Hub shows it now. */
    void progress(Job job);

    /** The run is over. Comes exactly once; lines may still follow while a cancel is brought to its end. */
    void ended(Outcome outcome);
}
