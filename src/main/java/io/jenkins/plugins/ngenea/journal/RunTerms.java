package io.jenkins.plugins.ngenea.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * When a run is to be over, and what then becomes of its job.
 *
 * @param startedMillis when the run began, milliseconds since 1970
 * @param deadlineMillis when it must have ended, milliseconds since 1970; 0 for never
 * @param cancelOnAbort whether the Hub job is to be cancelled when the build is aborted
 * @param cancelOnFailure whether the Hub job is to be cancelled when the build ends by itself before the job; false in records
 *     of versions that did not write it down
 */
public record RunTerms(long startedMillis, long deadlineMillis, boolean cancelOnAbort, boolean cancelOnFailure) {
    /**
     * @param deadline null for never
     */
    public static RunTerms of(Instant started, Instant deadline, boolean cancelOnAbort, boolean cancelOnFailure) {
        return new RunTerms(
                started.toEpochMilli(), deadline == null ? 0 : deadline.toEpochMilli(), cancelOnAbort, cancelOnFailure);
    }

    /** Null if there is none. */
    @JsonIgnore
    Instant deadline() {
        return deadlineMillis == 0 ? null : Instant.ofEpochMilli(deadlineMillis);
    }

    /** Whether the job of a run that is told to stop for this reason is cancelled; else it goes on alone. */
    boolean isCancelledFor(StopReason why) {
        return switch (why) {
            case ABORTED -> cancelOnAbort;
            case BUILD_FAILED -> cancelOnFailure;
            case TIMED_OUT -> true;
        };
    }
}
