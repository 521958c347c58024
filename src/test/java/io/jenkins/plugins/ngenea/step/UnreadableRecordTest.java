package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The record of a step is damaged while Jenkins is down: there may be a job, so nothing submits another one. */
class UnreadableRecordTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private static WorkflowRun build(String name) {
        return Jenkins.get().getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private Path record() throws IOException {
        Path journal = sessions.getHome().toPath().resolve("ngenea-hub").resolve("journal");
        try (Stream<Path> all = Files.walk(journal)) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private void start(String script) throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            Pipelines.startUntilFollowed(Pipelines.job("damaged", script), hub.emulator());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"key\":\"cut o", "", "{\"phase\":\"LATER\"}"})
    void retryDoesNotSubmitAgain(String damaged) throws Throwable {
        start("retry(3) {\nngeneaWorkflow(workflow: 'migrate', paths: ['/a'])\n}");
        Path record = record();
        Files.writeString(record, damaged);
        // a second job would end at once, and the build with it
        hub.emulator().plan(JobPlan.immediate());
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build("damaged")));
            jenkins.assertLogContains(record.getFileName().toString(), build("damaged"));
            jenkins.assertLogContains("Check the job in the Hub", build("damaged"));
        });
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertEquals(damaged, Files.readString(record));
    }

    @Test
    void theMatchingWaitForAJobNeedsNoRecordOfIt() throws Throwable {
        start("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])");
        Files.writeString(record(), "{half");
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build("damaged")));
            Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
            Pipelines.run(jenkins, Result.SUCCESS, "ngeneaWaitForJob(job: '1')");
        });
    }
}
