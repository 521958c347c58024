package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.schema.HubSchema;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ngenea cancel}. */
@Command(
        name = "cancel",
        description = "Asks the Hub to cancel a job. Use 'ngenea wait' to wait until it has ended.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        String id = JobId.of(job);
        try (HubSession session = HubSession.open(hub)) {
            cancel(session.client(), id);
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

    private void cancel(HubClient client, String id) throws HubException, InterruptedException {
        try {
            client.cancel(id);
        } catch (HubNotFoundException e) {
            JobCall other = otherCall(client, id).orElseThrow(() -> e);
            output.say("Hub " + client.url() + " describes another call to cancel a job: " + other + ". Using it.");
            client.cancel(id, other);
        }
    }

    /** The one that the Hub describes, if it shows the job and so does not have the assumed call. */
    private static Optional<JobCall> otherCall(HubClient client, String id) throws InterruptedException {
        try {
            client.job(id);
            return client.schema().schema().flatMap(HubSchema::cancel).filter(call -> !call.equals(JobCall.CANCEL));
        } catch (HubException e) {
            // what is wrong with the cancel is told
            return Optional.empty();
        }
    }
}
