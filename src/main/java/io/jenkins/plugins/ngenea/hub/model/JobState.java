package io.jenkins.plugins.ngenea.hub.model;

import java.util.Locale;

/**
 * State of a Hub job. Wire spelling in upper case is documented for SUCCESS, FAILURE, STARTED, PENDING and ERROR; it is
 * compared without regard to case.
 */
public enum JobState {
    NEW(Phase.RUNNING),
    /** Being populated by discovery. */
    PENDING(Phase.RUNNING),
    STARTED(Phase.RUNNING),
    PAUSING(Phase.RUNNING),
    CANCELLING(Phase.RUNNING),
    DEQUEUING(Phase.RUNNING),
    /** Waits for a person, possibly for ever. */
    PAUSED(Phase.PAUSED),
    SUCCESS(Phase.ENDED_WELL),
    /** Discovery found nothing to do. */
    SKIPPED(Phase.ENDED_WELL),
    /** At least one task failed; part of the files may be done. */
    FAILURE(Phase.ENDED_BADLY),
    /** Ended with an error that the Hub itself caught; part of the files may be done. */
    ERROR(Phase.ENDED_BADLY),
    CANCELLED(Phase.CANCELLED),
    /** A word this plugin does not know: the job is followed on. */
    UNKNOWN(Phase.UNKNOWN),
    /** The same in a job that has ended: nobody can say that it went well. */
    UNKNOWN_END(Phase.ENDED_BADLY);

    /** What a state means for who waits for the job. */
    public enum Phase {
        RUNNING,
        PAUSED,
        ENDED_WELL,
        ENDED_BADLY,
        CANCELLED,
        UNKNOWN
    }

    private final Phase phase;

    JobState(Phase phase) {
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether the job will not change any more. */
    public boolean isEnd() {
        return phase == Phase.ENDED_WELL || phase == Phase.ENDED_BADLY || phase == Phase.CANCELLED;
    }

    /**
     * @param word the Hub's spelling, any case; null or an unknown word gives {@link #UNKNOWN}
     */
    public static JobState of(String word) {
        String upper = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
        if (upper.equals("CANCELED")) {
            return CANCELLED;
        }
        if (upper.equals("SUCCEEDED")) {
            return SUCCESS;
        }
        for (JobState state : values()) {
            if (state != UNKNOWN_END && state.name().equals(upper)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
