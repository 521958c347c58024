package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.Lanes;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.output.LogPatience;
import io.jenkins.plugins.ngenea.output.RunObserver;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** One process's dealings with one Hub: its threads, its clock, its connection and its journal. */
final class HubSession implements AutoCloseable {
    private static final Duration POLL_CAP = Duration.ofSeconds(15);
    private static final int HTTP_THREADS = 4;

    /** The key as it is now. */
    @FunctionalInterface
    interface KeySource {
        String key() throws UsageException;
    }

    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();
    private final ExecutorService http = pool("http", HTTP_THREADS);
    private final ExecutorService queues = pool("run", 1);
    private final ExecutorService lookups = pool("key", 1);
    private final ExecutorService observers = pool("output", 1);

    private final ScheduledExecutorService timer = Threads.scheduler("ngenea-timer");
    private final Scheduler scheduler = Scheduler.on(timer);
    private final Random random = new Random();
    private final HubUrl url;
    private final HubTransport transport;
    private final KeySource keys;
    private final Supplier<RetryBudget> budgets;
    private String key;
    private Connection connection;

    private HubSession(HubUrl url, TransportMaker transport, KeySource keys, Duration patience) throws UsageException {
        this.url = url;
        this.transport = transport.on(http);
        this.keys = keys;
        this.budgets = () -> new RetryBudget(patience, random);
        connect();
    }

    /** Makes a transport on the session's threads. */
    @FunctionalInterface
    interface TransportMaker {
        HubTransport on(ExecutorService threads) throws UsageException;
    }

    /** For commands that ask once. */
    static HubSession open(HubOptions options) throws UsageException {
        return open(options, Duration.ZERO);
    }

    /** @param patience how long to bear a Hub that does not answer */
    static HubSession open(HubOptions options, Duration patience) throws UsageException {
        return new HubSession(options.url(), options::transport, options::key, patience);
    }

    /** With this key, and directly. */
    static HubSession direct(HubUrl url, String key, Duration patience) throws UsageException {
        TransportMaker transport =
                threads -> HubOptions.transport(threads, Duration.ofSeconds(30), EnvironmentProxy.none());
        return new HubSession(url, transport, () -> key, patience);
    }

    HubUrl url() {
        return url;
    }

    synchronized HubClient client() {
        return connection.client();
    }

    /** What is borne while something is asked for. */
    RetryBudget budget() {
        return budgets.get();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** @param journal folder for the record of the run while it is open */
    HubJobRun run(RunPlan plan, Path journal, RunObserver observer) {
        RunServices services = new RunServices(
                Journal.shared(journal),
                scheduler,
                queues,
                lookups,
                observers,
                new LogPatience(),
                new FairSlots(hub -> 0),
                budgets,
                new CommandMessages(url));
        return new HubJobRun(plan, services, this::connection, observer);
    }

    /** Another connection if the key has changed. */
    private Connection connection() throws ConnectionException {
        try {
            return connect();
        } catch (UsageException e) {
            throw new ConnectionException(e.getMessage(), e);
        }
    }

    private synchronized Connection connect() throws UsageException {
        String now = keys.key();
        if (!now.equals(key)) {
            HubClient client = new HubClient(transport, url, HubOptions.authentication(now));
            PollSchedule schedule = new PollSchedule(POLL_CAP, Duration.ofMillis(random.nextInt(1000)));
            Lanes lanes = Lanes.on(this::pool);
            connection =
                    new Connection(client, new JobFollower(client, lanes.polls(), scheduler, schedule, budgets), lanes);
            key = now;
        }
        return connection;
    }

    private ExecutorService pool(String name, int threads) {
        ExecutorService pool = Threads.pool("ngenea-" + name, threads);
        pools.add(pool);
        return pool;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pools.forEach(ExecutorService::shutdownNow);
    }
}
