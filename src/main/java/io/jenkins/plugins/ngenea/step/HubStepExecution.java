package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.build.RunRegistry;
import io.jenkins.plugins.ngenea.build.UnexpectedFailure;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.report.NgeneaJobFailureCause;
import io.jenkins.plugins.ngenea.request.RunSettings;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for a Hub job without a thread.
 *
 * <p>{@link #start} and {@link #onResume} only hand {@link #begin} to the plugin's pool. There a {@link AttachedRun} is made,
 * which finds in the journal how far this step had come, and calls {@link #ended} when it is over. {@link #stop} passes the
 * wish on to the run; the cause of the stop is given back unchanged when the run has ended, so an aborted build stays
 * ABORTED.
 *
 * <p>The CPS thread may save this object at any moment: what is persisted is written before it can be seen, and does not
 * change except for one volatile reference in a subclass.
 */
abstract class HubStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(HubStepExecution.class.getName());

    /**
     * Names this step's record in the journal. Made with the object: a program that is restored from before this step began
     * has another object with another key, and so cannot take this record for its own by mistake.
     */
    private final String key = UUID.randomUUID().toString();

    /** When the step began, milliseconds since 1970: the deadline is counted from here, across restarts. */
    private final long startedMillis = HubRuntime.get().scheduler().now().toEpochMilli();

    /** The parameters that all steps have. */
    private final RunSettings settings;

    /** Null until {@link #begin} has come that far in this session, and after a restart. */
    private transient volatile AttachedRun run;

    /** Why the step was told to stop; null if it was not. Guarded by {@code this}. */
    private transient Throwable stopCause;

    /** What is read from a workspace before the run is made; null if that was not begun. Guarded by {@code this}. */
    private transient CompletableFuture<Void> reading;

    /** Whether this step is new and waits for a thread to begin on: nothing was done for it. Guarded by {@code this}. */
    private transient boolean waiting;

    HubStepExecution(StepContext context, RunSettings settings) {
        super(context);
        this.settings = settings;
    }

    /**
     * Called when a saved program is loaded, before anything of it runs: from now on no other step can adopt this one's
     * record.
     */
    protected Object readResolve() {
        HubRuntime.get().journal().claim(key);
        HubRuntime.get().slots().expect(key);
        return this;
    }

    @Override
    public final boolean start() {
        synchronized (this) {
            waiting = true;
        }
        HubRuntime.get().pool().execute(() -> begin(false));
        return false;
    }

    @Override
    public final void onResume() {
        HubRuntime.get().pool().execute(() -> begin(true));
    }

    /** False if it was stopped before. */
    private synchronized boolean isStillToBegin() {
        boolean still = waiting;
        waiting = false;
        return still;
    }

    private void begin(boolean resumed) {
        if (!resumed && !isStillToBegin()) {
            return;
        }
        try {
            Run<?, ?> build = getContext().get(Run.class);
            CompletableFuture<Void> begun = readWorkspace(build);
            synchronized (this) {
                reading = begun;
                if (stopCause != null) {
                    begun.cancel(false);
                }
            }
            begun.whenCompleteAsync(
                    (read, problem) -> makeRun(build, resumed, problem),
                    HubRuntime.get().pool());
        } catch (InterruptedException e) {
            interrupted();
        } catch (Exception | Error e) {
            notBegun(UnexpectedFailure.told(e));
        }
    }

    /**
     * @param problem why the workspace could not be read; null if it was, or there was nothing to be read
     */
    private void makeRun(Run<?, ?> build, boolean resumed, Throwable problem) {
        try {
            if (problem instanceof InterruptedException || problem instanceof CancellationException) {
                interrupted();
                return;
            }
            if (problem != null) {
                notBegun(problem);
                return;
            }
            TaskListener listener = getContext().get(TaskListener.class);
            FlowNode node = getContext().get(FlowNode.class);
            AttachedRun.Identity identity = new AttachedRun.Identity(key, node.getId(), startedMillis, resumed);
            CompletableFuture<Outcome> end = new CompletableFuture<>();
            AttachedRun made = hubRun(build, listener, identity, end::complete);
            synchronized (this) {
                run = made;
                if (stopCause != null) {
                    made.workflowRun().abort();
                }
            }
            // not earlier: a run that went on unattended may have ended before
            end.thenAccept(outcome -> ended(outcome, listener, node));
            made.start();
        } catch (InterruptedException e) {
            interrupted();
        } catch (Exception | Error e) {
            notBegun(UnexpectedFailure.told(e));
        }
    }

    /** Before the run was made. Unless the step was stopped Jenkins is going down, and the step is resumed with it. */
    private void interrupted() {
        if (stopCause() != null) {
            notBegun(stopCause());
        }
    }

    private synchronized Throwable stopCause() {
        return stopCause;
    }

    /** If there is a record, a job may be running: then {@code retry} must not try again. */
    private void notBegun(Throwable problem) {
        HubRuntime.get().slots().expectNot(key);
        Throwable cause = stopCause();
        if (cause != null) {
            abortLeft(problem);
            getContext().onFailure(cause);
        } else if (hasRecord()) {
            getContext()
                    .onFailure(new FlowInterruptedException(
                            Result.FAILURE, true, new NgeneaJobFailureCause(String.valueOf(problem.getMessage()))));
        } else {
            getContext().onFailure(problem);
        }
    }

    /** It was stopped: that goes for a job of an earlier process, too. */
    private void abortLeft(Throwable problem) {
        if (!hasRecord()) {
            return;
        }
        try {
            if (problem != stopCause()) {
                getContext().get(TaskListener.class).getLogger().println("[Ngenea] " + problem.getMessage());
            }
            RunRegistry.get().abort(getContext().get(Run.class), key);
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot stop the Ngenea Hub job of the record " + key);
        }
    }

    private boolean hasRecord() {
        try {
            return HubRuntime.get().journal().has(key);
        } catch (IOException e) {
            // it cannot be ruled out
            return true;
        }
    }

    /** Has read what {@link #hubRun} needs of a workspace, which may take its time. Whoever ends it before breaks that off. */
    CompletableFuture<Void> readWorkspace(Run<?, ?> build) throws IOException, InterruptedException {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Makes the run. On a pool thread: may do I/O.
     *
     * @throws AbortException if nothing can be run; the message tells a person what to do
     */
    abstract AttachedRun hubRun(
            Run<?, ?> build, TaskListener listener, AttachedRun.Identity identity, Consumer<Outcome> onEnd)
            throws IOException, InterruptedException;

    @Override
    public final void stop(Throwable cause) {
        synchronized (this) {
            if (stopCause == null) {
                stopCause = cause;
            }
            if (run != null) {
                run.workflowRun().abort();
            } else if (reading != null) {
                reading.cancel(false);
            }
            // what is under way sees it
        }
        if (isStillToBegin()) {
            getContext().onFailure(cause);
        }
    }

    /** While the answer to a submit is out, a restart would have to look for the job. */
    @Override
    public final boolean blocksRestart() {
        AttachedRun current = run;
        return current != null && current.workflowRun().isSubmitOut();
    }

    @Override
    public final String getStatus() {
        AttachedRun current = run;
        if (current != null) {
            return current.workflowRun().status();
        }
        synchronized (this) {
            return reading == null || reading.isDone()
                    ? "waiting for a thread"
                    : "reading 'pathsFile' from the workspace";
        }
    }

    private void ended(Outcome outcome, TaskListener listener, FlowNode node) {
        try {
            conclude(outcome, listener, node);
        } catch (RuntimeException | Error e) {
            // whatever is wrong: a build must not wait for ever
            getContext().onFailure(UnexpectedFailure.told(e));
        }
    }

    private void conclude(Outcome outcome, TaskListener listener, FlowNode node) {
        switch (outcome.kind()) {
            case SUCCEEDED, SUBMITTED -> succeed(outcome);
            case FAILED -> {
                if (settings.propagate()) {
                    getContext().onFailure(new AbortException(outcome.message()));
                } else {
                    warn(listener, node, Result.FAILURE, outcome);
                }
            }
            case CANCELLED -> {
                if (settings.propagate()) {
                    fail(Result.ABORTED, false, outcome);
                } else {
                    warn(listener, node, Result.ABORTED, outcome);
                }
            }
            case ABORTED -> abort(outcome, listener);
            case TIMED_OUT -> timedOut(outcome);
            case REJECTED, NOT_SUBMITTED -> getContext().onFailure(new AbortException(outcome.message()));
            case UNKNOWN_SUBMIT, LOST -> fail(Result.FAILURE, true, outcome);
            default -> throw new AssertionError(outcome.kind());
        }
    }

    /** A job that certainly ended may be run again by {@code retry}; one that may be running must not be doubled. */
    private void timedOut(Outcome outcome) {
        boolean aborted = stopCause() != null;
        // somebody aborted it too, a moment after its deadline: not even an ended job may be run again then
        if (hasEnded(outcome) && !aborted) {
            getContext().onFailure(new AbortException(outcome.message()));
        } else {
            fail(Result.FAILURE, true, outcome);
        }
    }

    private void succeed(Outcome outcome) {
        getContext().onSuccess(run.result(outcome));
    }

    private static boolean hasEnded(Outcome outcome) {
        return outcome.jobId().isEmpty()
                || (outcome.job() != null && outcome.job().state().isEnd());
    }

    /**
     * @param interruption whether {@code retry} must not try again
     */
    private void fail(Result result, boolean interruption, Outcome outcome) {
        getContext()
                .onFailure(new FlowInterruptedException(
                        result, interruption, new NgeneaJobFailureCause(outcome.message())));
    }

    private void warn(TaskListener listener, FlowNode node, Result result, Outcome outcome) {
        listener.getLogger().println("[Ngenea] " + outcome.message());
        node.addOrReplaceAction(new WarningAction(result).withMessage(outcome.message()));
        succeed(outcome);
    }

    private void abort(Outcome outcome, TaskListener listener) {
        listener.getLogger().println("[Ngenea] " + outcome.message());
        Throwable cause = stopCause();
        if (cause == null) {
            // aborted before a restart, which does not remember by whom
            fail(Result.ABORTED, true, outcome);
        } else {
            getContext().onFailure(cause);
        }
    }

    final String key() {
        return key;
    }

    final RunSettings settings() {
        return settings;
    }
}
