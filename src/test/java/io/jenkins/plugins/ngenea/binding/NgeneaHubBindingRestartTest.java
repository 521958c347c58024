package io.jenkins.plugins.ngenea.binding;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class NgeneaHubBindingRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final KnownHub hub = new KnownHub();

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void aBlockKeepsItsVariablesAndTheMaskOverARestart() throws Throwable {
        String[] key = new String[1];
        sessions.then(j -> {
            key[0] = hub.open().globalKey("hub-key");
            WorkflowJob job = j.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition(
                    "withCredentials([ngeneaHub('hub-key')]) { semaphore 'inside'; echo \"url=<${env.NGENEA_HUB_URL}>"
                            + " key=<${env.NGENEA_API_KEY}>\" }",
                    true));
            SemaphoreStep.waitForStart("inside/1", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(j -> {
            BuildFiles.assertNoneContains(key[0]);
            WorkflowRun run =
                    j.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            SemaphoreStep.success("inside/1", null);
            j.assertBuildStatus(Result.SUCCESS, j.waitForCompletion(run));
            j.assertLogContains("url=<" + hub.url() + "> key=<****>", run);
            j.assertLogNotContains(key[0], run);
        });
    }
}
