package io.jenkins.plugins.ngenea.journal;

/**
 * Whom a run belongs to.
 *
 * @param build as Jenkins can find it again; of a command, a name of its own
 * @param node the FlowNode of the step, for people; empty for a freestyle build
 */
public record StepOfBuild(String build, String node) {
    public StepOfBuild {
        node = JournalEntry.orEmpty(node);
    }
}
