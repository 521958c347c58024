package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.TaskQueue;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RunMessages;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * From the request to the id of its job: submits, retries what was certainly not accepted, and searches for what may have
 * been.
 */
final class SubmitPhase {
    private static final Logger LOGGER = Logger.getLogger(SubmitPhase.class.getName());

    private final RunState state;
    private final Consumer<Boolean> onJob;

    /** Null until the request has been read. */
    private volatile Submission submission;

    /** Null unless the answer is lost. */
    private SearchPhase search;

    private boolean waited;
    private boolean withheld;
    private boolean announced;

    /**
     * @param onJob called once the record names the job; with whether it was submitted just now
     */
    SubmitPhase(RunState state, Consumer<Boolean> onJob) {
        this.state = state;
        this.onJob = onJob;
        state.withdrawBy(this::withdraw);
    }

    /** Whether a request is out whose answer decides if there is a job. Any thread. */
    boolean isOut() {
        Submission current = submission;
        return current != null && current.isOut();
    }

    private boolean withdraw() {
        Submission current = submission;
        return current == null || current.withdraw();
    }

    /**
     * @param restarted whether an earlier process wrote the record; else it was made by this one, or there is none
     */
    void begin(boolean restarted) {
        state.queue.outside(
                state.services.lookups(), this::readRequest, body -> begin(body, restarted), why -> unreadable(why));
    }

    /** A run that cannot read its request must end, whatever the reason. */
    private WorkflowBody readRequest() throws IOException {
        try {
            return WorkflowBody.of(state.plan.request().request());
        } catch (RuntimeException e) {
            throw new IOException(RunMessages.unreadableRequest(SanitizedException.name(e)), e);
        }
    }

    private void unreadable(Exception e) {
        Exception mistake = e.getCause() instanceof RuntimeException cause ? cause : e;
        LOGGER.log(Level.WARNING, "Cannot read a request", SanitizedException.of(mistake));
        String why =
                e.getMessage() == null ? RunMessages.unreadableRequest(SanitizedException.name(e)) : e.getMessage();
        if (state.entry.status() == Status.PLANNED) {
            state.giveUp(Kind.REJECTED, why);
        } else {
            state.giveUp(
                    state.stoppedOr(Kind.UNKNOWN_SUBMIT),
                    why + " " + state.messages().unknownSubmit(null, List.of()));
        }
    }

    private void begin(WorkflowBody body, boolean restarted) {
        submission = new Submission(state.services.journal(), body, state.entry);
        state.observer.tell(to -> to.requested(body.firstPath(), body.pathCount()));
        if (state.entry.status() == Status.PLANNED) {
            new EarlierSubmit(state, submission, () -> goOn(true), this::takeSlot).look();
        } else {
            goOn(restarted);
        }
    }

    /** The request may be out, or was. */
    private void goOn(boolean restarted) {
        if (state.entry.hasJob()) {
            state.observer.detail(state.messages().resumed(true));
            onJob.accept(false);
        } else {
            // SUBMITTING, or ENDED without ever learning whether there is a job
            searchFor(restarted ? state.words().restartedWhileOut() : "no build was waiting for the answer.");
        }
    }

    /** Nothing goes out before the Hub has a place for one more job; it is given up when the run is over. */
    private void takeSlot() {
        if (withheld) {
            withhold();
            return;
        }
        JournalEntry entry = state.entry;
        FairSlots slots = state.services.slots();
        slots.take(entry.hub(), entry.key(), entry.startedMillis(), () -> state.queue.goOn(this::placed));
        state.waitingForSlot().ifPresent(wait -> {
            waited = true;
            state.observer.line(state.words().waitingForSlot(wait));
        });
    }

    private void placed() {
        if (waited) {
            // the Hub and its key are looked up anew: hours may have passed
            state.connect(this::post);
        } else {
            post();
        }
    }

    /** What has not gone out by now does not go out any more. */
    void withhold() {
        withheld = true;
        Submission current = submission;
        if (current != null && state.entry.status() == Status.PLANNED && current.withdraw()) {
            state.finish(Kind.NOT_SUBMITTED, state.words().withheld());
        }
    }

