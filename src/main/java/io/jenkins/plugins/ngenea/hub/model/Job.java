package io.jenkins.plugins.ngenea.hub.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A job as the Hub last showed it. The resource's shape is assumed; every part but the id may be missing.
 *
 * @param id never empty
 * @param state what the plugin makes of {@code stateWord}
 * @param stateWord the Hub's own word, cleaned; empty if it showed none
 * @param completed whether it shows when it ended ({@code completed} or {@code ended}, assumed)
 * @param workflow name of the workflow; empty if not shown
 * @param site where it was started; empty if not shown
 * @param owner who submitted it; empty if not shown
 * @param counts the Hub's counters in its order and with its names (files, tasks or bytes: the names tell); may be empty
 * @param shown what the Hub shows of the request that made the job
 * @param took from its start to its end by the Hub's clock ({@code started}, {@code completed} or {@code ended}, assumed); null if
 *     it does not show both, and in what an earlier version saved
 */
public record Job(
        String id,
        JobState state,
        String stateWord,
        boolean completed,
        String workflow,
        String site,
        String owner,
        Map<String, Long> counts,
        Shown shown,
        Duration took)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * What a job shows of its request (assumed: no manual page shows any of it).
     *
     * @param pathsDigest {@link PathsDigest} of its paths; null if they are not shown, or were not asked for
     * @param discovery null if not shown, {@link Discovery#NONE} for JSON null
     * @param fields as text by name; null if not shown
     */
    public record Shown(String pathsDigest, String discovery, Map<String, String> fields) implements Serializable {
        private static final long serialVersionUID = 1L;

        static final Shown NOTHING = new Shown(null, null, null);
    }

    /** This job without its request, for whoever keeps it longer than a moment: that may be large. */
    public Job withoutRequest() {
        return new Job(id, state, stateWord, completed, workflow, site, owner, counts, Shown.NOTHING, took);
    }

    /** Whether it seems to have ended in a state that this plugin does not know. A Hub's states lag behind. */
    public boolean isPerhapsOver() {
        return state == JobState.UNKNOWN && completed;
    }

    /** This job, known to have ended in a state that this plugin does not know. */
    public Job over() {
        return new Job(id, JobState.UNKNOWN_END, stateWord, completed, workflow, site, owner, counts, shown, took);
    }

    /** How much is done or failed, 0 to 1, as far as the counters tell. */
    public OptionalDouble share() {
        FileCounts files = FileCounts.of(counts);
        return files.isShareKnown() ? OptionalDouble.of(files.share()) : OptionalDouble.empty();
    }

    /** The state for a person: the Hub's own word where the plugin does not know it. */
    public String stateName() {
        boolean unknown = state == JobState.UNKNOWN || state == JobState.UNKNOWN_END;
        return unknown ? (stateWord.isEmpty() ? "without a state" : stateWord) : state.name();
    }
}
