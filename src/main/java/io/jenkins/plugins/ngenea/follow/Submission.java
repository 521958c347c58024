package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubProxyException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.WorkflowBody;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Submits a request at most once. The record is on disk before the POST and learns the job's id after it. A POST is sent
 * again only if it is certain that the Hub did not take it; whenever that is not certain the answer counts as lost, and
 * {@link LostJobSearch} looks for the job instead.
 */
final class Submission {
    private static final Logger LOGGER = Logger.getLogger(Submission.class.getName());

    private final Journal journal;
    private final WorkflowBody body;
    private JournalEntry entry;

    Submission(Journal journal, WorkflowBody body, JournalEntry entry) {
        this.journal = journal;
        this.body = body;
        this.entry = entry;
    }

    /** What came of a try. */
    sealed interface Result {
        /** There is a job. */
        record Submitted(String jobId) implements Result {}

        /** Certainly not taken; the same request may be sent again. */
        record NotTaken(HubException why) implements Result {}

        /** Refused, or impossible: sending it again would change nothing. */
        record Refused(String message) implements Result {}

        /** The credential was refused. */
        record Unauthorized(HubUnauthorizedException why) implements Result {}

        /** It may have been taken or not. */
        record AnswerLost(HubException why) implements Result {}
    }

    /** The record as it is on disk now; in phase PLANNED if there is none. */
    JournalEntry entry() {
        return entry;
    }

    WorkflowBody body() {
        return body;
    }

    /**
     * Takes over the record of a run of the same request that a restored program does not know of.
     *
     * @return the key that the record had; empty if there is none
     */
    Optional<String> adoptEarlier() throws IOException {
        return journal.adopt(entry, body.hash()).map(adopted -> {
            entry = adopted.entry();
            return adopted.formerKey();
        });
    }

    /**
     * @param beforeSending called when the record is on disk; without that call nothing was sent
     */
    Result post(HubClient client, Runnable beforeSending) throws InterruptedException {
        String newest;
        try {
            newest = NewestJob.of(client);
        } catch (HubException e) {
            if (e instanceof HubProxyException) {
                return nothingSubmitted(e);
            }
            if (e.mayHeal()) {
                return new Result.NotTaken(e);
            }
            // a Hub that does not list its jobs can still take one; only a lost answer could then not be cleared up
            newest = "";
        }
        try {
            entry = journal.save(entry.submitting(body.hash(), newest));
        } catch (IOException e) {
            return new Result.Refused("Nothing was submitted, because the record of it cannot be written: " + e
                    + ". Check the disk that holds it.");
        }
        beforeSending.run();
        try {
            String jobId = client.submit(body);
            submitted(jobId);
            return new Result.Submitted(jobId);
        } catch (HubException e) {
            if (!e.notTaken()) {
                return new Result.AnswerLost(e);
            }
            journal.remove(entry);
            entry = entry.withPhase(Phase.PLANNED);
            if (e instanceof HubUnauthorizedException) {
                return new Result.Unauthorized((HubUnauthorizedException) e);
            }
            if (e instanceof HubProxyException) {
                return nothingSubmitted(e);
            }
            return e.mayHeal() ? new Result.NotTaken(e) : new Result.Refused(e.getMessage());
        }
    }

    /** A proxy that wants another login fails a new run at once: whoever starts it can see to that, as with a wrong key. */
    private static Result nothingSubmitted(HubException why) {
        return new Result.Refused(why.getMessage() + " Nothing was submitted.");
    }

    /** The job was found after all. */
    void submitted(String jobId) {
        JournalEntry known = entry.withJob(jobId);
        entry = known;
        try {
            entry = journal.save(known);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Job " + jobId + " of Hub " + known.hub() + " runs for " + known.build()
                            + ", but that cannot be written down: a restart would have to look for it");
        }
    }
}
