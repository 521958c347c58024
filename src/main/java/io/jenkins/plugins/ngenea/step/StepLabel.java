package io.jenkins.plugins.ngenea.step;

import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What the views of a Pipeline call a step, so that its branches can be told apart. */
final class StepLabel {
    private StepLabel() {}

    /** After its Hub job; a label that it has already stays. */
    static void name(FlowNode node, String jobId) {
        if (node.getPersistentAction(LabelAction.class) == null) {
            node.addAction(new LabelAction(Messages.StepLabel_Job(jobId)));
        }
    }
}
