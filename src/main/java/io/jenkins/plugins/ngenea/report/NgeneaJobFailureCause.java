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

    public NgeneaJobFailureCause(String message) {
        this.message = message;
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
