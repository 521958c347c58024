package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * The Pipelines that run, or ran, since Jenkins started. Jenkins loads the program of a build, too, that it then ends because
 * of its age: the steps of that program claim their records, but nothing of it runs.
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
        add(execution);
    }

    @Override
    public void onResumed(@NonNull FlowExecution execution) {
        add(execution);
    }

    private void add(FlowExecution execution) {
        try {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> build) {
                builds.add(build);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "No build found for " + execution);
        }
    }
}
