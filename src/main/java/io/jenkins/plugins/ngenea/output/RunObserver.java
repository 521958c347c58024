package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Instant;

/**
 * Shows a run to people. Called on its own threads, in order and never concurrently for one run. It may block: the run
 * does not wait for it. Only the request waits briefly for the line that announces it.
 */
public interface RunObserver {
    /** A line that is always logged. */
    void line(String text);

    /** A line that {@code quiet} omits. */
    void detail(String text);

    /**
     * The request has been read, once for all that is shown of it.
     *
     * @param firstPath exactly as it is sent; empty if there is none
     * @param paths how many there are
     */
    default void requested(String firstPath, long paths) {}

    /** The job is known from now on. */
    void submitted(String jobId);

    /** The record on disk names the job from now on: nothing is needed any more to find it. */
    default void recorded() {}

    /** The job as the Hub shows it now. */
    void progress(Job job);

    /**
     * The Hub does not answer any more, or refuses the key, while the job is followed. It is asked again.
     *
     * @param since when that was noticed
     */
    default void contactLost(Instant since) {}

    /** The Hub answers again. */
    default void contactBack() {}

    /** The outcome. Called exactly once; lines may still follow while a cancel is completed. */
    void ended(Outcome outcome);

    /**
     * Nothing of the run goes on any more, and its record is gone or says so. Comes exactly once, after the outcome, and
     * last; but not after {@code HubJobRun.detach}.
     *
     * @param end how it really ended: what became of a stop after its outcome was out may differ from that
     * @param settled false if a person must look: it is not known whether there is a job, or how it ended, or it could not be
     *     cancelled
     */
    void over(Outcome end, boolean settled);

    /**
     * Comes in the place of {@link #over} where nothing of the run goes on, but its record stays for a later process: whatever
     * that needs must stay, too.
     */
    default void leftOpen(Outcome end) {
        over(end, false);
    }
}
