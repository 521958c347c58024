package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.output.Outcome;

/** What the process ends with; {@code docs/cli.md} documents the numbers. */
final class ExitCode {
    static final int SUCCESS = 0;
    static final int JOB_FAILED = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int TIMEOUT = 5;
    static final int UNKNOWN_SUBMIT = 6;
    /** A mistake in this program. */
    static final int BROKEN = 70;
    /** A shell's number for a process that a signal ended is this plus the signal's. */
    static final int SIGNALLED = 128;

    static final int INTERRUPTED = SIGNALLED + 2;

    private ExitCode() {}

    static int of(Outcome.Kind kind) {
        return switch (kind) {
            case SUCCEEDED, SUBMITTED -> SUCCESS;
            case FAILED, CANCELLED -> JOB_FAILED;
            case REJECTED -> REFUSED;
            case NOT_SUBMITTED, LOST -> UNREACHABLE;
            case TIMED_OUT -> TIMEOUT;
            case UNKNOWN_SUBMIT -> UNKNOWN_SUBMIT;
            case ABORTED -> INTERRUPTED;
        };
    }

    static int of(HubException why) {
        boolean noAnswer = why instanceof HubUnreachableException || why instanceof HubInvalidAnswerException;
        return noAnswer ? UNREACHABLE : REFUSED;
    }
}
