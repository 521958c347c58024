package io.jenkins.plugins.ngenea.restart;

/** Where a build is when Jenkins stops. Each has a Hub of its own name, which holds its builds there. */
enum Moment {
    /** It asks for the newest job of the Hub; nothing is written down yet. */
    BEFORE_SUBMIT,
    /** The request is out, and a gateway hands it to the Hub only after Jenkins has stopped. */
    DURING_SUBMIT,
    /** The Hub has made the job; its answer has not come. */
    AFTER_SUBMIT,
    FOLLOWING,
    HUB_DOWN,
    /** The build was aborted; the Hub does not take the cancel. */
    CANCELLING,
    /** Only the step was stopped; the Hub does not take the cancel, and the build does something else by now. */
    CANCEL_LEFT_BEHIND,
    /** The job has failed; the Hub does not answer why. */
    JOB_ENDED,
    /** The job's end is in the journal, but not in the saved program. */
    END_WRITTEN,
    /** A second job of the build is followed. With {@link Stop#CLEAN_THEN_KILL} it was submitted between the two. */
    SECOND_JOB;

    /** Those whose job a person wanted to be cancelled. */
    boolean isCancel() {
        return this == CANCELLING || this == CANCEL_LEFT_BEHIND;
    }

    /** Whether the build waits for the job of the Hub {@link RestartHubs#GATE} after its own. */
    boolean hasGate() {
        return this == CANCEL_LEFT_BEHIND || this == END_WRITTEN;
    }

    /** A freestyle step cannot be stopped without its build, and nothing comes between its end and its build's. */
    boolean fits(Kind kind) {
        return switch (kind) {
            case FREESTYLE -> !hasGate() && this != SECOND_JOB;
            case DISABLE_RESUME -> this != SECOND_JOB;
            default -> true;
        };
    }
}
