package io.jenkins.plugins.ngenea.step;

import hudson.model.Result;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * How a step ends that was told to stop while its job may go on, or is done: as it was told to, but so that no {@code retry}
 * around it submits again. The step {@code timeout} lets its own interruption be repeated, and the removal of an agent is meant
 * to be.
 */
final class FinalInterruption {
    /** Of workflow-basic-steps, which this plugin does not need for anything else. */
    private static final String TIMEOUT = "org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution$ExceededTimeout";

    private FinalInterruption() {}

    /**
     * @param cause why the step was told to stop
     * @param why what is known of the job
     */
    static FlowInterruptedException of(Throwable cause, CauseOfInterruption why) {
        List<CauseOfInterruption> causes = new ArrayList<>();
        Result result = Result.ABORTED;
        if (cause instanceof FlowInterruptedException interruption) {
            result = interruption.getResult();
            if (interruption.isActualInterruption()) {
                interruption.getCauses().stream()
                        .filter(each -> !each.getClass().getName().equals(TIMEOUT))
                        .forEach(causes::add);
            }
        }
        causes.add(why);
        FlowInterruptedException end =
                new FlowInterruptedException(result, true, causes.toArray(new CauseOfInterruption[0]));
        end.addSuppressed(cause);
        return end;
    }
}
