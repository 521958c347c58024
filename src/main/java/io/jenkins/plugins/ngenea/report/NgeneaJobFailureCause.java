package io.jenkins.plugins.ngenea.report;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/**
 * Why a step failed a build: one sentence with the Hub, the job and its link. Shown in the log and on the page of the
 * build.
 */
public final class NgeneaJobFailureCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String message;

    /** Null in what an earlier version saved; empty if no job is known. */
    private final String jobId;

    private final String jobUrl;

    /** Why no job could be followed, or none is known. */
    public NgeneaJobFailureCause(String message) {
        this(message, "", "");
    }

    /**
     * @param jobId empty if no job is known
     * @param jobUrl page of the job in the Hub; may be empty
     */
    public NgeneaJobFailureCause(String message, String jobId, String jobUrl) {
        this.message = message;
        this.jobId = jobId;
        this.jobUrl = jobUrl;
    }

    /** Id of the Hub job; empty if no job is known. */
    public String getJobId() {
        return Objects.requireNonNullElse(jobId, "");
    }

    /** Page of the job in the Hub; empty if no job is known. */
    public String getJobUrl() {
        return Objects.requireNonNullElse(jobUrl, "");
    }

    @Override
    public String getShortDescription() {
        return Objects.requireNonNullElse(message, "The Ngenea Hub job of this build failed.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NgeneaJobFailureCause cause && Objects.equals(cause.message, message);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(message);
    }
}
