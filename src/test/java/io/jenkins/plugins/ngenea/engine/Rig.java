package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.ManualScheduler;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.HostMessages;
import io.jenkins.plugins.ngenea.output.LogPatience;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A Hub and a Jenkins that share one manual clock. All is done on the thread that advances it, so when that returns
 * everything due has happened; after {@link #onThreads()} it is done on threads, as requests that hang need, and on as many
 * as the product has: what waits behind something that hangs there waits here, too.
 */
public final class Rig implements AutoCloseable {
    static final String BUILD = "folder/job#1";
    static final String KEY = "run-1";
    public static final Duration BUDGET = Duration.ofMinutes(30);
    private static final HttpClient HTTP = HubClients.http(null);

    public final ManualScheduler time = new ManualScheduler();
    public final HubEmulator hub;
    Journal journal;
    public Connection connection;
    FairSlots slots;

    /** Jobs at once; 0 for any number. */
    int limit;

    /** Why there is no connection; null if there is one. */
    String noConnection;

    /** Done when a run looks its Hub up. */
    Runnable beforeConnecting = () -> {};

    /** Of the next run. */
    String key = KEY;

    String build = BUILD;
    String node = "7";
    String workflow = "migrate";
    String credentialsId = "";
    List<String> paths = List.of("/mmfs1/data/sample_data.tgz");
    String discovery = "none";
    Map<String, Object> fields = Map.of();
    Duration deadline;
    Duration budget = BUDGET;
    boolean cancelOnAbort = true;
    boolean cancelOnFailure;
    boolean awaitEnd = true;
    boolean attended = true;
    boolean keepRecord;

    /** How often the paths of a request were read. */
    final AtomicInteger pathReads = new AtomicInteger();

    private final Path directory;
    private final RigThreads threads = new RigThreads(time);

    /** How many of them hang, because a test wants it. */
    int hanging;

    private Lanes.Threads pools = (name, atMost) -> Runnable::run;
    private RunServices services;
    private Duration timeout = Duration.ofSeconds(20);
    private HttpClient http = HTTP;
    private String clientKey;
    private HubAuthentication login;
    private String url;

    public Rig(Path directory) {
        this(directory, HubProfile.DOCUMENTED_ONLY);
    }

    Rig(Path directory, HubProfile profile) {
        this.directory = directory;
        hub = HubEmulator.start(profile, time, 0);
        hub.defaultTimes(Duration.ofSeconds(1), Duration.ofSeconds(5));
        clientKey = hub.newClientKey();
        url = hub.url();
        restart();
    }

    /** Another process: a journal, places, a follower and a connection that know only what is on disk. */
    void restart() {
        journal = new Journal(directory);
        slots = new FairSlots(hub -> limit);
        try {
            new Journal(directory)
                    .all().stream()
                            .filter(JournalEntry::isUnderWay)
                            .forEach(entry -> slots.hold(entry.hub(), entry.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        services = services();
        connection = connect(clientKey);
    }

    public void onThreads() {
        pools = threads;
        services = services();
        connection = connect(clientKey);
    }

    /** Lets time pass. What is looked up, decided and told then is done on return; requests may be out. */
    void pass(Duration some) {
        threads.settle(hanging);
        time.advance(some);
        threads.settle(hanging);
    }

    /** A pool whose tasks are waited for. */
    private Executor quick(String name, int atMost) {
        return threads.counted(pools.lane(name, atMost));
    }

    private RunServices services() {
        return new RunServices(
                journal,
                time,
                quick("queues", RunServices.QUEUES),
                quick("lookups", RunServices.LOOKUPS),
                quick("telling", RunServices.OBSERVERS),
                new LogPatience(),
                slots,
                this::budget,
                HostMessages.JENKINS);
    }

    /** All on the thread that calls. */
    static RunServices services(Journal journal, Scheduler time, Supplier<RetryBudget> budgets) {
        return new RunServices(
                journal,
                time,
                Runnable::run,
                Runnable::run,
                Runnable::run,
                new LogPatience(),
                new FairSlots(hub -> 0),
                budgets,
                HostMessages.JENKINS);
    }

    void timeout(Duration answer) {
        timeout = answer;
        connection = connect(clientKey);
    }

    /** Logs in with a user name and password in place of the key. */
    void logIn(String user, String password) {
        hub.addUser(user, password);
        login = new JwtLogin(user, password);
        connection = connect(clientKey);
    }

    /** Has "Jenkins" believe that the Hub is there, and go there with this client. */
    void address(String newUrl, HttpClient client) {
        url = newUrl;
        http = client;
        connection = connect(clientKey);
    }

    /** Has the configuration name this Hub in place of the first one, under the same name. */
    void pointAt(HubEmulator other) {
        url = other.url();
        clientKey = other.newClientKey();
        connection = connect(clientKey);
    }

    /** Where "Jenkins" believes the Hub to be. */
    String address() {
        return url;
    }

    /** Sends requests to some addresses elsewhere. */
    void route(Function<URI, Proxy> route) {
        http = HubClients.http(route);
        connection = connect(clientKey);
    }

    public String clientKey() {
        return clientKey;
    }

    /** Puts another key into "Jenkins". */
    void rotateKey(String newKey) {
        clientKey = newKey;
        connection = connect(newKey);
    }

    private Connection connect() throws ConnectionException {
        beforeConnecting.run();
        if (noConnection != null) {
            throw new ConnectionException(noConnection, null);
        }
        return connection;
    }

    private Connection connect(String secret) {
        HubAuthentication authentication = login == null ? new ClientKey(secret) : login;
        HubClient client = new HubClient(HubClients.transport(http, timeout), HubUrl.parse(url), authentication);
        Lanes lanes = Lanes.on(pools);
        return new Connection(client, follower(client, lanes.polls()), lanes);
    }

    JobFollower follower(HubClient client) {
        return follower(client, Runnable::run);
    }

    private JobFollower follower(HubClient client, Executor lane) {
        return new JobFollower(
                client, lane, time, new PollSchedule(Duration.ofSeconds(15), Duration.ZERO), this::budget);
    }

    /** A request as a run of this path would send it. */
    static WorkflowBody body(String path) throws IOException {
        return WorkflowBody.of(HubClients.request(List.of(path), "none", Map.of(), null));
    }

    private RetryBudget budget() {
        return new RetryBudget(budget, new Random(1));
    }

    /** Not started. */
    HubJobRun newRun(Seen seen) {
        return newRun(seen, "");
    }

    /** Of a job that runs already, if there is an id. */
    HubJobRun newRun(Seen seen, String jobId) {
        Instant now = time.now();
        JournalEntry entry = JournalEntry.ofNewRun(
                key,
                new StepOfBuild(build, node),
                new HubAccess("prod", credentialsId),
                workflow,
                "dfoster1",
                jobId,
                RunTerms.of(now, deadline == null ? null : now.plus(deadline), cancelOnAbort, cancelOnFailure));
        List<String> runPaths = paths;
        Map<String, Object> runFields = fields;
        RunPlan.RequestSource request = () -> new WorkflowRequest(
                "migrate", "dfoster1", counted(PathSource.of(runPaths)), discovery, runFields, null);
        RunPlan plan = new RunPlan(entry, jobId.isEmpty() ? request : null, awaitEnd, keepRecord);
        return new HubJobRun(attended ? plan : plan.unattended(), services, this::connect, seen);
    }

    private PathSource counted(PathSource paths) {
        return () -> {
            pathReads.incrementAndGet();
            return paths.open();
        };
    }

    /** Started, and as far as it gets without time passing. */
    HubJobRun start(Seen seen) {
        HubJobRun run = newRun(seen);
        run.start();
        time.settle();
        return run;
    }

    /** Advances second by second until the run is over, at most for so long. */
    void untilOver(Seen seen, Duration atMost) {
        Instant end = time.now().plus(atMost);
        while (!seen.isOver() && time.now().isBefore(end)) {
            time.advance(Duration.ofSeconds(1));
        }
    }

    int posts() {
        return hub.requests(FaultPoint.SUBMIT).size();
    }

    public int cancels() {
        return hub.requests(FaultPoint.CANCEL).size();
    }

    @Override
    public void close() {
        hub.close();
        threads.close();
    }
}
