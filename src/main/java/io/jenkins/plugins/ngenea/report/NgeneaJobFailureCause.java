package io.jenkins.plugins.ngenea.report;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/** Why a step failed a build: one sentence with the Hub, the job and its link. Shown in the log and on the build's page. */
public final class NgeneaJobFailureCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String message;

    public NgeneaJobFailureCause(String message) {
        this.message = message;
    }

    @Override
    public String getShortDescription() {
        return message;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NgeneaJobFailureCause && ((NgeneaJobFailureCause) other).message.equals(message);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(message);
    }
}
