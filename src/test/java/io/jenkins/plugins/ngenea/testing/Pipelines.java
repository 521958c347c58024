package io.jenkins.plugins.ngenea.testing;

import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Sandboxed Pipelines for tests. */
public final class Pipelines {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private Pipelines() {}

    public static WorkflowJob job(String name, String script) throws Exception {
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /**
     * A script that fails by itself while a step waits: its state cannot be saved any more.
     *
     * @param gate path of a Hub job; it fails when that ends
     */
    public static String failing(String step, String gate) {
        return """
                def kept = [:]
                parallel(
                    data: { %s },
                    gate: {
                        ngeneaWorkflow(workflow: 'migrate', paths: ['%s'])
                        kept.unsavable = 'abc' =~ 'b'
                    })
                """.formatted(step, gate);
    }

    /** Runs a Pipeline to its end. */
    public static WorkflowRun run(JenkinsRule jenkins, Result expected, String script) throws Exception {
        WorkflowJob job = job("p" + Jenkins.get().getItems().size(), script);
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    /** Starts a Pipeline and waits until the Hub runs its job. */
    public static WorkflowRun startUntilFollowed(WorkflowJob job, HubEmulator hub) throws Exception {
        int before = hub.jobs().size();
        WorkflowRun build = start(job);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.jobs().size() > before);
        String id = hub.lastJob().id();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> JenkinsRule.getLog(build).contains("Job " + id + " is STARTED"));
        return build;
    }

    /** The job of a path, once the build follows it. */
    public static EmulatedJob awaitFollowed(WorkflowRun build, HubEmulator hub, String path) {
        EmulatedJob job = Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(
                        () -> hub.jobs().stream()
                                .filter(each -> each.paths().equals(List.of(path)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> JenkinsRule.getLog(build).contains("Job " + job.id() + " is STARTED"));
        return job;
    }

    public static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /** The one job that the Hub has. */
    public static EmulatedJob onlyJob(HubEmulator hub) {
        if (hub.jobs().size() != 1) {
            throw new AssertionError("not one job but " + hub.jobs());
        }
        return hub.jobs().get(0);
    }
}
