package io.jenkins.plugins.ngenea.build;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Builds in line at a Hub with one slot. */
abstract class OneSlotInJenkins {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    static final String WAITING = "Waiting for the only slot on Hub production";

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.alone();
        hub.emulator().holdJobs();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    void configure(int maxJobs) {
        NgeneaHub limited = hub.hub();
        limited.setMaxJobs(maxJobs);
        HubInJenkins.configure(limited);
    }

    static String step(String name) {
        return "ngeneaWorkflow(workflow: 'migrate', paths: ['/" + name + "'])";
    }

    /** A Pipeline whose job the Hub runs, so that there is no further place. */
    void takeThePlace() throws Exception {
        hub.configure();
        configure(1);
        Pipelines.startUntilFollowed(Pipelines.job("first", step("first")), hub.emulator());
    }

    static WorkflowRun waitingPipeline(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun build = Pipelines.start(Pipelines.job(name, step(name)));
        jenkins.waitForMessage(WAITING, build);
        return build;
    }

    static FreeStyleBuild waitingFreestyle(JenkinsRule jenkins, String name) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject(name);
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/" + name));
        project.getBuildersList().add(builder);
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(WAITING, build);
        return build;
    }

    static Run<?, ?> build(String name) {
        return Jenkins.get().getItemByFullName(name, Job.class).getBuildByNumber(1);
    }

    /** What the Hub was asked for, in order. */
    List<String> submitted() {
        return hub.emulator().jobs().stream()
                .map(job -> job.paths().get(0).substring(1))
                .toList();
    }

    void awaitSubmitted(String... names) {
        await().atMost(LONG_ENOUGH).until(() -> submitted().size() >= names.length);
        assertEquals(List.of(names), submitted());
    }

    void finishLast() {
        hub.emulator().lastJob().finish("SUCCESS");
    }
}
