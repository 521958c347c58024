package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.schema.HubSchema;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import java.util.Optional;
import java.util.function.Consumer;

/** Cancels a job with the call that is assumed; where a Hub does not have it, with the one that the Hub describes. */
final class CancelCall {
    private CancelCall() {}

    /**
     * @param told hears when another call is used
     * @return the call that the Hub accepted
     */
    static JobCall send(HubClient client, String id, Consumer<String> told) throws HubException, InterruptedException {
        try {
            client.cancel(id);
            return JobCall.CANCEL;
        } catch (HubNotFoundException e) {
            JobCall other = otherCall(client, id).orElseThrow(() -> e);
            told.accept("Hub " + client.url() + " describes another call to cancel a job: " + other + ". Using it.");
            client.cancel(id, other);
            return other;
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
