package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.util.List;
import java.util.Map;

/** Jobs and runs as the JSON that {@code --json} prints; its members are documented in {@code docs/cli.md}. */
final class RunResult {
    private RunResult() {}

    static ObjectNode of(Outcome outcome, HubUrl url, int exitCode) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", outcome.kind().name());
        json.put("exitCode", exitCode);
        json.put("id", outcome.jobId().isEmpty() ? null : outcome.jobId());
        json.put("url", outcome.jobId().isEmpty() ? null : url.jobPage(outcome.jobId()));
        if (outcome.job() != null) {
            describe(json, outcome.job());
        }
        json.put("durationMillis", outcome.duration().toMillis());
        failures(json, outcome.failures());
        return json.put("message", outcome.message());
    }

    static ObjectNode of(Job job, HubUrl url) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", job.id());
        json.put("url", url.jobPage(job.id()));
        describe(json, job);
        return json;
    }

    private static void describe(ObjectNode json, Job job) {
        json.put("state", job.stateName());
        json.put("workflow", job.workflow());
        json.put("site", job.site());
        ObjectNode counts = json.putObject("counts");
        for (Map.Entry<String, Long> count : job.counts().entrySet()) {
            counts.put(count.getKey(), count.getValue());
        }
    }

    static void failures(ObjectNode json, List<TaskFailure> failures) {
        var list = json.putArray("failures");
        for (TaskFailure failure : failures) {
            list.addObject()
                    .put("path", failure.path())
                    .put("state", failure.state())
                    .put("message", failure.message())
                    .put("type", failure.type())
                    .put("site", failure.site());
        }
    }
}
