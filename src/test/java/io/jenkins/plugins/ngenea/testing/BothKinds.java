package io.jenkins.plugins.ngenea.testing;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The same workflow in a Pipeline and in a freestyle build, under way at the same time. */
public final class BothKinds {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Pattern SUBMITTED = Pattern.compile("Job (\\S+) submitted: ");

    private final JenkinsRule jenkins;
    private final List<Run<?, ?>> builds;

    private BothKinds(JenkinsRule jenkins, List<Run<?, ?>> builds) {
        this.jenkins = jenkins;
        this.builds = builds;
    }

    public static BothKinds start(JenkinsRule jenkins) throws Exception {
        return start(jenkins, "", builder -> {});
    }

    /**
     * @param more further parameters of the step, with a comma before each
     * @param same sets the same at the build step
     */
    public static BothKinds start(JenkinsRule jenkins, String more, Consumer<NgeneaWorkflowBuilder> same)
            throws Exception {
        WorkflowRun pipeline = Pipelines.start(Pipelines.job(
                "pipeline" + jenkins.jenkins.getItems().size(),
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a']" + more + ")"));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/a"));
        same.accept(builder);
        project.getBuildersList().add(builder);
        return new BothKinds(
                jenkins, List.of(pipeline, project.scheduleBuild2(0).waitForStart()));
    }

    /** The Pipeline first. */
    public List<Run<?, ?>> builds() {
        return builds;
    }

    public BothKinds awaitLog(String text) {
        for (Run<?, ?> build : builds) {
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> JenkinsRule.getLog(build).contains(text));
        }
        return this;
    }

    public BothKinds awaitFollowed() {
        return awaitLog(" is STARTED");
    }

    public void abort() {
        builds.forEach(build -> build.getExecutor().interrupt(Result.ABORTED));
    }

    public void awaitEnd(Result expected) throws Exception {
        for (Run<?, ?> build : builds) {
            jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(build));
        }
    }

    /** In each build's log; {@code JOB} stands for the id of its job, {@code LINK} for the page of its job in the Hub. */
    public void assertLogs(String text, HubEmulator hub) throws Exception {
        for (Run<?, ?> build : builds) {
            String id = text.matches("(?s).*(JOB|LINK).*") ? job(build, hub).id() : "";
            jenkins.assertLogContains(text.replace("JOB", id).replace("LINK", hub.url() + "/job/" + id), build);
        }
    }

    /** The job of each build. */
    public List<EmulatedJob> jobs(HubEmulator hub) throws Exception {
        return List.of(job(builds.get(0), hub), job(builds.get(1), hub));
    }

    public static EmulatedJob job(Run<?, ?> build, HubEmulator hub) throws Exception {
        Matcher submitted = SUBMITTED.matcher(JenkinsRule.getLog(build));
        if (!submitted.find()) {
            throw new AssertionError("no job was submitted: " + JenkinsRule.getLog(build));
        }
        return hub.job(submitted.group(1));
    }
}
