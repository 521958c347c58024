package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import hudson.util.RemotingDiagnostics;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.testing.FilesWith;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.CreateFileBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent is a process of its own: the key is neither in its files nor in its memory. */
@WithJenkins
@Timeout(180)
class KeyNowhereOnAgentTest {
    private static final String PATH = "/mmfs1/known-to-the-agent";

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private DumbSlave agent;

    @BeforeEach
    void startHubAndAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        hub.emulator().holdJobs();
        agent = jenkins.createOnlineSlave(Label.get("elsewhere"));
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void neitherWhileABuildWaitsInItsWorkspaceNorAfterwards() throws Exception {
        WorkflowRun pipeline = Pipelines.startUntilFollowed(
                Pipelines.job(
                        "pipeline",
                        "node('elsewhere') {\n  writeFile file: 'paths.txt', text: '" + PATH + "'\n"
                                + "  ngeneaWorkflow(workflow: 'migrate', pathsFile: 'paths.txt')\n}"),
                hub.emulator());
        FilesWith.none(new File(agent.getRemoteFS()), hub.key());
        finish(pipeline);

        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setAssignedLabel(Label.get("elsewhere"));
        project.getBuildersList().add(new CreateFileBuilder("paths.txt", PATH));
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPathsFile("paths.txt");
        project.getBuildersList().add(builder);
        FreeStyleBuild freestyle = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("is STARTED", freestyle);
        FilesWith.none(new File(agent.getRemoteFS()), hub.key());
        // the dump has what is in use, so something else that is in use shows that it was looked into
        String classPath = (String) agent.toComputer().getSystemProperties().get("java.class.path");
        assertEquals(List.of(true, false), inMemory(classPath, hub.key()));
        finish(freestyle);
        FilesWith.none(new File(agent.getRemoteFS()), hub.key());
    }

    private void finish(Run<?, ?> build) throws Exception {
        hub.emulator().lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
    }

    /** For each text whether the heap of the agent's JVM holds it. */
    private List<Boolean> inMemory(String... texts) throws IOException, InterruptedException {
        FilePath dump = RemotingDiagnostics.getHeapDump(agent.getChannel());
        try {
            boolean[] found = new boolean[texts.length];
            int overlap = 1000;
            byte[] window = new byte[1 << 20];
            int kept = 0;
            try (InputStream in = new BufferedInputStream(dump.read())) {
                for (int read; (read = in.readNBytes(window, kept, window.length - kept)) > 0; ) {
                    // Java keeps such texts as one byte a character
                    String piece = new String(window, 0, kept + read, StandardCharsets.ISO_8859_1);
                    for (int i = 0; i < texts.length; i++) {
                        found[i] |= piece.contains(texts[i]);
                    }
                    int from = Math.max(0, kept + read - overlap);
                    int left = kept + read - from;
                    System.arraycopy(window, from, window, 0, left);
                    kept = left;
                }
            }
            return List.of(found[0], found[1]);
        } finally {
            dump.delete();
        }
    }
}
