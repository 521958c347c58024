package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import hudson.EnvVars;
import hudson.Functions;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.tasks.BatchFile;
import hudson.tasks.Shell;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;

@WithOneJenkins
class NgeneaHubBindingFreestyleTest {
    private final KnownHub hub = new KnownHub();
    private final CaptureEnvironmentBuilder captured = new CaptureEnvironmentBuilder();
    private JenkinsRule j;

    @BeforeEach
    void openHub(JenkinsRule rule) {
        j = rule;
        hub.open();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void aShellStepGetsUrlAndMaskedKey() throws Exception {
        String key = hub.globalKey("hub-key");
        FreeStyleProject job = job("hub-key");
        job.getBuildersList()
                .add(
                        Functions.isWindows()
                                ? new BatchFile("@echo url=%NGENEA_HUB_URL% key=%NGENEA_API_KEY%")
                                : new Shell("set +x; echo url=$NGENEA_HUB_URL key=$NGENEA_API_KEY"));
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        j.assertLogContains("url=" + hub.url() + " key=****", build);
        j.assertLogNotContains(key, build);
        assertEquals(key, captured.getEnvVars().get("NGENEA_API_KEY"));
        assertTrue(build.getSensitiveBuildVariables().contains("NGENEA_API_KEY"));
        assertFalse(build.getSensitiveBuildVariables().contains("NGENEA_HUB_URL"));
    }

    @Test
    void theFilesOfJobAndBuildDoNotHoldTheKey() throws Exception {
        String key = hub.globalKey("hub-key");
        j.buildAndAssertSuccess(job("hub-key"));
        // the files are there and are read
        assertTrue(BuildFiles.containing("hub-key").stream().anyMatch(file -> file.endsWith("config.xml")));
        assertTrue(BuildFiles.containing("<build>").stream().anyMatch(file -> file.endsWith("build.xml")));
        BuildFiles.assertNoneContains(key);
    }

    @Test
    void aUserNameAndPasswordBecomeATokenThatTheHubAccepts() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        FreeStyleBuild build = j.buildAndAssertSuccess(job("hub-login"));
        EnvVars env = captured.getEnvVars();
        hub.assertAccepts("Bearer " + env.get("NGENEA_API_KEY"));
        assertEquals(hub.url(), env.get("NGENEA_HUB_URL"));
        assertFalse(env.containsValue("s3cret-Pa55"));
        j.assertLogContains("It is valid for an hour; send it as 'Authorization: Bearer'.", build);
        j.assertLogNotContains(env.get("NGENEA_API_KEY"), build);
        BuildFiles.assertNoneContains(env.get("NGENEA_API_KEY"));
    }

    @Test
    void aParameterOfTheBuildCanNameTheCredential() throws Exception {
        String key = hub.globalKey("hub-key");
        FreeStyleProject job = job("${WHICH_KEY}");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "WHICH_KEY", null, "hub-key", StringCredentials.class.getName(), true)));
        j.buildAndAssertSuccess(job);
        assertEquals(key, captured.getEnvVars().get("NGENEA_API_KEY"));
    }

    @Test
    void aMissingCredentialFailsTheBuildBeforeItsSteps() throws Exception {
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job(""));
        j.assertLogContains("ERROR: ngeneaHub: 'credentialsId' is missing.", build);
        j.assertLogNotContains("\tat ", build);
        assertNull(captured.getEnvVars());
    }

    @Test
    void aConfigurationWithoutTheNamesOfTheVariablesHasTheDefaultOnes() throws Exception {
        hub.globalKey("hub-key");
        FreeStyleProject job = job("hub-key");
        String xml = job.getConfigFile().asString();
        assertFalse(xml.contains("Variable>"), xml);
        job.doReload();
        FreeStyleProject reloaded = j.jenkins.getItemByFullName(job.getFullName(), FreeStyleProject.class);
        j.buildAndAssertSuccess(reloaded);
        EnvVars env =
                reloaded.getBuildersList().get(CaptureEnvironmentBuilder.class).getEnvVars();
        assertEquals(hub.url(), env.get("NGENEA_HUB_URL"));
        assertTrue(env.containsKey("NGENEA_API_KEY"));
    }

    private FreeStyleProject job(String credentialsId) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new NgeneaHubBinding(credentialsId))));
        job.getBuildersList().add(captured);
        return job;
    }
}
