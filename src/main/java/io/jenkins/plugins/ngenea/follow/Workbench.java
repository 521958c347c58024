package io.jenkins.plugins.ngenea.follow;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all runs of a process share.
 *
 * @param pool bounded; for work that belongs to no Hub yet
 * @param budgets makes the time budget for a Hub that does not answer
 * @param voice in what words a run speaks
 */
public record Workbench(
        Journal journal, Scheduler scheduler, Executor pool, Supplier<RetryBudget> budgets, Voice voice) {
    /** In Jenkins. */
    public Workbench(Journal journal, Scheduler scheduler, Executor pool, Supplier<RetryBudget> budgets) {
        this(journal, scheduler, pool, budgets, Voice.JENKINS);
    }
}
