package io.jenkins.plugins.ngenea.build;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The Pipelines that run, or ran, since Jenkins started. Jenkins loads the program of a build, too, that it then ends because
 * of its age: the steps of that program claim their records, but nothing of it runs.
 *
 * <p>One of the steps of a Pipeline that resumes may have ended while its cancel was still pending. No step of the program
 * knows that record any more, so the cancel is sent from here.
 */
@Extension
public final class RunningPrograms extends FlowExecutionListener {
    private static final Logger LOGGER = Logger.getLogger(RunningPrograms.class.getName());

    private final Set<Run<?, ?>> builds = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Whether a build runs, or ran, since Jenkins started. What is no Pipeline is never loaded to go on, so it did. */
    static boolean has(Run<?, ?> build) {
        return ExtensionList.lookupSingleton(RunningPrograms.class).builds.contains(build)
                || !(build instanceof FlowExecutionOwner.Executable);
    }

    @Override
    public void onCreated(@NonNull FlowExecution execution) {
        builds.addAll(build(execution));
    }

    /** Comes before the program is loaded. Once it is, or has failed to be, its steps have claimed what is theirs. */
    @Override
    public void onResumed(@NonNull FlowExecution execution) {
        ListenableFuture<List<StepExecution>> loading = execution.getCurrentExecutions(false);
        loading.addListener(
                () -> {
                    if (isLoaded(loading)) {
                        builds.addAll(build(execution));
                    }
                },
                Runnable::run);
        loading.addListener(
                () -> build(execution).forEach(RunRegistry.get()::adoptCancels),
                HubRuntime.get().pool());
    }

    private static boolean isLoaded(ListenableFuture<?> loading) {
        try {
            Futures.getDone(loading);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return false;
        }
    }

    /** None if it cannot be found. */
    private static List<Run<?, ?>> build(FlowExecution execution) {
        try {
            return execution.getOwner().getExecutable() instanceof Run<?, ?> build ? List.of(build) : List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "No build found for " + execution);
            return List.of();
        }
    }
}
