package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.ngenea.request.RunSettings;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of every step that waits for a Hub job. */
public abstract class HubStep extends Step {
    private String hub;
    private String credentialsId;
    private boolean propagate = true;
    private boolean cancelOnAbort = true;
    private boolean quiet;
    private int timeout;

    public String getHub() {
        return hub;
    }

    @DataBoundSetter
    public void setHub(String hub) {
        this.hub = Util.fixEmptyAndTrim(hub);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    public boolean isQuiet() {
        return quiet;
    }

    @DataBoundSetter
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    /** Minutes; 0 for none. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    final RunSettings settings() throws AbortException {
        return new RunSettings(hub, credentialsId, propagate, cancelOnAbort, quiet, timeout);
    }
}
