package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.journal.StopReason;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param jobId empty if there is no job, or none is known
 * @param job as last seen; null if never seen
 * @param duration from the run's beginning
 * @param failures what failed, as far as the Hub tells; bounded
 * @param message for a person: what happened, on which Hub and job, what to do next
 */
public record Outcome(Kind kind, String jobId, Job job, Duration duration, List<TaskFailure> failures, String message)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Ways to end. */
    public enum Kind {
        /** The job ended in SUCCESS or SKIPPED. */
        SUCCEEDED,
        /** The job ended in FAILURE or ERROR. */
        FAILED,
        /** Somebody cancelled the job in the Hub. */
        CANCELLED,
        /** Submitted; nobody waits. */
        SUBMITTED,
        /** The run was aborted, or its build ended first and its job is cancelled for that. */
        ABORTED,
        /** The deadline passed. */
        TIMED_OUT,
        /** Nothing was submitted: the Hub refused it, or it is not set up. */
        REJECTED,
        /** The Hub could not be reached, and nothing was submitted. */
        NOT_SUBMITTED,
        /** Whether there is a job is not known. A repetition could double it. */
        UNKNOWN_SUBMIT,
        /** There is a job, but it cannot be followed any more. */
        LOST;

        public static Kind of(StopReason why) {
            return switch (why) {
                case ABORTED, BUILD_FAILED -> ABORTED;
                case TIMED_OUT -> TIMED_OUT;
            };
        }
    }

    /** Whether the Hub itself reported the end of the job: {@code propagate: false} returns these. */
    public boolean isEndOfJob() {
        return kind == Kind.SUCCEEDED || kind == Kind.FAILED || kind == Kind.CANCELLED;
    }
}
