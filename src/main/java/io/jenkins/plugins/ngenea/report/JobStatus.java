package io.jenkins.plugins.ngenea.report;

import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;

/** What a build's page makes of a job: the Hub's state, and whether the build learns of it. */
public enum JobStatus {
    SUCCEEDED("symbol-status-blue"),
    FAILED("symbol-status-red"),
    /** Followed, and not over. */
    RUNNING("symbol-status-nobuilt-anime"),
    /** Followed, but the Hub does not answer. */
    CONTACT_LOST("symbol-status-yellow-anime"),
    CANCELLED("symbol-status-aborted"),
    /** Nobody waits for it. */
    SUBMITTED("symbol-status-nobuilt"),
    /** Nobody follows it any more, and its end was not seen. */
    NOT_FOLLOWED("symbol-status-nobuilt"),
    /** Not submitted yet, or its id is still looked for. */
    WAITING("symbol-status-nobuilt-anime");

    private final String icon;

    JobStatus(String icon) {
        this.icon = icon;
    }

    /** Symbol of the design library. */
    public String getIcon() {
        return icon;
    }

    /** Of a job that is followed, or of a run that is to have one. */
    static JobStatus ofFollowed(boolean isThere, boolean contactLost) {
        if (!isThere) {
            return WAITING;
        }
        return contactLost ? CONTACT_LOST : RUNNING;
    }

    /** Of a job that nobody follows any more. */
    static JobStatus ofLeft(JobState state, ReportedEnd end) {
        if (end.is(Outcome.Kind.SUBMITTED)) {
            return SUBMITTED;
        }
        return switch (state.category()) {
            case ENDED_WELL -> SUCCEEDED;
            case ENDED_BADLY -> FAILED;
            case CANCELLED -> CANCELLED;
            default -> unseen(end);
        };
    }

    /** What an earlier version wrote says nothing of how a run ended. */
    private static JobStatus unseen(ReportedEnd end) {
        if (end.is(Outcome.Kind.ABORTED)) {
            return CANCELLED;
        }
        return end.kind().isEmpty() ? NOT_FOLLOWED : FAILED;
    }
}
