package io.jenkins.plugins.ngenea.binding;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Fingerprint;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithOneJenkins
class NgeneaHubBindingPipelineTest {
    private final KnownHub hub = new KnownHub();
    private JenkinsRule j;

    @BeforeEach
    void openHub(JenkinsRule rule) throws Exception {
        j = rule;
        // all of it has to work without any executor
        j.jenkins.setNumExecutors(0);
        hub.open();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void aDeclarativePipelineWithoutAgentGetsUrlAndMaskedKey() throws Exception {
        String key = hub.globalKey("hub-key");
        WorkflowRun run = succeed("""
                pipeline {
                  agent none
                  stages {
                    stage('call the Hub') {
                      steps {
                        withCredentials([ngeneaHub(hub: 'production', credentialsId: 'hub-key')]) {
                          echo "url=<${env.NGENEA_HUB_URL}> key=<${env.NGENEA_API_KEY}>"
                          script { env.KEY_LENGTH = "length=${env.NGENEA_API_KEY.length()}" }
                        }
                        echo env.KEY_LENGTH
                        echo "afterwards: ${env.NGENEA_HUB_URL} ${env.NGENEA_API_KEY}"
                      }
                    }
                  }
                }
                """);
        j.assertLogContains("url=<" + hub.url() + "> key=<****>", run);
        j.assertLogContains("length=" + key.length(), run);
        j.assertLogContains("afterwards: null null", run);
        j.assertLogContains("Masking supported pattern matches of $NGENEA_API_KEY", run);
        j.assertLogNotContains(key, run);
    }

    @Test
    void theHubAcceptsTheKeyThatIsBound() throws Exception {
        hub.globalKey("hub-key");
        j.assertLogContains("HTTP 200", succeed(calling("Api-Key", "ngeneaHub(credentialsId: 'hub-key')")));
    }

    @Test
    void theNamesOfTheVariablesCanBeChosen() throws Exception {
        hub.globalKey("hub-key");
        WorkflowRun run =
                succeed("withCredentials([ngeneaHub(credentialsId: 'hub-key', urlVariable: 'HUB', keyVariable:"
                        + " 'SECRET_1')]) { echo \"url=<${env.HUB}> key=<${env.SECRET_1}> ${env.NGENEA_HUB_URL}"
                        + " ${env.NGENEA_API_KEY}\" }");
        j.assertLogContains("url=<" + hub.url() + "> key=<****> null null", run);
    }

    @Test
    void blanksAroundAPastedKeyAreNotBound() throws Exception {
        String key = hub.emulator.newClientKey();
        KnownHub.addGlobal(KnownHub.text(CredentialsScope.GLOBAL, "hub-key", " " + key + "\n"));
        WorkflowRun run = succeed("withCredentials([ngeneaHub('hub-key')]) { echo \"<${env.NGENEA_API_KEY}>\" }");
        j.assertLogContains("<****>", run);
        j.assertLogNotContains(key, run);
    }

    @Test
    void aUserNameAndPasswordBecomeANewTokenInEachBuild() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        String script = calling("Bearer", "ngeneaHub(hub: 'production', credentialsId: 'hub-login')");
        WorkflowRun first = succeed(script);
        j.assertLogContains("HTTP 200", first);
        j.assertLogContains(
                "NGENEA_API_KEY contains an access token for Ngenea Hub 'production'. It is valid for an hour; send it as"
                        + " 'Authorization: Bearer'.",
                first);
        j.assertLogNotContains("s3cret-Pa55", first);

        hub.emulator.expireAccessTokens();
        j.assertLogContains("HTTP 200", j.buildAndAssertSuccess(first.getParent()));
        assertEquals(2, hub.emulator.requests(FaultPoint.TOKEN).size());
    }

    @Test
    void aTokenIsMaskedToo() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        WorkflowRun run =
                succeed("withCredentials([ngeneaHub('hub-login')]) { echo \"token=<${env.NGENEA_API_KEY}>\" }");
        j.assertLogContains("token=<****>", run);
    }

    @Test
    void aRotatedKeyIsTakenByTheNextBuild() throws Exception {
        String old = hub.globalKey("hub-key");
        WorkflowRun first = succeed(calling("Api-Key", "ngeneaHub('hub-key')"));
        hub.emulator.revokeKey(old);
        hub.globalKey("hub-key");
        j.assertLogContains("HTTP 200", j.buildAndAssertSuccess(first.getParent()));
    }

    @Test
    void theUseOfTheCredentialIsTracked() throws Exception {
        hub.globalKey("hub-key");
        WorkflowRun run = succeed("withCredentials([ngeneaHub('hub-key')]) {}");
        StandardCredentials credential =
                CredentialsProvider.findCredentialById("hub-key", StandardCredentials.class, run, List.of());
        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(credential);
        assertTrue(fingerprint.getJobs().contains(run.getParent().getFullName()));
    }

    @Test
    void neitherProgramNorBuildNorLogHoldTheKey() throws Exception {
        String key = hub.globalKey("hub-key");
        WorkflowJob job =
                job("withCredentials([ngeneaHub('hub-key')]) { echo env.NGENEA_API_KEY; semaphore 'inside' }");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("inside/1", run);
        // the address stands there, so the program was saved with the binding in it
        await().until(() -> BuildFiles.containing(hub.url()).stream().anyMatch(file -> file.endsWith("program.dat")));
        BuildFiles.assertNoneContains(key);
        SemaphoreStep.success("inside/1", null);
        j.assertBuildStatus(Result.SUCCESS, j.waitForCompletion(run));
        BuildFiles.assertNoneContains(key);
    }

    /** A Pipeline that asks the Hub for its jobs, as a shell step would with curl. */
    private static String calling(String scheme, String binding) {
        return """
                @NonCPS
                def status(url, authorization) {
                  def request = new URL(url).openConnection()
                  request.setRequestProperty('Authorization', authorization)
                  return request.responseCode
                }
                withCredentials([%s]) {
                  echo "HTTP ${status(env.NGENEA_HUB_URL + '/api/jobs/', '%s ' + env.NGENEA_API_KEY)}"
                }
                """.formatted(binding, scheme);
    }

    private WorkflowRun succeed(String script) throws Exception {
        return j.buildAndAssertSuccess(job(script));
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        // only what calls the Hub by itself needs to leave the sandbox
        job.setDefinition(new CpsFlowDefinition(script, !script.contains("openConnection")));
        return job;
    }
}
