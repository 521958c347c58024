package io.jenkins.plugins.ngenea.journal;

/** Why a run was told to stop. */
public enum StopReason {
    /** Its build was aborted. */
    ABORTED,
    /** Its deadline passed. */
    TIMED_OUT,
    /** Its build ended by itself, with a failure, before the run did. */
    BUILD_FAILED
}