    private void post() {
        if (state.isStopped()) {
            onStop();
            return;
        }
        if (withheld) {
            withhold();
            return;
        }
        Connection to = state.connection;
        state.queue.outside(to.lanes().submits(), () -> attempt(to), this::posted, TaskQueue::undeclared);
    }

    /** On a thread of the lane. */
    private Submission.Result attempt(Connection to) throws InterruptedException {
        try {
            return submission.post(to.client(), this::announce);
        } catch (RuntimeException | Error e) {
            return new Submission.Result.Broken(e);
        }
    }

    private void posted(Submission.Result result) {
        takeRecord();
        if (result instanceof Submission.Result.Submitted) {
            state.retries.backInContact();
            state.observer.line(state.messages().submitted());
            onJob.accept(true);
        } else if (result instanceof Submission.Result.AnswerLost lost) {
            searchFor(lost.why().getMessage());
        } else if (result instanceof Submission.Result.Broken broken) {
            broken.again();
        } else if (state.isStopped()) {
            onStop();
        } else if (result instanceof Submission.Result.NotTaken notTaken) {
            state.retries.retry(notTaken.why(), this::post, Kind.NOT_SUBMITTED, RunMessages::andNothingSubmitted);
        } else if (result instanceof Submission.Result.Refused refused) {
            state.giveUp(Kind.REJECTED, refused.message());
        } else if (result instanceof Submission.Result.Unauthorized unauthorized) {
            refused(unauthorized.why());
        }
    }

    private void refused(HubUnauthorizedException why) {
        if (why.mayBeGateways()) {
            // it may have passed the request on before: with whatever key, it is not sent again
            state.giveUp(Kind.REJECTED, state.words().refusedKey(why.getMessage()));
        } else {
            state.withNewerKey(
                    this::post,
                    () -> state.giveUp(
                            Kind.REJECTED,
                            state.words().refusedKey(RunMessages.andNothingSubmitted(why.getMessage()))));
        }
    }

    private void takeRecord() {
        state.entry = submission.entry();
        if (!submission.isWritten()) {
            state.writeLater();
        }
    }

    /**
     * Not earlier: a log without this line says that nothing was submitted. But the record is what counts, and it is on disk by
     * now. On a thread of the lane.
     */
    private void announce() throws InterruptedException {
        if (!announced) {
            announced = true;
            state.observer.line(state.messages().submitting(submission.body()));
            if (!state.services.logPatience().await(state.observer)) {
                LOGGER.log(
                        Level.WARNING,
                        "The log of {0} does not accept lines; its request is submitted anyway",
                        state.entry.build());
            }
        }
    }

    /** The run was told to stop and there is no job yet. */
    void onStop() {
        Submission current = submission;
        if (state.entry.status() != Status.PLANNED) {
            stopLost();
        } else if (withdraw()) {
            state.finish(
                    Kind.of(state.stop()),
                    state.waitingForSlot()
                            .map(state.words()::stoppedInLine)
                            .orElse(state.words().nothingSubmitted()));
        } else {
            current.stopped(state.stop());
        }
    }

    /** Whether there is a job is not known, because the answer was lost or a restart came between. */
    private void stopLost() {
        Submission current = submission;
        if (current == null) {
            state.save(state.entry.status());
        } else {
            current.stopped(state.stop());
            takeRecord();
        }
        if (search != null) {
            search.look(true);
        }
    }

    /** Why it is not known yet whether there is a job, for the outcome of a run that was told to stop. */
    String unfinished() {
        return isOut() ? state.words().unanswered(state.stop()) : state.words().stillSearching(state.stop());
    }

    private void searchFor(String why) {
        state.observer.line(state.messages().searching(why));
        search = new SearchPhase(state, submission.body().request(), this::found);
        search.look(false);
    }

    private void found(String jobId) {
        submission.submitted(jobId);
        takeRecord();
        state.observer.line(state.messages().found());
        onJob.accept(true);
    }
}
