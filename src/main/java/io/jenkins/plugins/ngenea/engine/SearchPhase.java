package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * From a lost answer to the id of the job, if there is one: searches, retries when the Hub does not answer, and gives up.
 */
final class SearchPhase {
    private final RunState state;
    private final WorkflowRequest request;
    private final LostJobSearch search;
    private final Consumer<String> found;

    /**
     * @param found called with the id of the job
     */
    SearchPhase(RunState state, WorkflowRequest request, Consumer<String> found) {
        this.state = state;
        this.request = request;
        this.search = new LostJobSearch(state.services.journal(), state.entry, request);
        this.found = found;
    }

    /**
     * @param hurry whether somebody waits for it
     */
    void look(boolean hurry) {
        if (state.entry.hasJob()) {
            return;
        }
        state.connection
                .searches()
                .look(search, hurry, state.services.scheduler())
                .whenComplete((look, problem) -> state.queue.goOn(() -> {
                    if (problem == null) {
                        looked(look);
                    } else {
                        notLooked((Exception) problem);
                    }
                }));
    }

    private void looked(LostJobSearch.Look look) {
        if (state.entry.hasJob()) {
            return;
        }
        state.retries.backInContact();
        try {
            if (search.take(look)) {
                found.accept(look.jobId());
                return;
            }
        } catch (IOException e) {
            notLooked(e);
            return;
        }
        if (look.over()) {
            state.giveUp(state.stoppedOr(Kind.UNKNOWN_SUBMIT), unknown(look.candidates()));
        } else if (goesOnAfterStop(() -> unknown(look.candidates()))) {
            look(false);
        }
    }

    private void notLooked(Exception e) {
        if (state.entry.hasJob()) {
            return;
        }
        if (e instanceof RuntimeException broken) {
            throw broken;
        }
        if (!(e instanceof HubException why) || !RetryBudget.bears(why)) {
            state.giveUp(state.stoppedOr(Kind.UNKNOWN_SUBMIT), e.getMessage() + " " + unknown(List.of()));
        } else if (why instanceof HubUnauthorizedException) {
            state.withNewerKey(() -> look(true), () -> lookLater(why));
        } else {
            lookLater(why);
        }
    }

    private void lookLater(HubException why) {
        if (goesOnAfterStop(() -> why.getMessage() + " " + unknown(List.of()))) {
            state.retries.retry(
                    why,
                    () -> look(false),
                    state.stoppedOr(Kind.UNKNOWN_SUBMIT),
                    again -> again + " " + unknown(List.of()));
        }
    }

    /**
     * A run that was told to stop is waited for no longer than this one look, but a job that turns up later is cancelled all
     * the same: a gateway may still hold the request.
     *
     * @param unknown names the request, for which its paths are read: not for each look
     * @return false if the run is over, because a job would be left alone anyway
     */
    private boolean goesOnAfterStop(Supplier<String> unknown) {
        if (!state.isStopped()) {
            return true;
        }
        if (!state.entry.isCancelledFor(state.stop())) {
            state.giveUp(Kind.of(state.stop()), unknown.get());
            return false;
        }
        if (state.isAwaited()) {
            state.deliver(
                    Kind.of(state.stop()), unknown.get() + " " + state.words().aheadOfJob(state.stop()));
        }
        return true;
    }

    private String unknown(List<String> candidates) {
        return state.messages().unknownSubmit(request, candidates);
    }
}
