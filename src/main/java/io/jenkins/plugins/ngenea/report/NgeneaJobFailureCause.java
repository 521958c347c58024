package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
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

    /** Of the way to the Hub, if something is wrong with that; empty for the Hub's own credential; else null. */
    private final String credentialsId;

    /** Why no job could be followed, or none is known. */
    public NgeneaJobFailureCause(String message) {
        this(message, "", "");
    }

    /**
     * @param jobId empty if no job is known
     * @param jobUrl page of the job in the Hub; may be empty
     */
    public NgeneaJobFailureCause(String message, String jobId, String jobUrl) {
        this(message, jobId, jobUrl, null);
    }

    private NgeneaJobFailureCause(String message, String jobId, String jobUrl, String credentialsId) {
        this.message = message;
        this.jobId = jobId;
        this.jobUrl = jobUrl;
        this.credentialsId = credentialsId;
    }

    /**
     * This one, which the way to the Hub is to blame for.
     *
     * @param credential its id; empty for the Hub's own
     */
    @NonNull
    public NgeneaJobFailureCause withSetup(@NonNull String credential) {
        return new NgeneaJobFailureCause(message, jobId, jobUrl, credential);
    }

    /** Null if the way to the Hub is not to blame. */
    @CheckForNull
    public WhereToMend getWhereToMend() {
        return credentialsId == null ? null : new WhereToMend(credentialsId);
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
        return Objects.requireNonNullElseGet(message, Messages::NgeneaJobFailureCause_Failed);
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
