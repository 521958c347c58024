package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurperClassic;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import net.sf.json.JSONSerializer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What a script makes of a result. */
@WithOneJenkins
class NgeneaJobResultTest {
    private static NgeneaJobResult result() {
        Outcome outcome = new Outcome(
                Outcome.Kind.FAILED,
                "7",
                null,
                Duration.ofSeconds(3),
                List.of(
                        new TaskFailure("/a  b\n", "FAILURE", "disk is full", "migrate", "dfoster1", 0, 1),
                        new TaskFailure(null, "ERROR", "gone", "", "", 0, 1)),
                "failed");
        return new NgeneaJobResult(outcome, "production", "https://hub/jobs/7", "migrate", "dfoster1", true);
    }

    private static void assertWhole(Map<?, ?> written) {
        assertEquals("7", written.get("id"));
        assertEquals(true, written.get("failedPathsComplete"));
        List<?> failures = assertInstanceOf(List.class, written.get("failures"));
        Map<?, ?> first = assertInstanceOf(Map.class, failures.get(0));
        assertEquals("/a  b\n", first.get("path"));
        Map<?, ?> second = assertInstanceOf(Map.class, failures.get(1));
        assertEquals("gone", second.get("message"));
    }

    @Test
    void itCanBeWrittenWithJsonOutput() {
        Object written = new JsonSlurperClassic().parseText(JsonOutput.toJson(result()));
        assertWhole(assertInstanceOf(Map.class, written));
    }

    @Test
    void itCanBeWrittenWithWriteJson() {
        // what the step does
        assertWhole((JSONObject) JSONSerializer.toJSON(result()));
    }

    @Test
    void asMapsAMissingPathStaysNull() {
        JSONObject written = (JSONObject) JSONSerializer.toJSON(result().toMap());
        assertWhole(written);
        assertEquals("null", written.getJSONArray("failures").getJSONObject(1).getString("path"));
    }

    @Test
    void aSandboxedScriptMayWriteIt(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start(HubProfile.PATHS_IN_TASKS)) {
            WorkflowRun build = Pipelines.run(jenkins, Result.SUCCESS, """
                    def job = ngeneaWorkflow(workflow: 'migrate', paths: ['/fail'], propagate: false)
                    echo "whole ${groovy.json.JsonOutput.toJson(job.toMap())}"
                    """);
            jenkins.assertLogContains("\"path\":\"/fail\"", build);
        }
    }
}
