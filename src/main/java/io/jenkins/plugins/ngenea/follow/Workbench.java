package io.jenkins.plugins.ngenea.follow;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all runs of a process share.
 *
 * @param pool bounded; for work that belongs to no Hub yet
 * @param places how many jobs a Hub, by its name, may have at once
 * @param budgets makes the time budget for a Hub that does not answer
 * @param voice in what words a run speaks
 */
public record Workbench(
        Journal journal,
        Scheduler scheduler,
        Executor pool,
        Places places,
        Supplier<RetryBudget> budgets,
        Voice voice) {
    /** In Jenkins. */
    public Workbench(
            Journal journal, Scheduler scheduler, Executor pool, Places places, Supplier<RetryBudget> budgets) {
        this(journal, scheduler, pool, places, budgets, Voice.JENKINS);
    }

    /** For any number of jobs at once. */
    public Workbench(Journal journal, Scheduler scheduler, Executor pool, Supplier<RetryBudget> budgets, Voice voice) {
        this(journal, scheduler, pool, new Places(hub -> 0), budgets, voice);
    }
}
