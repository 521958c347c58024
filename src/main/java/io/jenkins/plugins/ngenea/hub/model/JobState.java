package io.jenkins.plugins.ngenea.hub.model;

import java.util.Locale;

/**
 * State of a Hub job. Wire spelling in upper case is documented for SUCCESS, FAILURE, STARTED, PENDING and ERROR; it is
 * compared without regard to case.
 */
public enum JobState {
    NEW(Category.RUNNING),
    /** Being populated by discovery. */
    PENDING(Category.RUNNING),
    STARTED(Category.RUNNING),
    PAUSING(Category.RUNNING),
    CANCELLING(Category.RUNNING),
    DEQUEUING(Category.RUNNING),
    /** Waits for a person, possibly for ever. */
    PAUSED(Category.PAUSED),
    SUCCESS(Category.ENDED_WELL),
    /** Discovery found nothing to do. */
    SKIPPED(Category.ENDED_WELL),
    /** At least one task failed; part of the files may be done. */
    FAILURE(Category.ENDED_BADLY),
    /** Ended with an error that the Hub itself caught; part of the files may be done. */
    ERROR(Category.ENDED_BADLY),
    CANCELLED(Category.CANCELLED),
    /** A word this plugin does not know: the job is followed on. */
    UNKNOWN(Category.UNKNOWN),
    /** The same in a job that has ended: nobody can say that it went well. */
    UNKNOWN_END(Category.ENDED_BADLY);

    /** What a state means for who waits for the job. */
    public enum Category {
        RUNNING,
        PAUSED,
        ENDED_WELL,
        ENDED_BADLY,
        CANCELLED,
        UNKNOWN
    }

    private final Category category;

    JobState(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }

    /** Whether the job will not change any more. */
    public boolean isEnd() {
        return category == Category.ENDED_WELL || category == Category.ENDED_BADLY || category == Category.CANCELLED;
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
