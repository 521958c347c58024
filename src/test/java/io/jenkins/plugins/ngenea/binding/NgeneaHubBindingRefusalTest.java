package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import hudson.model.ItemGroup;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithOneJenkins
class NgeneaHubBindingRefusalTest {
    private final KnownHub hub = new KnownHub();
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
    void theHubsOwnKeyIsNeverBound() throws Exception {
        String key = hub.emulator.newClientKey();
        KnownHub.addGlobal(KnownHub.text(CredentialsScope.SYSTEM, "own", key));
        hub.openWith("own");
        for (String binding : List.of("ngeneaHub(hub: 'production')", "ngeneaHub(credentialsId: ' ')")) {
            refused(
                    binding,
                    "ngeneaHub: 'credentialsId' is missing. Builds never get the key configured for Ngenea Hub 'production';"
                            + " use a credential of this job or its folder.");
        }
        assertEquals(0, hub.emulator.requestCount());
    }

    @Test
    void aCredentialOfJenkinsItselfIsOutOfReachByItsNameToo() throws Exception {
        KnownHub.addGlobal(KnownHub.text(CredentialsScope.SYSTEM, "own", hub.emulator.newClientKey()));
        hub.openWith("own");
        refused(
                "ngeneaHub(hub: 'production', credentialsId: 'own')",
                "The credential 'own' for Ngenea Hub 'production' does not exist where this job can see it");
    }

    @Test
    void aFoldersCredentialIsForTheJobsInIt() throws Exception {
        Folder mine = j.createProject(Folder.class, "mine");
        Folder theirs = j.createProject(Folder.class, "theirs");
        KnownHub.addToFolder(mine, KnownHub.text(CredentialsScope.GLOBAL, "folder-key", hub.emulator.newClientKey()));
        String binding = "ngeneaHub(credentialsId: 'folder-key')";
        String refusal = "The credential 'folder-key' for Ngenea Hub 'production' does not exist";
        j.assertBuildStatus(Result.SUCCESS, run(mine, binding));
        j.assertBuildStatus(Result.SUCCESS, run(mine.createProject(Folder.class, "below"), binding));
        refused(theirs, binding, refusal);
        refused(j.jenkins, binding, refusal);
    }

    @Test
    void aCredentialForAnotherHostIsNotForThisHub() throws Exception {
        KnownHub.addForHost(
                "elsewhere.example.com", KnownHub.text(CredentialsScope.GLOBAL, "their-key", "their-secret"));
        refused("ngeneaHub('their-key')", "The credential 'their-key' for Ngenea Hub 'production' does not exist");
        KnownHub.addForHost("127.0.0.1", KnownHub.text(CredentialsScope.GLOBAL, "my-key", hub.emulator.newClientKey()));
        j.assertBuildStatus(Result.SUCCESS, run(j.jenkins, "ngeneaHub('my-key')"));
    }

    @Test
    void aHubThatIsNotConfiguredIsNamed() throws Exception {
        hub.globalKey("hub-key");
        refused(
                "ngeneaHub(hub: 'test', credentialsId: 'hub-key')",
                "No Ngenea Hub 'test' is available to this job. Available: production.");
    }

    @Test
    void withoutAnyHubItSaysWhereToAddOne() throws Exception {
        NgeneaHubConfiguration.get().setHubs(List.of());
        refused(
                "ngeneaHub('hub-key')",
                "No Ngenea Hub is configured. An administrator can add one under Manage Jenkins");
    }

    @Test
    void aSecondHubBreaksNoJob() throws Exception {
        hub.globalKey("hub-key");
        hub.addAnother("test");
        j.assertBuildStatus(Result.SUCCESS, run(j.jenkins, "ngeneaHub('hub-key')"));
        j.assertBuildStatus(Result.SUCCESS, run(j.jenkins, "ngeneaHub(hub: 'production', credentialsId: 'hub-key')"));
    }

    @Test
    void aHubThatIsNotOpenToTheFolderIsRefused() throws Exception {
        hub.globalKey("hub-key");
        NgeneaHubConfiguration.get().getHubs().get(0).setFolders(List.of("elsewhere"));
        refused("ngeneaHub(hub: 'production', credentialsId: 'hub-key')", "No Ngenea Hub is available to ");
    }

