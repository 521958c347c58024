package io.jenkins.plugins.ngenea.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.XmlFile;
import hudson.model.Executor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** A freestyle build is aborted while its executor writes down what is to be submitted. */
@WithOneJenkins
class AbortedBeforeSubmitTest {
    private static volatile FreeStyleProject aborted;

    private HubInJenkins hub;

    @BeforeEach
    void startHub(JenkinsRule jenkins) throws Exception {
        hub = HubInJenkins.start();
    }

    @AfterEach
    void stopHub() {
        aborted = null;
        hub.close();
    }

    /** Comes when the build step has just had its build saved: the next file that the executor writes is cut off. */
    @TestExtension
    public static final class AbortsWhenSaved extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            Executor executor = Executor.currentExecutor();
            if (executor != null && saved instanceof FreeStyleBuild build && build.getParent() == aborted) {
                aborted = null;
                executor.interrupt(Result.ABORTED);
            }
        }
    }

    @Test
    void itsBuildIsAbortedAndNothingIsLeft(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/a"));
        project.getBuildersList().add(builder);
        aborted = project;
        FreeStyleBuild build = jenkins.assertBuildStatus(Result.ABORTED, project.scheduleBuild2(0));
        jenkins.assertLogNotContains("ClosedByInterruptException", build);
        assertEquals(0, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertEquals(0, build.getRootDir().list((directory, name) -> name.startsWith("ngenea-hub-")).length);
    }
}
