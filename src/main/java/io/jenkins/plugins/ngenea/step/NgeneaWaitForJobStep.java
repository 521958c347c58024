package io.jenkins.plugins.ngenea.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.report.NgeneaJobResult;
import io.jenkins.plugins.ngenea.request.ScriptValue;
import io.jenkins.plugins.ngenea.request.WorkflowChecks;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code ngeneaWaitForJob}: waits for an existing Hub job. */
public final class NgeneaWaitForJobStep extends HubStep {
    private final String job;

    /** Name of the Hub that the job is known to be of; null if that is not known. */
    private final String hubOfJob;

    /**
     * @param job its id, as a text or a number, or what a step returned
     */
    @DataBoundConstructor
    public NgeneaWaitForJobStep(Object job) {
        if (job instanceof NgeneaJobResult result) {
            this.job = result.getId();
            this.hubOfJob = result.getHub();
        } else {
            this.job = ScriptValue.isNull(job) ? "" : job.toString().strip();
            this.hubOfJob = null;
        }
    }

    /** Id of the Hub job. */
    public String getJob() {
        return job;
    }

    @Override
    StepExecution execution(StepContext context) throws AbortException {
        if (!HubClient.isJobId(job)) {
            throw new AbortException(
                    "'job' must be the id of a Hub job, for example 4711. ngeneaWorkflow(wait: false) returns"
                            + " it as 'id'.");
        }
        if (getHub() == null) {
            setHub(hubOfJob);
        }
        return new NgeneaWaitForJobStepExecution(context, settings(), job);
    }

    /** Form and name of the step. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "ngeneaWaitForJob";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NgeneaWaitForJobStep_DisplayName();
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            return ScriptValue.withoutNulls(arguments, "");
        }

        @POST
        public FormValidation doCheckJob(@QueryParameter String value) {
            return HubClient.isJobId(Util.fixNull(value).strip())
                            || Util.fixNull(value).contains("$")
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.NgeneaWaitForJobStep_EnterId());
        }

        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            return WorkflowChecks.timeout(value, true);
        }
    }
}