    @Test
    void aHubWhoseUrlIsNoneIsRefused() throws Exception {
        hub.globalKey("hub-key");
        // as a person may write it into the file; a form refuses it
        NgeneaHubConfiguration.get().getHubs().set(0, new NgeneaHub("production", "hub example", ""));
        refused("ngeneaHub('hub-key')", "The URL of Ngenea Hub 'production' is invalid.");
    }

    @Test
    void aCredentialOfAnotherKindIsRefused() throws Exception {
        KnownHub.addGlobal(new FileCredentialsImpl(
                CredentialsScope.GLOBAL, "a-file", null, "key.txt", SecretBytes.fromBytes(new byte[] {'k'})));
        refused("ngeneaHub('a-file')", "The credential 'a-file' is of the wrong kind (Secret file).");
    }

    @Test
    void aHubOutOfReachGivesNoToken() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        hub.emulator.goDown();
        WorkflowRun run = refused(
                "ngeneaHub('hub-login')",
                "Cannot get an access token from Ngenea Hub 'production' with credential 'hub-login'. POST " + hub.url()
                        + "/api/auth/token/: ");
        j.assertLogContains("Check that the Hub is running and that Jenkins can reach it, then try again.", run);
        j.assertLogNotContains("s3cret-Pa55", run);
    }

    @Test
    void aGatewaysErrorGivesNoToken() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        hub.emulator.faults().next(FaultPoint.TOKEN, Fault.badGateway());
        refused(
                "ngeneaHub('hub-login')",
                "Check that the Hub is running and that Jenkins can reach it, then try again.");
    }

    @Test
    void aWrongPasswordGivesNoToken() throws Exception {
        hub.globalLogin("hub-login", "s3cret-Pa55");
        hub.emulator.changePassword("deploy", "another");
        WorkflowRun run = refused("ngeneaHub('hub-login')", "rejected the user name and password (HTTP 401).");
        j.assertLogNotContains("try again", run);
        j.assertLogNotContains("s3cret-Pa55", run);
    }

    @Test
    void aHubOutOfReachMattersNotToAClientKey() throws Exception {
        hub.globalKey("hub-key");
        hub.emulator.goDown();
        j.assertBuildStatus(Result.SUCCESS, run(j.jenkins, "ngeneaHub('hub-key')"));
        assertEquals(0, hub.emulator.requestCount());
    }

    @Test
    void aNameThatNoVariableCanHaveIsRefused() throws Exception {
        String advice = "' is not a valid name for an environment variable. Use letters, digits and '_'";
        for (String name : List.of("HUB-KEY", "1KEY", "A B", "SCHL\u00dcSSEL", "A=B", "${KEY}")) {
            refused(
                    "ngeneaHub(credentialsId: 'hub-key', keyVariable: '" + name + "')",
                    "ngeneaHub: invalid 'keyVariable': '" + name + advice);
            refused(
                    "ngeneaHub(credentialsId: 'hub-key', urlVariable: '" + name + "')",
                    "ngeneaHub: invalid 'urlVariable': '" + name + advice);
        }
    }

    @Test
    void oneVariableForBothIsRefused() throws Exception {
        refused(
                "ngeneaHub(credentialsId: 'hub-key', urlVariable: 'Hub', keyVariable: 'HUB')",
                "ngeneaHub: 'urlVariable' and 'keyVariable' are both 'HUB'. Use two different variables.");
    }

    private WorkflowRun refused(String binding, String reason) throws Exception {
        return refused(j.jenkins, binding, reason);
    }

    private WorkflowRun refused(ModifiableTopLevelItemGroup parent, String binding, String reason) throws Exception {
        WorkflowRun run = run(parent, binding);
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: ", run);
        j.assertLogContains(reason, run);
        j.assertLogNotContains("the body ran", run);
        // one clear line, no stack trace
        j.assertLogNotContains("\tat ", run);
        return run;
    }

    private WorkflowRun run(ModifiableTopLevelItemGroup parent, String binding) throws Exception {
        String name = "job" + ((ItemGroup<?>) parent).getItems().size();
        WorkflowJob job = (WorkflowJob)
                parent.createProject(j.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class), name, false);
        job.setDefinition(new CpsFlowDefinition("withCredentials([" + binding + "]) { echo 'the body ran' }", true));
        return j.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
