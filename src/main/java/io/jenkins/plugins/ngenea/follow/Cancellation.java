package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.Job;

/** Asks the Hub to cancel a job. Asking twice does no harm, so a lost answer is simply asked again. */
final class Cancellation {
    private Cancellation() {}

    /** What came of a try. */
    sealed interface Result {
        /** The Hub took it; the job will end. */
        record Asked() implements Result {}

        /** The job had ended already. */
        record Ended(Job job) implements Result {}

        /** No use in asking again. */
        record Impossible(String why) implements Result {}

        /** The credential was refused. */
        record Unauthorized(HubUnauthorizedException why) implements Result {}

        /** No answer; worth asking again. */
        record NoAnswer(HubException why) implements Result {}
    }

    static Result attempt(HubClient client, String jobId) throws InterruptedException {
        try {
            client.cancel(jobId);
            return new Result.Asked();
        } catch (HubRejectedException e) {
            return refused(client, jobId, e);
        } catch (HubNotFoundException e) {
            return new Result.Impossible(
                    "this Hub has no call to cancel jobs, or does not know the job (HTTP " + e.status() + ").");
        } catch (HubUnauthorizedException e) {
            return new Result.Unauthorized(e);
        } catch (HubException e) {
            return e.mayHeal() ? new Result.NoAnswer(e) : new Result.Impossible(e.getMessage());
        }
    }

    /** A job that ended meanwhile cannot be cancelled: then its end is the answer. */
    private static Result refused(HubClient client, String jobId, HubRejectedException refusal)
            throws InterruptedException {
        try {
            Job job = client.job(jobId);
            return switch (job.state()) {
                case CANCELLING -> new Result.Asked();
                default -> job.state().isEnd() ? new Result.Ended(job) : new Result.Impossible(refusal.getMessage());
            };
        } catch (HubException e) {
            return new Result.Impossible(refusal.getMessage());
        }
    }
}
