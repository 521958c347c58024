package io.jenkins.plugins.ngenea.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.ngenea.follow.Journal;
import io.jenkins.plugins.ngenea.follow.Places;
import io.jenkins.plugins.ngenea.follow.RetryBudget;
import io.jenkins.plugins.ngenea.follow.Scheduler;
import io.jenkins.plugins.ngenea.follow.Workbench;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/** The plugin's threads, clock and journal: one of each in a Jenkins. Threads are daemons, few, named, and end when idle. */
@Extension
public final class HubEngine {
    private static final int THREADS = 8;
    private static final int THREADS_OF_A_HUB = 4;

    /** Not {@code RandomGenerator.getDefault()}: it looks its algorithms up through the thread's class loader and finds none here. */
    private static final Random RANDOM = new Random();

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** For the end of Jenkins. Weak: a pool that nobody uses has no threads and goes by itself. */
    private final Set<ExecutorService> pools =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Scheduler scheduler = Scheduler.on(Timer.get(), InstantSource.system());
    private final ExecutorService pool = newPool("ngenea-hub", THREADS);
    private final ExecutorService filePool =
            newPool("ngenea-hub files", 0, Integer.MAX_VALUE, new SynchronousQueue<>());
    private final Places places = new Places(hub -> NgeneaHubConfiguration.get().maxJobs(hub));
    private final Journal journal = new Journal(
            Jenkins.get().getRootDir().toPath().resolve("ngenea-hub").resolve("journal"));

    private volatile boolean stopping;

    public static HubEngine get() {
        return ExtensionList.lookupSingleton(HubEngine.class);
    }

    /** For work that belongs to no Hub yet. */
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
    public Places places() {
        return places;
    }

    /** What runs against this Hub share. */
    public Workbench workbench(Duration lostContact) {
        return new Workbench(journal, scheduler, pool, places, () -> budget(lostContact));
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

    /** A pool for one Hub, so that a slow one delays no other. */
    ExecutorService newHubPool(String host) {
        return newPool("ngenea-hub " + host, THREADS_OF_A_HUB);
    }

    private ExecutorService newPool(String name, int threads) {
        return newPool(name, threads, threads, new LinkedBlockingQueue<>());
    }

    private ExecutorService newPool(String name, int least, int most, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                least,
                most,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                waiting,
                new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name));
        executor.allowCoreThreadTimeOut(true);
        pools.add(executor);
        return new ImpersonatingExecutorService(executor, ACL.SYSTEM2);
    }

    /** After the programs were suspended, so that none of them hears of it. Requests under way are interrupted; what they would have told is in the journal and asked for again. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
    public static void stop() {
        HubEngine engine = ExtensionList.lookup(HubEngine.class).get(HubEngine.class);
        if (engine != null) {
            synchronized (engine.pools) {
                List.copyOf(engine.pools).forEach(ExecutorService::shutdownNow);
            }
        }
    }
}
