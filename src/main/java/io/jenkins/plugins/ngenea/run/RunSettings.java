package io.jenkins.plugins.ngenea.run;

import hudson.AbortException;
import hudson.Util;
import java.io.Serializable;

/** The parameters that running a workflow and waiting for a job have in common. */
public final class RunSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String hub;
    private final String credentialsId;
    private final boolean propagate;
    private final boolean cancelOnAbort;
    private final boolean quiet;
    private final int timeoutMinutes;

    /**
     * @param hub blank for the only one
     * @param credentialsId blank for the Hub's own
     * @param timeoutMinutes 0 for none
     * @throws AbortException if the timeout is negative
     */
    public RunSettings(
            String hub,
            String credentialsId,
            boolean propagate,
            boolean cancelOnAbort,
            boolean quiet,
            int timeoutMinutes)
            throws AbortException {
        if (timeoutMinutes < 0) {
            throw new AbortException("'timeout' must be a number of minutes, or 0 for none. Nothing was submitted.");
        }
        this.hub = Util.fixEmptyAndTrim(hub);
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        this.propagate = propagate;
        this.cancelOnAbort = cancelOnAbort;
        this.quiet = quiet;
        this.timeoutMinutes = timeoutMinutes;
    }

    String hub() {
        return hub;
    }

    String credentialsId() {
        return credentialsId;
    }

    /** Whether an end of the job other than SUCCESS or SKIPPED fails the build. */
    public boolean propagate() {
        return propagate;
    }

    boolean cancelOnAbort() {
        return cancelOnAbort;
    }

    boolean quiet() {
        return quiet;
    }

    int timeoutMinutes() {
        return timeoutMinutes;
    }
}
