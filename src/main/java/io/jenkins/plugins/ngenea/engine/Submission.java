package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.poll.NewestJob;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Submits a request at most once. The record is on disk before the POST, and gets the id of the job after it. A POST is
 * repeated only if the Hub certainly did not accept it. Otherwise the answer counts as lost, and {@link LostJobSearch}
 * searches for the job.
 *
 * <p>{@link #post} blocks, on its own thread. Meanwhile the run can {@link #withdraw} a request that has not been sent, or
 * note in its record that it was told to stop.
 */
final class Submission {
    private static final Logger LOGGER = Logger.getLogger(Submission.class.getName());

    /** Where the request is. */
    private enum Place {
        HERE,
        WITHDRAWN,
        /** On its way to the Hub, or back. */
        OUT,
        /** It was answered, or the answer was lost. */
        THERE
    }

    private final Journal journal;
    private final WorkflowBody body;
    private final AtomicReference<Place> place = new AtomicReference<>(Place.HERE);

    /** Guarded by {@code this}, while it is written, too: whoever writes later knows more. */
    private JournalEntry entry;

    private boolean written = true;

    Submission(Journal journal, WorkflowBody body, JournalEntry entry) {
        this.journal = journal;
        this.body = body;
        this.entry = entry;
    }

    /** What came of a try. */
    sealed interface Result {
        record Submitted(String jobId) implements Result {}

        /** It was withdrawn before it went out. */
        record Withdrawn() implements Result {}

        /** Certainly not taken; the same request may be sent again. */
        record NotTaken(HubException why) implements Result {}

        /** Refused, or impossible: sending it again would change nothing. */
        record Refused(String message) implements Result {}

        record Unauthorized(HubUnauthorizedException why) implements Result {}

        /** It may have been taken or not. */
        record AnswerLost(HubException why) implements Result {}

        /** A mistake of the program's own. */
        record Broken(Throwable why) implements Result {
            void again() {
                if (why instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) why;
            }
        }
    }

    /** The record as it is on disk now; in phase PLANNED if there is none. */
    synchronized JournalEntry entry() {
        return entry;
    }

    /** Whether a request is out whose answer decides if there is a job. Any thread. */
    boolean isOut() {
        return place.get() == Place.OUT;
    }

    /** True if the request has not gone out, and now never will. */
    boolean withdraw() {
        return place.compareAndSet(Place.HERE, Place.WITHDRAWN) || place.get() == Place.WITHDRAWN;
    }

    /** Has the record of a request that went out say that its job is to be stopped: a crash must not lose that. */
    synchronized void stopped(StopReason why) {
        JournalEntry told = entry.withStop(why);
        entry = told;
        if (told.status() != Status.SUBMITTING) {
            return;
        }
        try {
            entry = journal.save(told);
            written = true;
        } catch (IOException e) {
            written = false;
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The request of " + told.build()
                            + " is to be stopped, but the record of that cannot be written yet");
        }
    }

    /** Whether {@link #entry} is on disk. What was on disk before is then still there. */
    synchronized boolean isWritten() {
        return written;
    }

    WorkflowBody body() {
        return body;
    }

    /**
     * Takes over the record of a run of the same request that a restored program does not know of.
     *
     * @return the key that the record had; empty if there is none
     */
    synchronized Optional<String> adoptEarlier() throws IOException {
        Optional<Journal.Adopted> earlier = journal.adopt(entry, body.hash());
        if (earlier.isPresent()) {
            entry = earlier.get().entry();
        }
        return earlier.map(Journal.Adopted::formerKey);
    }

    /** Something that has to be done before the request is sent. */
    interface Announcement {
        void make() throws InterruptedException;
    }

    /**
     * @param beforeSending called when the record is on disk; without that call nothing was sent
     */
    Result post(HubClient client, Announcement beforeSending) throws InterruptedException {
        if (place.get() == Place.WITHDRAWN) {
            return new Result.Withdrawn();
        }
        String newest;
        try {
            newest = NewestJob.of(client);
        } catch (HubException e) {
            if (e.needsSomebody()) {
                return nothingSubmitted(e);
            }
            if (e.mayHeal()) {
                return new Result.NotTaken(e);
            }
            // a Hub that does not list its jobs can still take one; only a lost answer could then not be cleared up
            newest = "";
        }
        if (!place.compareAndSet(Place.HERE, Place.OUT)) {
            return new Result.Withdrawn();
        }
        Place next = Place.THERE;
        try {
            Result result = send(client, newest, beforeSending);
            if (entry().status() == Status.PLANNED) {
                next = Place.HERE;
            }
            return result;
        } finally {
            place.set(next);
        }
    }

    private Result send(HubClient client, String newest, Announcement beforeSending) throws InterruptedException {
        try {
            written(newest);
        } catch (IOException e) {
            return new Result.Refused(RunMessages.unwrittenRecord(e));
        }
        try {
            beforeSending.make();
        } catch (InterruptedException e) {
            // the process ends, and nothing was sent: the next one need not look for a job
            notTaken();
            throw e;
        }
        JournalEntry sent = entry();
        journal.goesOut(sent);
        try {
            String jobId = client.submit(body);
            if (wasThere(jobId, newest)) {
                return new Result.AnswerLost(notNew(client, jobId, newest));
            }
            submitted(jobId);
            return new Result.Submitted(jobId);
        } catch (HubException e) {
            if (!e.notTaken()) {
                return new Result.AnswerLost(e);
            }
            notTaken();
            if (e instanceof HubUnauthorizedException) {
                return new Result.Unauthorized((HubUnauthorizedException) e);
            }
            if (e.needsSomebody()) {
                return nothingSubmitted(e);
            }
            if (e.mayHeal()) {
                return new Result.NotTaken(e);
            }
            // a gateway may have passed it on before
            return e.mayBeGateways() ? new Result.Refused(e.getMessage()) : nothingSubmitted(e);
        } finally {
            journal.isBack(sent);
        }
    }

    /** Whether a job cannot be the new one; false where the ids of jobs are no numbers. */
    private static boolean wasThere(String jobId, String newest) {
        BigInteger number = NewestJob.number(jobId);
        BigInteger before = NewestJob.number(newest);
        if (before == null) {
            return false;
        }
        // a word where the jobs have numbers is the name of something else
        return number == null ? before.signum() > 0 : number.compareTo(before) <= 0;
    }

    /** The id in the answer was that of something else, or of another job: as good as none. */
    private HubException notNew(HubClient client, String jobId, String newest) {
        return new HubInvalidAnswerException("Hub " + client.url() + " was asked to run workflow "
                + RemoteText.name(body.request().workflow()) + " and answered with the id of job " + jobId
                + ", which cannot be new: before the request, the newest job was " + newest + ".");
    }

    private synchronized void written(String newest) throws IOException {
        entry = journal.save(entry.submitting(body.hash(), newest));
    }

    private synchronized void notTaken() {
        journal.remove(entry);
        entry = entry.withStatus(Status.PLANNED);
    }

    private static Result nothingSubmitted(HubException why) {
        return new Result.Refused(RunMessages.andNothingSubmitted(why.getMessage()));
    }

    /** The Hub named the job, or it was found after all. */
    synchronized void submitted(String jobId) {
        JournalEntry known = entry.withJob(jobId);
        journal.takeJob(known, jobId);
        entry = known;
        try {
            entry = journal.save(known);
            written = true;
        } catch (IOException e) {
            written = false;
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Job " + jobId + " on Hub " + known.hub() + " runs for " + known.build()
                            + ", but its record cannot be written yet: after a restart now, it would have to be searched for");
        }
    }
}
