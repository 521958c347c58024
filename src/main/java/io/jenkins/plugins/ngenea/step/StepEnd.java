package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunMessages;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What a script gets of the outcome of its step: a result, or an exception.
 *
 * @param stopCause gives why the step was told to stop; null if it was not, or if that is not known any more
 */
record StepEnd(
        StepContext context,
        boolean propagate,
        AttachedRun run,
        TaskListener listener,
        FlowNode node,
        Supplier<Throwable> stopCause) {
    /**
     * @param complete whether the list of the failed paths that was asked for has them all
     */
    void conclude(Outcome outcome, boolean complete) {
        switch (outcome.kind()) {
            case SUCCEEDED, SUBMITTED -> succeed(outcome, complete);
            case FAILED -> {
                if (propagate && isEndUnclear(outcome)) {
                    fail(Result.FAILURE, true, outcome, reasoned(outcome));
                } else if (propagate) {
                    context.onFailure(new AbortException(reasoned(outcome)));
                } else {
                    warn(Result.FAILURE, outcome, complete);
                }
            }
            case CANCELLED -> {
                if (propagate) {
                    fail(Result.ABORTED, false, outcome, outcome.message());
                } else {
                    warn(Result.ABORTED, outcome, complete);
                }
            }
            case ABORTED -> abort(outcome);
            case TIMED_OUT -> timedOut(outcome);
            case REJECTED, NOT_SUBMITTED -> context.onFailure(new AbortException(outcome.message()));
            case UNKNOWN_SUBMIT, LOST -> fail(Result.FAILURE, true, outcome, outcome.message());
            default -> throw new AssertionError(outcome.kind());
        }
    }

    /**
     * The job ended, but the list of what failed in it that was asked for is not there. A job that went well is not to be run
     * again for that.
     */
    void concludeWithoutList(Outcome outcome, Throwable problem) {
        Throwable cause = stopCause.get();
        if (cause != null) {
            interrupt(outcome, cause);
        } else if (outcome.kind() == Outcome.Kind.FAILED && propagate && !isEndUnclear(outcome)) {
            context.onFailure(new AbortException(reasoned(outcome) + "\n" + problem.getMessage()));
        } else {
            Result result = outcome.kind() == Outcome.Kind.CANCELLED ? Result.ABORTED : Result.FAILURE;
            fail(result, true, outcome, outcome.message() + " " + problem.getMessage());
        }
    }

    private static String reasoned(Outcome outcome) {
        return outcome.message() + RunMessages.firstReasons(outcome.failures());
    }

    private void timedOut(Outcome outcome) {
        // somebody aborted it too, a moment after its deadline: not even an ended job may be run again then
        if (isRepeatable(outcome) && stopCause.get() == null) {
            context.onFailure(new AbortException(outcome.message()));
        } else {
            fail(Result.FAILURE, true, outcome, outcome.message());
        }
    }

    /** A word that this plugin does not know may mean that all went well: nothing is to be done twice for that. */
    private static boolean isEndUnclear(Outcome outcome) {
        return outcome.job() != null && outcome.job().state() == JobState.UNKNOWN_END;
    }

    /**
     * Whether {@code retry} may try again after a stop: a job that may be running must not be doubled, and one that went well is
     * done.
     */
    private boolean isRepeatable(Outcome outcome) {
        if (outcome.jobId().isEmpty()) {
            return !run.mayHaveSubmitted();
        }
        return outcome.job() != null
                && outcome.job().state().isEnd()
                && outcome.job().state().category() != JobState.Category.ENDED_WELL
                && !isEndUnclear(outcome);
    }

    private void succeed(Outcome outcome, boolean complete) {
        context.onSuccess(run.result(outcome, complete));
    }

    /**
     * @param interruption whether {@code retry} must not try again
     */
    private void fail(Result result, boolean interruption, Outcome outcome, String message) {
        context.onFailure(new FlowInterruptedException(result, interruption, run.failure(outcome, message)));
    }

    private void warn(Result result, Outcome outcome, boolean complete) {
        listener.getLogger().println("[Ngenea] " + outcome.message());
        node.addOrReplaceAction(new WarningAction(result).withMessage(outcome.message()));
        succeed(outcome, complete);
    }

    private void abort(Outcome outcome) {
        listener.getLogger().println("[Ngenea] " + outcome.message());
        Throwable cause = stopCause.get();
        if (cause == null) {
            // aborted before a restart, which does not remember by whom
            fail(Result.ABORTED, true, outcome, outcome.message());
        } else {
            interrupt(outcome, cause);
        }
    }

    /** Whoever told the step to stop gets the cause back; and a {@code retry} only if there is something to repeat. */
    private void interrupt(Outcome outcome, Throwable cause) {
        context.onFailure(
                isRepeatable(outcome) ? cause : FinalInterruption.of(cause, run.failure(outcome, outcome.message())));
    }
}
