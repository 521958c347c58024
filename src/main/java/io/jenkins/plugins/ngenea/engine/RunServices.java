package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.output.HostMessages;
import io.jenkins.plugins.ngenea.output.LogPatience;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all runs of a process share.
 *
 * @param queues bounded; where runs decide what to do next. Nothing on it waits for a Hub, a credential or a log: a stop is
 *     heard at once, whatever else hangs
 * @param lookups bounded; for credentials and requests, which may have to be fetched from afar
 * @param observers bounded; where observers are called: a log may be slow
 * @param logPatience how long requests wait for the log that these observers write to
 * @param slots how many jobs a Hub, by its name, may have at once
 * @param budgets makes the time budget for a Hub that does not answer
 * @param host in what words a run speaks
 */
public record RunServices(
        Journal journal,
        Scheduler scheduler,
        Executor queues,
        Executor lookups,
        Executor observers,
        LogPatience logPatience,
        FairSlots slots,
        Supplier<RetryBudget> budgets,
        HostMessages host) {
    /** How many threads {@link #queues} is meant to have: they do no more than write records. */
    public static final int QUEUES = 8;

    /** How many {@link #lookups} is. */
    public static final int LOOKUPS = 8;

    /** How many {@link #observers} is: each log that hangs holds one. */
    public static final int OBSERVERS = 32;
}
