package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubRefusalException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.poll.RetryBudget;

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

        /** No answer of the Hub's, or it refused the key; worth asking again. */
        record NoAnswer(HubException why) implements Result {}
    }

    static Result attempt(HubClient client, String jobId) throws InterruptedException {
        return attempt(client, jobId, true);
    }

    /**
     * @param first whether an answer that may be a gateway's is no proof yet that the Hub has no such call
     */
    private static Result attempt(HubClient client, String jobId, boolean first) throws InterruptedException {
        try {
            client.cancel(jobId);
            return new Result.Asked();
        } catch (HubUnauthorizedException e) {
            return failed(e);
        } catch (HubRefusalException e) {
            boolean noSuchCall = e.status() == 404 || e.status() == 405;
            if (e.mayBeGateways() && !noSuchCall) {
                return failed(e);
            }
            Result told = asTheJobTells(client, jobId, noSuchCall ? noSuchCall(e.status()) : e.getMessage());
            boolean unproven = e.mayBeGateways() && first && told instanceof Result.Impossible;
            return unproven ? attempt(client, jobId, false) : told;
        } catch (HubException e) {
            return failed(e);
        }
    }

    private static String noSuchCall(int status) {
        return "this Hub has no call to cancel jobs (HTTP " + status + ").";
    }

    private static Result failed(HubException why) {
        return RetryBudget.bears(why) ? new Result.NoAnswer(why) : new Result.Impossible(why.getMessage());
    }

    /**
     * What a refused cancel means, the job itself tells: if it has ended meanwhile its end is the answer, and if the Hub does
     * not show it a gateway may have refused the cancel.
     */
    private static Result asTheJobTells(HubClient client, String jobId, String refusal) throws InterruptedException {
        try {
            Job job = client.job(jobId);
            return switch (job.state()) {
                case CANCELLING, DEQUEUING -> new Result.Asked();
                case UNKNOWN -> job.isPerhapsOver() ? new Result.Ended(job.over()) : new Result.Impossible(refusal);
                default -> job.state().isEnd() ? new Result.Ended(job) : new Result.Impossible(refusal);
            };
        } catch (HubException e) {
            return failed(e);
        }
    }
}
