package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What is wrong before anything is asked of the Hub gets one clear line, and no request. */
@WithOneJenkins
class BadInputTest {
    private static final String MIGRATE = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";

    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private void assertRefused(String script, String line) throws Exception {
        WorkflowRun build = Pipelines.run(jenkins, Result.FAILURE, script);
        jenkins.assertLogContains(line, build);
        jenkins.assertLogNotContains("\tat ", build);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void noHubAtAll() throws Exception {
        HubInJenkins.configure(new NgeneaHub[0]);
        assertRefused(MIGRATE, "No Ngenea Hub is configured. An administrator can add one under Manage Jenkins");
    }

    @Test
    void anUnknownHubIsAnsweredWithThoseThereAre() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], hub: 'prodution')",
                "No Ngenea Hub 'prodution' is available to this job. Available: production.");
    }

    @Test
    void anUnknownHubOfSeveralIsAnsweredWithAllOfThem() throws Exception {
        HubInJenkins.configure(hub.hub(), new NgeneaHub("archive", "https://archive.example.com", ""));
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], hub: 'prodution')",
                "No Ngenea Hub 'prodution' is available to this job. Available: production, archive.");
    }

    @Test
    void aHubThatIsOpenToOtherFoldersOnly() throws Exception {
        NgeneaHub closed = hub.hub();
        closed.setFolders(List.of("storage", "nightly/jobs"));
        HubInJenkins.configure(closed);
        assertRefused(MIGRATE, "No Ngenea Hub is available to ");
    }

    @Test
    void noPaths() throws Exception {
        assertRefused("ngeneaWorkflow(workflow: 'migrate', paths: ['', ' '])", "No paths: list at least one");
        assertRefused("ngeneaWorkflow(workflow: 'migrate')", "No paths: list at least one");
    }

    @Test
    void aBlankWorkflow() throws Exception {
        assertRefused("ngeneaWorkflow(workflow: ' ', paths: ['/a'])", "'workflow' is empty");
    }

    @Test
    void noSite() throws Exception {
        NgeneaHub siteless = hub.hub();
        siteless.setDefaultSite(null);
        HubInJenkins.configure(siteless);
        assertRefused(MIGRATE, "No site: specify where workflow 'migrate' starts");
    }

    @Test
    void aCredentialThatIsNotThere() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'no-such')",
                "The credential 'no-such' for Ngenea Hub 'production' does not exist where this job can see it");
    }

    @Test
    void aCredentialOfTheWrongKind() throws Exception {
        HubInJenkins.addFile(jenkins.jenkins, "a-file");
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'a-file')",
                "The credential 'a-file' is of the wrong kind (Secret file)");
    }

    @Test
    void aUrlThatIsNone() throws Exception {
        NgeneaHub wrong = new NgeneaHub("production", "hub.example.com", HubInJenkins.CREDENTIAL);
        wrong.setDefaultSite("dfoster1");
        // as a person may write it into the file; a form refuses it
        NgeneaHubConfiguration.get().getHubs().set(0, wrong);
        assertRefused(
                MIGRATE,
                "The URL of Ngenea Hub 'production' is invalid. 'hub.example.com' is not an http or https URL");
    }

    @Test
    void aTimeoutWithoutWaiting() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false, timeout: 5)",
                "'timeout' requires 'wait'");
    }

    @Test
    void aTimeoutThatIsNoWholeNumberOfMinutes() throws Exception {
        for (String timeout : new String[] {"0.5", "1.9", "5_000_000_000L", "'0.5'", "-1", "'2 weeks'", "[1]"}) {
            assertRefused(
                    "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: " + timeout + ")",
                    "'timeout' must be a whole number of minutes from 0 to 2147483647, or a text with a unit");
        }
        assertRefused("ngeneaWaitForJob(job: 1, timeout: 0.5)", "'timeout' must be a whole number of minutes");
    }

    @Test
    void whatNoRequestCanCarry() throws Exception {
        for (String bad : new String[] {"\\0", "\\uD83D"}) {
            assertRefused(
                    "ngeneaWorkflow(workflow: 'migrate', paths: ['/a', '/b" + bad + "'])",
                    "'paths' cannot be used: path 2 ('/b') has ");
            assertRefused("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], site: 'x" + bad + "')", "'site' has ");
            assertRefused("ngeneaWorkflow(workflow: 'x" + bad + "', paths: ['/a'])", "'workflow' has ");
            assertRefused(
                    "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], fields: [x: ['a', 'b" + bad + "']])",
                    "'fields.x[1]' has ");
            assertRefused(
                    "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], queue: 'x" + bad + "')",
                    "'queue' must be the name of a queue");
        }
    }

    @Test
    void aQueueThatIsNoWord() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], queue: 'high priority')",
                "'queue' must be the name of a queue: letters, digits, '_' and '-' only, not 'high priority'.");
    }

    @Test
    void valuesOfTypesThatNoRequestHas() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], fields: [x: ['a', 1, new Date()]])",
                "'fields.x[2]' must be a string, a number, true/false, or a list or map of these, not a Date.");
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a', ['/b', 7]])",
                "'paths[1][1]' must be a string, not a Integer.");
    }

    @Test
    void fieldsThatAreNoMap() throws Exception {
        for (String fields : new String[] {"['a=b']", "'a=b'", "7"}) {
            assertRefused(
                    "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], fields: " + fields + ")",
                    "'fields' must be a map, for example [lock_level: 'partial']. Nothing was submitted.");
        }
    }

    @Test
    void aListOfPathsWithABadByte() throws Exception {
        WorkflowJob job = Pipelines.job("latin", "node { ngeneaWorkflow(workflow: 'migrate', pathsFile: 'x.txt') }");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        byte[] list = "/mmfs1/file\n".repeat(40_000).getBytes(StandardCharsets.UTF_8);
        list[list.length - 5] = (byte) 0xE4;
        workspace.child("x.txt").copyFrom(new ByteArrayInputStream(list));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("line 40000 of " + workspace.child("x.txt") + " is not UTF-8", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void pathsAndAFileWithPaths() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], pathsFile: 'x')",
                "Use either 'paths' or 'pathsFile', not both.");
    }

    @Test
    void aFileWithPathsThatCannotBeRead() throws Exception {
        assertRefused(
                "ngeneaWorkflow(workflow: 'migrate', pathsFile: 'x.txt')",
                "'pathsFile' (x.txt) is read from a workspace, but this step has none.");
        assertRefused(
                "node { ngeneaWorkflow(workflow: 'migrate', pathsFile: 'x.txt') }",
                "'pathsFile' is not a file in the workspace");
        assertRefused(
                "node { writeFile file: 'x.txt', text: ' \\n\\n'\n"
                        + "ngeneaWorkflow(workflow: 'migrate', pathsFile: 'x.txt') }",
                "'pathsFile' contains no paths");
        assertRefused(
                "node { ngeneaWorkflow(workflow: 'migrate', pathsFile: '../../config.xml') }",
                "must be a file inside the workspace");
    }
}
