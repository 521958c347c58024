package io.jenkins.plugins.ngenea.builder;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.ngenea.build.RefusedRun;
import io.jenkins.plugins.ngenea.build.UnexpectedFailure;
import io.jenkins.plugins.ngenea.config.TimeLimit;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.request.BuildVariables;
import io.jenkins.plugins.ngenea.request.KeptByForm;
import io.jenkins.plugins.ngenea.request.PathList;
import io.jenkins.plugins.ngenea.request.RunSettings;
import io.jenkins.plugins.ngenea.request.ScriptValue;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import io.jenkins.plugins.ngenea.request.WorkflowParametersForm;
import io.jenkins.plugins.ngenea.step.NgeneaWorkflowStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.lang.Klass;

/** A build step that submits a workflow to a Hub and waits for its job. Expands build variables in its parameters. */
public final class NgeneaWorkflowBuilder extends Builder {
    private String workflow;
    private List<String> paths = new ArrayList<>();
    private String pathsFile;
    private String site;
    private String discovery;
    private List<WorkflowField> fields = new ArrayList<>();
    private String queue;
    private String hub;
    private String credentialsId;
    private Boolean wait = true;
    private Boolean propagate = true;
    private Boolean cancelOnAbort = true;
    private boolean quiet;
    /** As it was given; null for none. */
    private String timeout;

    private String failedPathsFile;
    private boolean failedPathsArtifact;
    private boolean failedPathsNull;

    @DataBoundConstructor
    public NgeneaWorkflowBuilder(String workflow) {
        this.workflow = Util.fixNull(workflow).strip();
    }

    /**
     * What a file of jobs does not say, because a person or program wrote it or an earlier version did, is as if it had been
     * left out of a script: above all, whoever says nothing of waiting waits.
     */
    protected Object readResolve() {
        workflow = Util.fixNull(workflow).strip();
        paths = new ArrayList<>(present(paths));
        setPathsFile(pathsFile);
        setSite(site);
        discovery = Discovery.normalise(discovery);
        setFields(present(fields));
        setQueue(queue);
        setHub(hub);
        setCredentialsId(credentialsId);
        setFailedPathsFile(failedPathsFile);
        wait = wait == null || wait;
        propagate = propagate == null || propagate;
        cancelOnAbort = cancelOnAbort == null || cancelOnAbort;
        return this;
    }

    private static <T> List<T> present(@CheckForNull List<T> read) {
        return read == null ? List.of() : read.stream().filter(Objects::nonNull).toList();
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        try {
            return new BuildStepRun(build, listener).perform(checked(build, BuildVariables.of(build, listener)));
        } catch (RuntimeException e) {
            throw UnexpectedFailure.standsFor(e);
        }
    }

    private WorkflowParameters checked(AbstractBuild<?, ?> build, BuildVariables variables) throws IOException {
        try {
            return parameters(variables);
        } catch (AbortException e) {
            RefusedRun.show(build, variables.text(workflow), variables.text(site), null, e);
            throw e;
        }
    }

    private WorkflowParameters parameters(BuildVariables variables) throws IOException {
        return new WorkflowParameters(
                variables.line(workflow, "workflow"),
                variables.line(site, "site"),
                Discovery.normalise(variables.line(discovery, "discovery")),
                WorkflowField.toMap(fields.stream()
                        .map(field -> field.expanded(variables::text))
                        .toList()),
                variables.line(queue, "queue"),
                variables.paths(paths),
                variables.line(pathsFile, "pathsFile"),
                wait,
                new RunSettings(
                                variables.line(hub, "hub"),
                                credentialsId,
                                propagate,
                                cancelOnAbort,
                                quiet,
                                timeoutSeconds())
                        .listingFailedPaths(
                                variables.line(failedPathsFile, "failedPathsFile"),
                                failedPathsArtifact,
                                failedPathsNull));
    }

    private long timeoutSeconds() throws AbortException {
        try {
            return TimeLimit.seconds(timeout);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage() + " Nothing was submitted.");
        }
    }

    public String getWorkflow() {
        return workflow;
    }

    public List<String> getPaths() {
        return paths;
    }

    /** For the form, a path on each line. */
    public String getPathsText() {
        return String.join("\n", paths);
    }

    /** For the form: those that {@link #getPathsText} does not show as they are; else null. */
    @CheckForNull
    public String getKeptPaths() {
        return KeptByForm.paths(paths, getPathsText());
    }

    /**
     * @param paths a list of texts, or one text with a path on each line
     */
    @DataBoundSetter
    public void setPaths(Object paths) {
        this.paths = new ArrayList<>(PathList.of(paths));
    }

    public String getPathsFile() {
        return pathsFile;
    }

    @DataBoundSetter
    public void setPathsFile(String pathsFile) {
        this.pathsFile = Util.fixEmptyAndTrim(pathsFile);
    }

    public String getSite() {
        return site;
    }

    @DataBoundSetter
    public void setSite(String site) {
        this.site = ScriptValue.trimmed(site);
    }

    /** Null if left out; {@code none} for no discovery. */
    public String getDiscovery() {
        return discovery;
    }

    /**
     * @param discovery null or {@code none}: no discovery; blank or {@code default}: left out, the workflow's own
     */
    @DataBoundSetter
    public void setDiscovery(String discovery) {
        this.discovery = discovery == null ? Discovery.NONE : Discovery.normalise(discovery);
    }

    public List<WorkflowField> getFields() {
        return fields;
    }

    @DataBoundSetter
    public void setFields(List<WorkflowField> fields) {
        this.fields = fields == null ? new ArrayList<>() : new ArrayList<>(fields);
    }

    public String getQueue() {
        return queue;
    }

    @DataBoundSetter
    public void setQueue(String queue) {
        this.queue = ScriptValue.trimmed(queue);
    }

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

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
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

    /** A number of minutes, 0 for none; or a text with a unit. */
    public Object getTimeout() {
        return TimeLimit.shown(timeout);
    }

    @DataBoundSetter
    public void setTimeout(Object timeout) {
        this.timeout = ScriptValue.isNull(timeout) ? null : ScriptValue.trimmed(timeout.toString());
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

    /** Form of the build step. Its symbol differs from the Pipeline step's name, so that neither hides the other. */
    @Extension
    @Symbol("ngeneaHubWorkflow")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> implements WorkflowParametersForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NgeneaWorkflowBuilder_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @Override
        public Builder newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Builder made = super.newInstance(request, form);
            KeptByForm.paths(form).ifPresent(((NgeneaWorkflowBuilder) made)::setPaths);
            return made;
        }

        /** The fields are those of the Pipeline step, and so is their help. */
        @Override
        public String getHelpFile(Klass<?> clazz, String field) {
            String own = super.getHelpFile(clazz, field);
            return own != null || field == null
                    ? own
                    : Jenkins.get()
                            .getDescriptorByType(NgeneaWorkflowStep.DescriptorImpl.class)
                            .getHelpFile(field);
        }
    }
}
