package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ngenea cancel}. */
@Command(
        name = "cancel",
        description = "Asks the Hub to cancel a job. Use 'ngenea wait' to wait until it has ended.",
        mixinStandardHelpOptions = true)
final class CancelCommand extends HubCommand {
    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        String id = JobId.of(job);
        try (HubSession session = HubSession.open(hub)) {
            CancelCall.send(session.client(), id, output::say);
            String link = session.url().jobPage(id);
            if (output.isJson()) {
                output.result(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("url", link)
                        .put("asked", true));
            } else {
                output.result("Asked Hub " + session.url() + " to cancel job " + Output.shown(id) + ": " + link);
            }
            return ExitCode.SUCCESS;
        }
    }
}
