package io.jenkins.plugins.ngenea.follow;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all runs of a process share.
 *
 * @param pool bounded; for work that belongs to no Hub yet
 * @param budgets makes the time budget for a Hub that does not answer
 */
public record Workbench(Journal journal, Scheduler scheduler, Executor pool, Supplier<RetryBudget> budgets) {}
