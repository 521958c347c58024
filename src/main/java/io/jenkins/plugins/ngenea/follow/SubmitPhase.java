package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import io.jenkins.plugins.ngenea.hub.BareException;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.WorkflowBody;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** From the request to the id of its job: posts, tries again what was certainly not taken, looks for what may have been. */
final class SubmitPhase {
    private static final Logger LOGGER = Logger.getLogger(SubmitPhase.class.getName());

    private final RunState state;
    private final Consumer<Boolean> onJob;
    private Submission submission;
    private LostJobSearch search;
    private boolean waited;
    private boolean withheld;
    private boolean announced;
    private volatile boolean out;

    /**
     * @param onJob called once the record names the job; with whether it was submitted just now
     */
    SubmitPhase(RunState state, Consumer<Boolean> onJob) {
        this.state = state;
        this.onJob = onJob;
    }

    /** Whether a request is out whose answer decides if there is a job. Any thread. */
    boolean isOut() {
        return out;
    }

    void begin() {
        Phase known = state.entry.phase();
        try {
            submission = new Submission(
                    state.bench.journal(), WorkflowBody.of(state.plan.request().request()), state.entry);
            if (known == Phase.PLANNED) {
                submission.adoptEarlier().ifPresent(this::adopted);
            }
        } catch (IOException | RuntimeException e) {
            // a run that cannot read its request must end, whatever the reason
            String why = e instanceof IOException && e.getMessage() != null
                    ? e.getMessage()
                    : "The request cannot be read (" + BareException.name(e) + ").";
            LOGGER.log(Level.WARNING, "A request cannot be read", BareException.of(e));
            if (known == Phase.PLANNED) {
                state.finish(Kind.REJECTED, why);
            } else {
                state.finish(Kind.UNKNOWN_SUBMIT, why + " " + state.words().unknownSubmit(null, List.of()));
            }
            return;
        }
        if (state.entry.hasJob()) {
            state.observer.detail(state.words().resumed());
            onJob.accept(false);
        } else if (state.entry.phase() != Phase.PLANNED) {
            // SUBMITTING, or ENDED without ever learning whether there is a job
            searchFor(state.bench.voice().program() + " was restarted while the request was out.");
        } else {
            takePlace();
        }
    }

    private void adopted(String formerKey) {
        state.entry = submission.entry();
        state.bench.places().hold(state.entry.hub(), state.entry.key(), formerKey);
    }

    /** Nothing goes out before the Hub has a place for one more job; it is given up when the run is over. */
    private void takePlace() {
        JournalEntry entry = state.entry;
        Places places = state.bench.places();
        places.take(entry.hub(), entry.key(), entry.startedMillis(), () -> state.queue.execute(this::placed));
        state.waitingForPlace().ifPresent(wait -> {
            waited = true;
            state.observer.line(RunWords.waitingForPlace(entry, wait, state.bench.voice()));
        });
    }

    private void placed() {
        // the Hub and its key are looked up anew: hours may have passed
        if (!state.isOver() && !state.isStopped() && (!waited || state.connect())) {
            post();
        }
    }

    /** What has not gone out by now does not go out any more. */
    void withhold() {
        withheld = true;
        if (submission != null && !state.isOver() && state.entry.phase() == Phase.PLANNED) {
            state.finish(Kind.NOT_SUBMITTED, RunWords.withheld(state.entry));
        }
    }

    private void post() {
        if (state.isStopped() || state.isOver()) {
            return;
        }
        if (withheld) {
            withhold();
            return;
        }
        Submission.Result result;
        out = true;
        try {
            result = submission.post(state.connection.client(), this::announce);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            out = false;
            state.entry = submission.entry();
        }
        if (result instanceof Submission.Result.Submitted) {
            state.backInContact();
            state.observer.line(state.words().submitted());
            onJob.accept(true);
        } else if (result instanceof Submission.Result.AnswerLost lost) {
            searchFor(lost.why().getMessage());
        } else if (state.isStopped()) {
            onStop();
        } else if (result instanceof Submission.Result.NotTaken notTaken) {
            state.retry(notTaken.why(), this::post, Kind.NOT_SUBMITTED, why -> why + " Nothing was submitted.");
        } else if (result instanceof Submission.Result.Refused refused) {
            state.finish(Kind.REJECTED, refused.message());
        } else if (result instanceof Submission.Result.Unauthorized unauthorized) {
            if (state.hasNewerKey()) {
                state.queue.execute(this::post);
            } else {
                state.finish(Kind.REJECTED, state.refusedKey(unauthorized.why().getMessage()));
            }
        }
    }

    /** Not earlier: a log without this line says that nothing was submitted. */
    private void announce() {
        if (!announced) {
            announced = true;
            state.observer.line(state.words().submitting(submission.body()));
        }
    }

    /** The run was told to stop and there is no job yet. */
    void onStop() {
        if (state.entry.phase() == Phase.PLANNED) {
            state.finish(
                    state.stop(),
                    state.waitingForPlace()
                            .map(wait -> RunWords.stoppedInLine(state.entry, wait))
                            .orElse(RunWords.nothingSubmitted(state.entry)));
        } else if (search != null) {
            look();
        }
    }

    private void searchFor(String why) {
        state.observer.line(state.words().searching(why));
        search = new LostJobSearch(
                state.bench.journal(), state.entry, submission.body().request());
        state.queue.execute(this::look);
    }

    private void look() {
        if (state.isOver() || state.entry.hasJob()) {
            return;
        }
        LostJobSearch.Look look;
        try {
            look = search.look(
                    state.connection.client(), state.bench.scheduler().now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (HubException e) {
            if (!state.isStopped() && RetryBudget.bears(e)) {
                state.retry(e, this::look, Kind.UNKNOWN_SUBMIT, why -> why + " " + unknown(List.of()));
            } else if (e instanceof HubUnauthorizedException && state.hasNewerKey()) {
                state.queue.execute(this::look);
            } else {
                state.finish(state.stoppedOr(Kind.UNKNOWN_SUBMIT), e.getMessage() + " " + unknown(List.of()));
            }
            return;
        } catch (IOException e) {
            state.finish(state.stoppedOr(Kind.UNKNOWN_SUBMIT), e.getMessage() + " " + unknown(List.of()));
            return;
        }
        state.backInContact();
        if (!look.jobId().isEmpty()) {
            submission.submitted(look.jobId());
            state.entry = submission.entry();
            state.observer.line(state.words().found());
            onJob.accept(true);
        } else if (look.over() || state.isStopped()) {
            state.finish(state.stoppedOr(Kind.UNKNOWN_SUBMIT), unknown(look.candidates()));
        } else {
            state.later(LostJobSearch.PAUSE, this::look);
        }
    }

    private String unknown(List<String> candidates) {
        return state.words().unknownSubmit(submission.body().request(), candidates);
    }
}
