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
    private boolean cancelOnFailure;
    private boolean quiet;
    /** What earlier versions read; a part of a minute counts as a whole one. */
    private int timeoutMinutes;

    private long timeoutSeconds;
    private String failedPathsFile;
    private boolean failedPathsArtifact;
    private boolean failedPathsNull;

    /**
     * @param hub blank for the default
     * @param credentialsId blank for the Hub's own
     * @param timeoutSeconds 0 for none
     * @throws AbortException if the timeout is negative
     */
    public RunSettings(
            String hub,
            String credentialsId,
            boolean propagate,
            boolean cancelOnAbort,
            boolean quiet,
            long timeoutSeconds)
            throws AbortException {
        if (timeoutSeconds < 0) {
            throw new AbortException(
                    "'timeout' must be a number of minutes, or 0 for no timeout. Nothing was submitted.");
        }
        this.hub = Util.fixEmptyAndTrim(hub);
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        this.propagate = propagate;
        this.cancelOnAbort = cancelOnAbort;
        this.quiet = quiet;
        this.timeoutMinutes = (int) ((timeoutSeconds + 59) / 60);
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Whoever makes one changes it before anybody sees it. */
    private RunSettings(RunSettings other) {
        hub = other.hub;
        credentialsId = other.credentialsId;
        propagate = other.propagate;
        cancelOnAbort = other.cancelOnAbort;
        cancelOnFailure = other.cancelOnFailure;
        quiet = other.quiet;
        timeoutMinutes = other.timeoutMinutes;
        timeoutSeconds = other.timeoutSeconds;
        failedPathsFile = other.failedPathsFile;
        failedPathsArtifact = other.failedPathsArtifact;
        failedPathsNull = other.failedPathsNull;
    }

    /**
     * These, and a list of the paths that failed.
     *
     * @param file of the workspace; blank for none
     * @param artifact whether the list becomes an artifact of the build
     * @param nulls whether NULs separate the paths, not line ends
     * @throws AbortException if no file of a workspace is called that
     */
    public RunSettings listingFailedPaths(String file, boolean artifact, boolean nulls) throws AbortException {
        String name = ScriptValue.trimmed(file);
        if (name != null) {
            WorkspaceTarget.check(name);
        }
        RunSettings listing = new RunSettings(this);
        listing.failedPathsFile = name;
        listing.failedPathsArtifact = artifact;
        listing.failedPathsNull = nulls;
        return listing;
    }

    /**
     * These, for a Pipeline.
     *
     * @param cancels whether the job is cancelled when the Pipeline itself fails while its step waits
     */
    public RunSettings cancellingOnFailure(boolean cancels) {
        RunSettings cancelling = new RunSettings(this);
        cancelling.cancelOnFailure = cancels;
        return cancelling;
    }

    /** What a saved program does not say is as if the script had left it out. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField read = in.readFields();
        hub = (String) read.get("hub", null);
        credentialsId = (String) read.get("credentialsId", null);
        propagate = read.get("propagate", true);
        cancelOnAbort = read.get("cancelOnAbort", true);
        cancelOnFailure = read.get("cancelOnFailure", false);
        quiet = read.get("quiet", false);
        timeoutMinutes = read.get("timeoutMinutes", 0);
        timeoutSeconds = read.get("timeoutSeconds", 60L * timeoutMinutes);
        failedPathsFile = (String) read.get("failedPathsFile", null);
        failedPathsArtifact = read.get("failedPathsArtifact", false);
        failedPathsNull = read.get("failedPathsNull", false);
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

    public boolean cancelOnFailure() {
        return cancelOnFailure;
    }

    public boolean quiet() {
        return quiet;
    }

    public long timeoutSeconds() {
        return timeoutSeconds;
    }

    /** File of the workspace that gets the failed paths; null for none. */
    public String failedPathsFile() {
        return failedPathsFile;
    }

    /** Whether a list of the failed paths becomes an artifact of the build. */
    public boolean failedPathsArtifact() {
        return failedPathsArtifact;
    }

    /** Whether NULs separate the failed paths. */
    public boolean failedPathsNull() {
        return failedPathsNull;
    }
}
