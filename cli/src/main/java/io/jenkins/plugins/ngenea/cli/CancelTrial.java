package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.paths.PathCheck;
import io.jenkins.plugins.ngenea.paths.PathListException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Submits a workflow on one path, once, cancels its job and looks how it ends. */
final class CancelTrial {
    private static final int SECONDS_TO_END = 60;

    private final Output output;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode steps = json.putArray("steps");
    private final WorkflowRequest request;

    /** @throws UsageException if something is not named, or cannot be meant */
    CancelTrial(String workflow, String site, String path, Output output) throws UsageException {
        this.output = output;
        if (isBlank(workflow) || isBlank(site) || isBlank(path)) {
            throw new UsageException("--try-cancel requires --workflow NAME, --site NAME and one path.");
        }
        PathCheck check = new PathCheck();
        try {
            check.add(path);
        } catch (PathListException e) {
            throw new UsageException(e.getMessage() + ".");
        }
        Optional<String> relative = check.relativeLine();
        if (relative.isPresent()) {
            throw new UsageException(relative.get() + " Paths in a Hub do.");
        }
        request = new WorkflowRequest(
                workflow.strip(), site.strip(), PathSource.of(List.of(path)), Discovery.NONE, Map.of(), null);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** @return the exit code */
    int run(HubClient client) throws HubException, InterruptedException {
        String id;
        try {
            id = client.submit(WorkflowBody.of(request));
        } catch (HubException e) {
            output.complain(e.getMessage());
            if (!e.notTaken()) {
                output.complain("it is not known whether the Hub accepted the submit: check the Hub.");
            }
            return e.notTaken() ? ExitCode.of(e) : ExitCode.UNKNOWN_SUBMIT;
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read from a file", e);
        }
        json.put("id", id);
        step("The Hub accepted the submit, and its answer names job " + id + ".");
        try {
            step("The job's state is " + client.job(id).stateName() + ".");
            step(CancelCall.send(client, id, this::step) + " was accepted.");
            return end(client, id);
        } catch (HubException e) {
            output.complain("job " + id + " may still run: " + client.url().jobPage(id));
            throw e;
        }
    }

    private int end(HubClient client, String id) throws HubException, InterruptedException {
        Job job = client.job(id);
        for (int seconds = 0; !job.state().isEnd() && seconds < SECONDS_TO_END; seconds++) {
            TimeUnit.SECONDS.sleep(1);
            job = client.job(id);
        }
        boolean cancelled = job.state().category() == JobState.Category.CANCELLED;
        step(
                job.state().isEnd()
                        ? "The job ended: " + job.stateName() + "."
                        : "The job has not ended after a minute. Its state is " + job.stateName() + ".");
        if (output.isJson()) {
            output.result(json.put("state", job.stateName()).put("cancelled", cancelled));
        }
        if (cancelled) {
            return ExitCode.SUCCESS;
        }
        output.complain(
                job.state().isEnd()
                        ? "job " + id + " ended before it was cancelled. Try again with a path that takes longer."
                        : "job " + id + " may still run: " + client.url().jobPage(id));
        return job.state().isEnd() ? ExitCode.JOB_FAILED : ExitCode.UNREACHABLE;
    }

    private void step(String sentence) {
        steps.add(sentence);
        output.say(sentence);
    }
}
