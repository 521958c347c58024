package io.jenkins.plugins.ngenea.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.request.PathList;
import io.jenkins.plugins.ngenea.request.ScriptValue;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import io.jenkins.plugins.ngenea.request.WorkflowParametersForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code ngeneaWorkflow}: submits a workflow to a Hub and waits for its job. */
public final class NgeneaWorkflowStep extends HubStep {
    private final String workflow;
    private List<String> paths = new ArrayList<>();

    /** What is wrong with the paths that were given; null if nothing is. */
    private String pathsProblem;

    private String pathsFile;
    private String site;
    private String discovery;
    private List<WorkflowField> fields = new ArrayList<>();
    private String queue;
    private boolean wait = true;

    @DataBoundConstructor
    public NgeneaWorkflowStep(String workflow) {
        this.workflow = Util.fixNull(workflow).strip();
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

    /**
     * @param paths a list of texts, or one text with a path on each line
     */
    @DataBoundSetter
    public void setPaths(Object paths) {
        pathsProblem = null;
        try {
            this.paths = PathList.of(paths);
        } catch (IllegalArgumentException e) {
            // said when the step starts: here it would be shown with its stack trace
            pathsProblem = e.getMessage();
        }
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

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    String workflow() {
        return workflow;
    }

    @Override
    String site() {
        return site;
    }

    @Override
    StepExecution execution(StepContext context) throws AbortException {
        if (pathsProblem != null) {
            throw new AbortException(pathsProblem + " Nothing was submitted.");
        }
        return new NgeneaWorkflowStepExecution(
                context,
                new WorkflowParameters(
                        workflow,
                        site,
                        discovery,
                        WorkflowField.toMap(fields),
                        queue,
                        paths,
                        pathsFile,
                        wait,
                        settings()));
    }

    /** Form and name of the step. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor implements WorkflowParametersForm {
        @Override
        public String getFunctionName() {
            return "ngeneaWorkflow";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NgeneaWorkflowStep_DisplayName();
        }

        /** What is wrong with the fields is said when the step starts: here it would be shown with its stack trace. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            try {
                return WorkflowParametersForm.super.customInstantiate(arguments);
            } catch (IllegalArgumentException e) {
                Map<String, Object> others = new LinkedHashMap<>(arguments);
                others.put(FIELDS, List.of(WorkflowField.unusable(e.getMessage())));
                return WorkflowParametersForm.super.customInstantiate(others);
            }
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return StepArguments.shown(arguments);
        }
    }
}
