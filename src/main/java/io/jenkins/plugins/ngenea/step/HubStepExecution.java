package io.jenkins.plugins.ngenea.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.build.AttachedRun;
import io.jenkins.plugins.ngenea.build.UnexpectedFailure;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import io.jenkins.plugins.ngenea.request.RunSettings;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for a Hub job without a thread.
 *
 * <p>{@link #start} and {@link #onResume} only hand {@link #begin} to the plugin's pool. There, once the program has been
 * {@linkplain #saveProgram saved}, a {@link AttachedRun} is made, which finds in the journal how far this step had come, and
 * calls {@link #ended} when it is over. {@link #stop} passes the wish on to the run; the cause of the stop is given back
 * unchanged when the run has ended, so an aborted build stays ABORTED.
 *
 * <p>The CPS thread may save this object at any moment: what is persisted is written before it can be seen, and does not
 * change except for one volatile reference in a subclass.
 */
abstract class HubStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /**
     * Names this step's record in the journal. Made with the object: a program that is restored from before this step began
     * has another object with another key, and so cannot take this record for its own by mistake.
     */
    private final String key = UUID.randomUUID().toString();

    /** When the step began, milliseconds since 1970: the deadline is counted from here, across restarts. */
    private final long startedMillis = HubRuntime.get().scheduler().clock().toEpochMilli();

    /** The parameters that all steps have. */
    private final RunSettings settings;

    /** Null until {@link #begin} has come that far in this session, and after a restart. */
    private transient volatile AttachedRun run;

    /** Why the step was told to stop; null if it was not. Guarded by {@code this}. */
    private transient Throwable stopCause;

    /** What must be done before the run is made; null if that was not begun. Guarded by {@code this}. */
    private transient CompletableFuture<Void> preparing;

    /** What that is, for people. Guarded by {@code this}. */
    private transient String preparation;

    /** What is listed after the run; null before. Guarded by {@code this}. */
    private transient CompletableFuture<Boolean> listing;

    /** Whether this step is new and waits for a thread to begin on: nothing was done for it. Guarded by {@code this}. */
    private transient boolean waiting;

    /** Whether somebody had this step begin in this session. Guarded by {@code this}. */
    private transient boolean called;

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
            called = true;
            waiting = true;
        }
        CompletableFuture<Void> saved = saveProgram();
        HubRuntime.get().pool().execute(() -> begin(false, saved));
        return false;
    }

    @Override
    public final void onResume() {
        synchronized (this) {
            if (called) {
                return;
            }
            called = true;
        }
        HubRuntime.get().pool().execute(() -> begin(true, CompletableFuture.completedFuture(null)));
    }

    /** False if it was stopped before. */
    private synchronized boolean isStillToBegin() {
        boolean still = waiting;
        waiting = false;
        return still;
    }

    private void begin(boolean resumed, CompletableFuture<Void> saved) {
        if (!resumed && !isStillToBegin()) {
            return;
        }
        try {
            Run<?, ?> build = getContext().get(Run.class);
            if (resumed) {
                lookForRecord(build);
                if (stopCause() != null) {
                    // what its record tells of is stopped without the workspace, whose agent may be away
                    makeRun(build, true, HubRuntime.get().journal().has(key) ? null : new CancellationException());
                    return;
                }
            }
            await(readWorkspace(build, resumed), "reading 'pathsFile' from the workspace", problem -> {
                if (problem == null) {
                    await(saved, "waiting until Jenkins has saved the program", why -> makeRun(build, resumed, why));
                } else {
                    makeRun(build, resumed, problem);
                }
            });
        } catch (InterruptedException e) {
            interrupted();
        } catch (Exception | Error e) {
            notBegun(UnexpectedFailure.told(e));
        }
    }

    private void await(CompletableFuture<Void> what, String doing, Consumer<Throwable> next) {
        synchronized (this) {
            preparing = what;
            preparation = doing;
            if (stopCause != null) {
                what.cancel(false);
            }
        }
        what.whenCompleteAsync(
                (done, problem) -> next.accept(problem), HubRuntime.get().pool());
    }

    /**
     * @param problem why the workspace could not be read, or the program not be saved; null if all of that was done
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
            CompletableFuture<Outcome> end = new CompletableFuture<>();
            AttachedRun made = hubRun(build, listener, identity(resumed), end::complete);
            synchronized (this) {
                run = made;
                if (stopCause != null) {
                    made.workflowRun().abort();
                }
            }
            // not earlier: a run that went on unattended may have ended before
            end.thenAcceptAsync(
                    outcome -> ended(build, outcome, listener, node),
                    HubRuntime.get().log(build));
            made.whenJobIsKnown(id -> StepLabel.name(node, id));
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

    private void notBegun(Throwable problem) {
        new NotBegun(getContext(), key, settings, workflow(), site()).conclude(problem, stopCause());
    }

    /** Null if it runs none. */
    String workflow() {
        return null;
    }

    /** Null if none was given. */
    String site() {
        return null;
    }

    /**
     * Has had the program saved with this step in it, where the program outlives a kill of Jenkins. Called by the CPS thread.
     */
    CompletableFuture<Void> saveProgram() {
        return CompletableFuture.completedFuture(null);
    }

    /** Has looked whether this step, which goes on after a restart, submitted something that the journal does not know of. */
    void lookForRecord(Run<?, ?> build) throws IOException, InterruptedException {}

    final AttachedRun.Identity identity(boolean resumed) throws IOException, InterruptedException {
        return new AttachedRun.Identity(key, getContext().get(FlowNode.class).getId(), startedMillis, resumed);
    }

    /** Has read what {@link #hubRun} needs of a workspace, which may take its time. Whoever ends it before breaks that off. */
    CompletableFuture<Void> readWorkspace(Run<?, ?> build, boolean resumed) throws IOException, InterruptedException {
        if (!resumed && settings.failedPathsFile() != null) {
            RequestFiles.checkWorkspace(settings, workspace());
        }
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
            if (listing != null) {
                listing.cancel(false);
            } else if (run != null) {
                run.workflowRun().abort();
            } else if (preparing != null) {
                preparing.cancel(false);
            }
            // what is under way sees it
        }
        if (isStillToBegin()) {
            getContext().onFailure(cause);
        } else {
            // Jenkins resumes it only when the agent of its block is back
            onResume();
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
        synchronized (this) {
            if (listing != null && !listing.isDone()) {
                return "listing the failed paths";
            }
        }
        if (current != null) {
            return current.workflowRun().status();
        }
        synchronized (this) {
            return preparing == null || preparing.isDone() ? "waiting for a thread" : preparation;
        }
    }

    /** On the queue of the log: the end may have a line of its own. */
    private void ended(Run<?, ?> build, Outcome outcome, TaskListener listener, FlowNode node) {
        StepEnd end = new StepEnd(getContext(), settings.propagate(), run, listener, node, this::stopCause);
        guarded(() -> {
            CompletableFuture<Boolean> listed = run.listFailedPaths(outcome, this::workspace);
            if (listed.isDone() && !listed.isCompletedExceptionally()) {
                end.conclude(outcome, listed.join());
                return;
            }
            synchronized (this) {
                listing = listed;
                if (stopCause != null) {
                    listed.cancel(false);
                }
            }
            listed.whenCompleteAsync(
                    (complete, problem) -> guarded(() -> {
                        if (problem == null) {
                            HubRuntime.get().log(build).execute(() -> guarded(() -> end.conclude(outcome, complete)));
                        } else {
                            end.concludeWithoutList(outcome, problem);
                        }
                    }),
                    HubRuntime.get().pool());
        });
    }

    private void guarded(Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException | Error e) {
            // whatever is wrong: a build must not wait for ever
            getContext().onFailure(UnexpectedFailure.told(e));
        }
    }

    /** Null if there is none. */
    final FilePath workspace() throws IOException, InterruptedException {
        return getContext().get(FilePath.class);
    }

    final String key() {
        return key;
    }

    final RunSettings settings() {
        return settings;
    }
}
