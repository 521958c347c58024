package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.tasks.Shell;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs the examples of docs/credentials.md as they stand there. They need a shell and curl. */
@WithJenkins
class NgeneaHubBindingDocumentationTest {
    private final KnownHub hub = new KnownHub();
    private JenkinsRule j;
    private String key;

    @BeforeEach
    void openHub(JenkinsRule rule) throws Exception {
        assumeFalse(Functions.isWindows());
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl"))));
        j = rule;
        hub.open().emulator.sites("site-of-the-emulator");
        key = hub.globalKey("hub-key");
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void thePipelineExampleCallsTheHub() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node {\n" + example("groovy", "withCredentials") + "}\n", true));
        assertCalledTheHub(j.buildAndAssertSuccess(job));
    }

    @Test
    void theFreestyleExampleCallsTheHub() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new NgeneaHubBinding("hub-key"))));
        job.getBuildersList().add(new Shell(example("sh", "curl")));
        assertCalledTheHub(j.buildAndAssertSuccess(job));
    }

    private void assertCalledTheHub(Run<?, ?> run) throws Exception {
        j.assertLogContains("site-of-the-emulator", run);
        // the shell traces its commands
        j.assertLogContains("****", run);
        j.assertLogNotContains(key, run);
    }

    /** The code block in this language that contains the word. */
    private static String example(String language, String word) throws Exception {
        String page = Files.readString(Path.of("docs", "credentials.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> block.contains(word))
                .findFirst()
                .orElseThrow();
    }
}
