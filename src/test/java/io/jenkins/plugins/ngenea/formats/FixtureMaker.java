package io.jenkins.plugins.ngenea.formats;

import static io.jenkins.plugins.ngenea.formats.WaitingHubs.BEFORE;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.CANCELLING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.FOLLOWING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.FREESTYLE;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.OVER;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.SUBMITTING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.WAITING;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * Writes what this version of the plugin has in a Jenkins home, for later ones to read: run it at each release, with
 * {@code -Dtest=FixtureMaker -Dngenea.fixtures=<folder>}.
 */
@EnabledIfSystemProperty(named = "ngenea.fixtures", matches = ".+")
class FixtureMaker {
    private static final String ALL = ", site: 'dfoster1', discovery: 'recursive', queue: 'default',"
            + " fields: [lock_level: 'partial', depth: 3, force: true], timeout: 500000000, quiet: false, cancelOnFailure: true";

    private static final Set<String> NOT_NEEDED = Set.of("log", "log-index", "permalinks", "changelog.xml", "lock");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static String step(String name, String more) {
        return "ngeneaWorkflow(hub: '" + name + "', workflow: 'migrate', paths: ['/data/" + name + "']" + more + ")";
    }

    @Test
    void write() throws Throwable {
        Path target = Path.of(System.getProperty("ngenea.fixtures"));
        try (WaitingHubs hubs = new WaitingHubs()) {
            hubs.hold();
            sessions.then(jenkins -> {
                hubs.configure();
                over(jenkins, hubs.of(OVER));
                jenkins.waitForMessage("Lost contact", Pipelines.start(Pipelines.job(BEFORE, step(BEFORE, ""))));
                Pipelines.startUntilFollowed(Pipelines.job(FOLLOWING, step(FOLLOWING, ALL)), hubs.of(FOLLOWING));
                String waiting = "def first = " + step(WAITING, ", wait: false") + "\n"
                        + "ngeneaWaitForJob(hub: '" + WAITING + "', job: first.id)\n"
                        + "echo \"the first was ${first.id} ${first.state} ${first.counts} ${first.failures}\"";
                Pipelines.startUntilFollowed(Pipelines.job(WAITING, waiting), hubs.of(WAITING));
                freestyle(jenkins);
                WorkflowRun submitting = Pipelines.start(Pipelines.job(SUBMITTING, step(SUBMITTING, "")));
                jenkins.waitForMessage("Looking for the job", submitting);
                WorkflowRun cancelling = Pipelines.startUntilFollowed(
                        Pipelines.job(CANCELLING, step(CANCELLING, "")), hubs.of(CANCELLING));
                cancelling.getExecutor().interrupt();
                hubs.of(CANCELLING).awaitRequests(FaultPoint.CANCEL, 1, Duration.ofSeconds(60));
            });
            copy(sessions.getHome().toPath(), target);
        }
    }

    private static void freestyle(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject(FREESTYLE);
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setHub(FREESTYLE);
        builder.setPaths(List.of("/data/freestyle"));
        builder.setFields(List.of(new WorkflowField("lock_level", "partial", "string")));
        project.getBuildersList().add(builder);
        jenkins.waitForMessage(" is STARTED", project.scheduleBuild2(0).waitForStart());
    }

    /** Builds that are over. */
    private static void over(JenkinsRule jenkins, HubEmulator hub) throws Exception {
        WorkflowRun succeeded = Pipelines.startUntilFollowed(Pipelines.job("succeeded", step(OVER, "")), hub);
        hub.lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(succeeded));
        WorkflowRun failed = Pipelines.startUntilFollowed(Pipelines.job("failed", step(OVER, "")), hub);
        hub.lastJob().failTask("/data/over", "disk is full");
        hub.lastJob().finish("FAILURE");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(failed));
        WorkflowRun lost = Pipelines.startUntilFollowed(Pipelines.job("lost", step(OVER, "")), hub);
        hub.removeJob(hub.lastJob().id());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(lost));
    }

    /** Jobs, their builds and the plugin's own files: no secret, no credential, nothing of the host. */
    private static void copy(Path home, Path target) throws IOException {
        FileUtils.copyDirectory(
                home.resolve("jobs").toFile(), target.resolve("jobs").toFile());
        FileUtils.copyDirectory(
                home.resolve("ngenea-hub").toFile(),
                target.resolve("ngenea-hub").toFile());
        String configuration = "io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration.xml";
        String xml = Files.readString(home.resolve(configuration), StandardCharsets.UTF_8);
        Files.writeString(
                target.resolve(configuration),
                xml.replaceAll("(?s)<name>(\\w+)</name>(\\s*)<url>[^<]*</url>", "<name>$1</name>$2<url>@$1@</url>"),
                StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.walk(target)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (NOT_NEEDED.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
