package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.PatientPool;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.concurrent.SerialQueue;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.output.HostMessages;
import io.jenkins.plugins.ngenea.output.LogPatience;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * The threads, clock and journal of the plugin, one of each per Jenkins. Threads are daemons, few, named, and end when
 * idle.
 */
@Extension
public final class HubRuntime {
    private static final int POOL_THREADS = 8;

    /** Not {@code RandomGenerator.getDefault()}: it looks its algorithms up through the thread's class loader and finds none here. */
    private static final Random RANDOM = new Random();

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** For the end of Jenkins. Weak: a pool that nobody uses has no threads and goes by itself. */
    private final Set<ExecutorService> pools =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Scheduler scheduler = Scheduler.on(Timer.get());
    private final ExecutorService pool = newPool("", POOL_THREADS);
    private final ExecutorService lookups = newPool("lookups", RunServices.LOOKUPS);
    private final ExecutorService queues = newPool("runs", RunServices.QUEUES);
    private final ExecutorService observers = newPool("logs", RunServices.OBSERVERS);
    private final ExecutorService filePool = newPool("files", Integer.MAX_VALUE);
    private final FairSlots slots =
            new FairSlots(hub -> NgeneaHubConfiguration.get().maxJobs(hub));

    private final Map<Run<?, ?>, BuildLog> logs = Collections.synchronizedMap(new WeakHashMap<>());

    private final Journal journal = new Journal(
            Jenkins.get().getRootDir().toPath().resolve("ngenea-hub").resolve("journal"));

    private volatile boolean stopping;

    public static HubRuntime get() {
        return ExtensionList.lookupSingleton(HubRuntime.class);
    }

    /** For work that takes its time and belongs to no Hub yet: what steps begin with, the journal's lists. Never for credentials. */
    public ExecutorService pool() {
        return pool;
    }

    /** For reading from workspaces. Not bounded: whoever uses it bounds what it does there for each node. */
    public ExecutorService filePool() {
        return filePool;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Journal journal() {
        return journal;
    }

    /** How many jobs each Hub, by its name, may have at once. */
    public FairSlots slots() {
        return slots;
    }

    /**
     * What a run works with.
     *
     * @param build whose log and page show the run; null if it is gone
     */
    public RunServices services(Duration lostContact, @CheckForNull Run<?, ?> build) {
        BuildLog log = build == null ? new BuildLog(observers, new LogPatience()) : buildLog(build);
        return new RunServices(
                journal,
                scheduler,
                queues,
                lookups,
                log.queue(),
                log.patience(),
                slots,
                () -> budget(lostContact),
                HostMessages.JENKINS);
    }

    /** What is told of all runs of a build is told by one thread at a time. */
    private record BuildLog(Executor queue, LogPatience patience) {}

    private BuildLog buildLog(Run<?, ?> build) {
        return logs.computeIfAbsent(
                build,
                of -> new BuildLog(
                        new SerialQueue(observers, failure -> {
                            // the queue has logged it
                        }),
                        new LogPatience()));
    }

    /**
     * For whatever writes to the log of a build: one that hangs, or a disk, takes one thread, however many branches its build
     * has. In the order in which it is given.
     */
    public Executor log(Run<?, ?> build) {
        return buildLog(build).queue();
    }

    static RetryBudget budget(Duration lostContact) {
        return new RetryBudget(lostContact, RANDOM);
    }

    /** Whether Jenkins is going down. True from before it ends the builds that it could not resume. */
    public boolean isStopping() {
        return stopping;
    }

    /** {@code Jenkins.isTerminating()} is true only after the programs were suspended. */
    @Extension
    public static final class AtShutdown extends ItemListener {
        @Override
        public void onBeforeShutdown() {
            get().stopping = true;
        }
    }

    /**
     * A pool, which may go again while Jenkins runs.
     *
     * @param name what it is for; empty if for nothing in particular
     */
    ExecutorService newPool(String name, int threads) {
        ExecutorService executor = new PatientPool(
                scheduler,
                threads,
                IDLE,
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), ("ngenea-hub " + name).strip()));
        pools.add(executor);
        return new ImpersonatingExecutorService(executor, ACL.SYSTEM2);
    }

    /** After the programs were suspended, so that none of them hears of it. Requests under way are interrupted; what they would have told is in the journal and asked for again. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
    public static void stop() {
        HubRuntime engine = ExtensionList.lookup(HubRuntime.class).get(HubRuntime.class);
        if (engine != null) {
            synchronized (engine.pools) {
                List.copyOf(engine.pools).forEach(ExecutorService::shutdownNow);
            }
        }
    }
}
