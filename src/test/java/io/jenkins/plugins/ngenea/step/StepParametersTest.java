package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What each optional parameter changes. */
@WithOneJenkins
class StepParametersTest {
    private JenkinsRule jenkins;
    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().plan(JobPlan.immediate());
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return Pipelines.run(jenkins, expected, script);
    }

    @Test
    void fieldsAndQueueReachTheHub() throws Exception {
        run(
                Result.SUCCESS,
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], discovery: 'recursive', queue: 'default',"
                        + " fields: [lock_level: 'partial'])");
        assertEquals(
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"discovery\":\"recursive\","
                        + "\"fields\":{\"lock_level\":\"partial\"},\"queue\":\"default\"}",
                Pipelines.onlyJob(hub.emulator()).body());
    }

    @Test
    void withoutWaitTheBuildGoesOnAndAnotherStepCanWait() throws Exception {
        hub.emulator().plan(JobPlan.lasting(Duration.ZERO, Duration.ofSeconds(2)));
        WorkflowRun build = run(Result.SUCCESS, """
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                echo "submitted ${submitted.id} ${submitted.state}"
                def result = ngeneaWaitForJob(job: submitted.id)
                echo "then ${result.state} of ${result.workflow} at ${result.site}"
                """);
        String id = Pipelines.onlyJob(hub.emulator()).id();
        jenkins.assertLogContains("submitted " + id + " SUBMITTED", build);
        jenkins.assertLogContains("then SUCCESS of migrate at dfoster1", build);
    }

    @Test
    void theJobToWaitForCanBeANumberOrWhatAStepReturned() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                int number = submitted.id as int
                echo "number ${ngeneaWaitForJob(job: number).id}"
                echo "long ${ngeneaWaitForJob(job: number as long).id}"
                echo "text ${ngeneaWaitForJob(job: "${number}").id}"
                echo "result ${ngeneaWaitForJob(job: submitted).id}"
                echo "alone ${ngeneaWaitForJob(submitted).id}"
                """);
        String id = Pipelines.onlyJob(hub.emulator()).id();
        for (String way : List.of("number ", "long ", "text ", "result ", "alone ")) {
            jenkins.assertLogContains(way + id, build);
        }
    }

    @Test
    void aDeclarativePipelineCanNameTheJobByANumberToo() throws Exception {
        run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)");
        String id = Pipelines.onlyJob(hub.emulator()).id();
        WorkflowRun build = run(Result.SUCCESS, """
                pipeline {
                  agent none
                  stages {
                    stage('Wait') {
                      steps {
                        ngeneaWaitForJob job: %s, timeout: '2 h'
                        ngeneaWaitForJob %s
                        script {
                          submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/b'], wait: false)
                        }
                        ngeneaWaitForJob job: submitted
                      }
                    }
                  }
                }
                """.formatted(id, id));
        jenkins.assertLogContains("Job " + id + " ended: SUCCESS", build);
        jenkins.assertLogContains("Job " + hub.emulator().lastJob().id() + " ended: SUCCESS", build);
    }

    @Test
    void theResultOfAStepKnowsItsHub() throws Exception {
        try (HubEmulator second = HubEmulator.start()) {
            HubInJenkins.addKey(jenkins.jenkins, "second-key", second.newClientKey());
            HubInJenkins.configure(hub.hub(), new NgeneaHub("archive", second.url(), "second-key"));
            second.plan(JobPlan.immediate());
            run(Result.SUCCESS, """
                    def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], site: 'dfoster1', hub: 'archive', wait: false)
                    ngeneaWaitForJob(job: submitted)
                    """);
            assertEquals("SUCCESS", Pipelines.onlyJob(second).state());
        }
    }

    @Test
    void everyOptionalParameterCanBeNull() throws Exception {
        run(Result.SUCCESS, """
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], pathsFile: null, site: null,
                    discovery: 'default', fields: null, queue: null, hub: null, credentialsId: null, wait: null,
                    propagate: null, cancelOnAbort: null, cancelOnFailure: null, quiet: null, timeout: null)
                ngeneaWaitForJob(job: submitted, hub: null, credentialsId: null, propagate: null, cancelOnAbort: null,
                    cancelOnFailure: null, quiet: null, timeout: null)
                """);
        assertEquals(
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}",
                Pipelines.onlyJob(hub.emulator()).body());
    }

    @Test
    void parametersCanBeListsMapsAndGStrings() throws Exception {
        run(Result.SUCCESS, """
                def read = [paths: ['/a', ["/${'b'}"]], fields: [n: 1.50, list: [1, 'x'], flag: true]]
                def key = 'made'
                read.fields["${key} up"] = "by ${key}"
                ngeneaWorkflow(workflow: "${'migrate'}", paths: read.paths, fields: read.fields)
                """);
        assertEquals(
                "{\"paths\":[\"/a\",\"/b\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"fields\":"
                        + "{\"flag\":true,\"list\":[1,\"x\"],\"made up\":\"by made\",\"n\":1.50}}",
                Pipelines.onlyJob(hub.emulator()).body());
    }

    @Test
    void aTimeoutOfSecondsCancelsTheJob() throws Exception {
        hub.emulator().holdJobs();
        WorkflowRun build = run(Result.FAILURE, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], timeout: '3 s')");
        jenkins.assertLogContains("The timeout of 3 s has expired.", build);
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void whatIsOddAboutThePathsIsSaidInALineEach() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a', 'b', ' /c', '/a', 'd', '/a'])");
        jenkins.assertLogContains("[Ngenea] WARNING: 3 paths do not begin with '/'; the first is path 2 ('b').", build);
        jenkins.assertLogContains("[Ngenea] WARNING: path 3 ('/c') has blanks at an end; they are kept.", build);
        jenkins.assertLogContains("[Ngenea] 2 of the 6 paths are duplicates. All are sent as given.", build);
        assertEquals(
                List.of("/a", "b", " /c", "/a", "d", "/a"),
                Pipelines.onlyJob(hub.emulator()).paths());
    }

    @Test
    void theViewsOfAPipelineShowWhatIsRunWhere() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "ngeneaWorkflow(workflow: 'migrate', site: 'dfoster1', paths: ['/mmfs1/a', '/mmfs1/b', '/mmfs1/c'])\n"
                        + "ngeneaWorkflow(workflow: 'migrate', paths: '/mmfs1/a')\n");
        List<String> shown = new ArrayList<>();
        for (FlowNode node : new DepthFirstScanner().allNodes(build.getExecution())) {
            // its display name is the label with its job
            if (node instanceof StepNode step && step.getDescriptor() instanceof NgeneaWorkflowStep.DescriptorImpl) {
                shown.add(ArgumentsAction.getStepArgumentsAsString(node));
            }
        }
        assertEquals(List.of("migrate: /mmfs1/a", "migrate at dfoster1: /mmfs1/a and 2 more"), shown);
    }

    @Test
    void waitingForAJobThatFailsFailsTheBuild() throws Exception {
        hub.emulator().plan(JobPlan.immediate().endingIn("ERROR").withErrorTask("/a", "site is down"));
        WorkflowRun build = run(Result.FAILURE, """
                def submitted = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                ngeneaWaitForJob(job: submitted.id)
                """);
        jenkins.assertLogContains("site is down", build);
    }

    @Test
    void waitingForAJobThatDoesNotExistFailsAtOnce() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "ngeneaWaitForJob(job: '4711')");
        jenkins.assertLogContains(" has no job 4711, or this key may not see it. Check 'job' and 'hub'.", build);
        jenkins.assertLogNotContains("continues in the Hub", build);
        assertEquals(1, hub.emulator().requests(FaultPoint.JOB).size());
    }

    @Test
    void waitingForSomethingThatIsNoIdIsRefusedWithoutARequest() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "ngeneaWaitForJob(job: '../auth/token')");
        jenkins.assertLogContains("'job' must be the id of a Hub job", build);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void quietLeavesTheProgressOutButNotTheLinkAndTheEnd() throws Exception {
        hub.emulator().plan(JobPlan.lasting(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        WorkflowRun build = run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], quiet: true)");
        String id = Pipelines.onlyJob(hub.emulator()).id();
        jenkins.assertLogContains("Job " + id + " submitted: ", build);
        jenkins.assertLogContains("Job " + id + " ended: SUCCESS", build);
        jenkins.assertLogNotContains("Job " + id + " is ", build);
    }

    @Test
    void theTimeoutStepAroundItCancelsTheHubJobToo() throws Exception {
        hub.emulator().holdJobs();
        run(Result.ABORTED, "timeout(time: 5, unit: 'SECONDS') { ngeneaWorkflow(workflow: 'migrate', paths: ['/a']) }");
        assertEquals(1, Pipelines.onlyJob(hub.emulator()).cancelRequests());
    }

    @Test
    void pathsCanComeFromAFileOfTheWorkspace() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node {
                  writeFile file: 'lists/tonight.txt', text: '/mmfs1/one\\n\\n/mmfs1/two words  \\n'
                  ngeneaWorkflow(workflow: 'migrate', pathsFile: 'lists/tonight.txt')
                }
                """);
        assertEquals(
                List.of("/mmfs1/one", "/mmfs1/two words  "),
                Pipelines.onlyJob(hub.emulator()).paths());
        String[] left = build.getRootDir().list((folder, name) -> name.startsWith("ngenea-hub"));
        assertEquals(List.of(), List.of(left));
    }

    @Test
    void aJobOfAFolderUsesItsFoldersCredential() throws Exception {
        String folderKey = hub.emulator().newClientKey("folder-owner");
        Folder folder = jenkins.createProject(Folder.class, "storage");
        HubInJenkins.addKey(folder, "folder-key", folderKey);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "inside");
        job.setDefinition(new CpsFlowDefinition(
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'folder-key')", true));
        jenkins.buildAndAssertSuccess(job);
        assertEquals("folder-owner", Pipelines.onlyJob(hub.emulator()).owner());
    }

    @Test
    void theUseOfAJobsCredentialIsTracked() throws Exception {
        StringCredentialsImpl credential = new StringCredentialsImpl(
                CredentialsScope.GLOBAL,
                "own-key",
                "",
                Secret.fromString(hub.emulator().newClientKey()));
        HubInJenkins.add(jenkins.jenkins, credential);
        WorkflowRun build =
                run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'own-key')");
        Fingerprint use = CredentialsProvider.getFingerprintOf(credential);
        assertTrue(
                use.getJobs().contains(build.getParent().getFullName()),
                use.getJobs().toString());
    }

    @Test
    void aUserNameAndPasswordWorkAsWellAsAKey() throws Exception {
        hub.emulator().addUser("dfoster", "se cret");
        HubInJenkins.add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "dfoster", "se cret"));
        run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: 'login')");
        assertEquals("dfoster", Pipelines.onlyJob(hub.emulator()).owner());
    }

    @Test
    void aJobSaysWhichOfSeveralHubsItMeans() throws Exception {
        try (HubEmulator second = HubEmulator.start()) {
            HubInJenkins.addKey(jenkins.jenkins, "second-key", second.newClientKey());
            NgeneaHub other = new NgeneaHub("archive", second.url() + "/api/", "second-key");
            HubInJenkins.configure(hub.hub(), other);
            second.plan(JobPlan.immediate());
            run(Result.SUCCESS, "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], site: 'dfoster2', hub: 'archive')");
            assertEquals(0, hub.emulator().jobs().size());
            assertEquals("dfoster2", Pipelines.onlyJob(second).site());
        }
    }

    @Test
    void whatTheHubRefusesIsShownFieldByField() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "ngeneaWorkflow(workflow: 'no_such', paths: ['/a'], site: 'nowhere')");
        jenkins.assertLogContains("HTTP 400", build);
        jenkins.assertLogContains("workflow: ", build);
        jenkins.assertLogContains("site: ", build);
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }
}
