package io.jenkins.plugins.ngenea.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Pipeline does not save a program while a branch of it can run; a kill of Jenkins takes it back to before that. */
@Tag("slow")
class KillWhileBusyTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension().withTimeout(600);

    private static WorkflowRun build() {
        return Jenkins.get().getItemByFullName("busy", WorkflowJob.class).getBuildByNumber(1);
    }

    static void start(JenkinsRule jenkins, String url, String key) throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, HubInJenkins.CREDENTIAL, key);
        NgeneaHub hub = new NgeneaHub(HubInJenkins.NAME, url, HubInJenkins.CREDENTIAL);
        hub.setDefaultSite(HubInJenkins.SITE);
        HubInJenkins.configure(hub);
        WorkflowJob job = Pipelines.job("busy", """
                sleep 2
                parallel(
                    a: {
                        def job = ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], wait: false)
                        echo "got job ${job.id}"
                    },
                    b: { for (int i = 0; i < 200000; i++) { echo 'busy' } })
                """);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
        Pipelines.start(job);
    }

    static Long awaitEnded(JenkinsRule jenkins) {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().stream()
                        .anyMatch(entry -> entry.status() == JournalEntry.Status.ENDED));
        return ProcessHandle.current().pid();
    }

    static void awaitResult(JenkinsRule jenkins) {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> JenkinsRule.getLog(build()).contains("got job "));
    }

    @Test
    void aRequestWhoseJobHasEndedIsNotSentAgain() throws Throwable {
        try (HubEmulator hub = HubEmulator.start()) {
            hub.holdJobs();
            real.startJenkins();
            real.runRemotely(KillWhileBusyTest::start, hub.url(), hub.newClientKey());
            ProcessHandle process = ProcessHandle.of(real.runRemotely(KillWhileBusyTest::awaitEnded))
                    .orElseThrow();
            real.stopJenkinsForcibly();
            process.onExit().get(30, TimeUnit.SECONDS);
            real.startJenkins();
            real.runRemotely(KillWhileBusyTest::awaitResult);
            real.stopJenkinsForcibly();
            assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
        }
    }
}
