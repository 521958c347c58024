package io.jenkins.plugins.ngenea.request;

import hudson.AbortException;
import hudson.Util;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** The parameters shared by running a workflow and waiting for a job. Immutable once created or read. */
public final class RunSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private String hub;
    private String credentialsId;
    private boolean propagate;
    private boolean cancelOnAbort;
    private boolean quiet;
    private int timeoutMinutes;

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
            throw new AbortException(
                    "'timeout' must be a number of minutes, or 0 for no timeout. Nothing was submitted.");
        }
        this.hub = Util.fixEmptyAndTrim(hub);
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        this.propagate = propagate;
        this.cancelOnAbort = cancelOnAbort;
        this.quiet = quiet;
        this.timeoutMinutes = timeoutMinutes;
    }

    /** What a saved program does not say is as if the script had left it out. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField read = in.readFields();
        hub = (String) read.get("hub", null);
        credentialsId = (String) read.get("credentialsId", null);
        propagate = read.get("propagate", true);
        cancelOnAbort = read.get("cancelOnAbort", true);
        quiet = read.get("quiet", false);
        timeoutMinutes = read.get("timeoutMinutes", 0);
    }

    public String hub() {
        return hub;
    }

    public String credentialsId() {
        return credentialsId;
    }

    /** Whether an end of the job other than SUCCESS or SKIPPED fails the build. */
    public boolean propagate() {
        return propagate;
    }

    public boolean cancelOnAbort() {
        return cancelOnAbort;
    }

    public boolean quiet() {
        return quiet;
    }

    public int timeoutMinutes() {
        return timeoutMinutes;
    }
}
