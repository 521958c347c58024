package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.build.RefusedRun;
import io.jenkins.plugins.ngenea.config.TimeLimit;
import io.jenkins.plugins.ngenea.request.RunSettings;
import io.jenkins.plugins.ngenea.request.ScriptValue;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of every step that waits for a Hub job. */
public abstract class HubStep extends Step {
    private String hub;
    private String credentialsId;
    private boolean propagate = true;
    private boolean cancelOnAbort = true;
    private boolean cancelOnFailure;
    private boolean quiet;
    private Object timeout = 0;
    private String failedPathsFile;
    private boolean failedPathsArtifact;
    private boolean failedPathsNull;

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

    public boolean isCancelOnFailure() {
        return cancelOnFailure;
    }

    @DataBoundSetter
    public void setCancelOnFailure(boolean cancelOnFailure) {
        this.cancelOnFailure = cancelOnFailure;
    }

    public boolean isQuiet() {
        return quiet;
    }

    @DataBoundSetter
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    /** A number of minutes, 0 for none; or a text with a unit. */
    public Object getTimeout() {
        return TimeLimit.shown(timeout);
    }

    @DataBoundSetter
    public void setTimeout(Object timeout) {
        this.timeout = timeout;
    }

    public String getFailedPathsFile() {
        return failedPathsFile;
    }

    @DataBoundSetter
    public void setFailedPathsFile(String failedPathsFile) {
        this.failedPathsFile = ScriptValue.trimmed(failedPathsFile);
    }

    public boolean isFailedPathsArtifact() {
        return failedPathsArtifact;
    }

    @DataBoundSetter
    public void setFailedPathsArtifact(boolean failedPathsArtifact) {
        this.failedPathsArtifact = failedPathsArtifact;
    }

    public boolean isFailedPathsNull() {
        return failedPathsNull;
    }

    @DataBoundSetter
    public void setFailedPathsNull(boolean failedPathsNull) {
        this.failedPathsNull = failedPathsNull;
    }

    /**
     * @throws AbortException if the parameters cannot be used; the message tells a person why
     */
    abstract StepExecution execution(StepContext context) throws AbortException;

    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        try {
            return execution(context);
        } catch (AbortException e) {
            return new Refused(context, workflow(), site(), e);
        }
    }

    /** Tells the page of the build before it fails: not on Pipeline's own thread, because that writes to the disk. */
    private static final class Refused extends SynchronousNonBlockingStepExecution<Void> {
        private static final long serialVersionUID = 1L;

        private final String workflow;
        private final String site;
        private final AbortException why;

        Refused(StepContext context, String workflow, String site, AbortException why) {
            super(context);
            this.workflow = workflow;
            this.site = site;
            this.why = why;
        }

        @Override
        protected Void run() throws Exception {
            RefusedRun.show(getContext().get(Run.class), workflow, site, null, why);
            throw why;
        }
    }

    /** Null if it runs none. */
    String workflow() {
        return null;
    }

    /** Null if none was given. */
    String site() {
        return null;
    }

    final RunSettings settings() throws AbortException {
        try {
            return new RunSettings(hub, credentialsId, propagate, cancelOnAbort, quiet, TimeLimit.seconds(timeout))
                    .listingFailedPaths(failedPathsFile, failedPathsArtifact, failedPathsNull)
                    .cancellingOnFailure(cancelOnFailure);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage() + " Nothing was submitted.");
        }
    }
}
