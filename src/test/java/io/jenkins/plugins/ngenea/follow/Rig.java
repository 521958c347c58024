package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.follow.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.HubUrl;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
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
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A Hub and a Jenkins that share one manual clock. Requests are made on the thread that advances it, so when that
 * returns everything due has happened; after {@link #onThreads()} they are made on threads, as requests that hang need.
 */
final class Rig implements AutoCloseable {
    static final String BUILD = "folder/job#1";
    static final String KEY = "run-1";
    static final Duration BUDGET = Duration.ofMinutes(30);
    private static final HttpClient HTTP = HubClients.http(null);

    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rig");
        thread.setDaemon(true);
        return thread;
    });

    final ManualScheduler time = new ManualScheduler();
    final HubEmulator hub;
    Journal journal;
    Connection connection;
    Places places;

    /** Jobs at once; 0 for any number. */
    int limit;

    /** Why there is no connection; null if there is one. */
    String noConnection;

    /** Of the next run. */
    String key = KEY;

    String build = BUILD;
    String credentialsId = "";
    List<String> paths = List.of("/mmfs1/data/sample_data.tgz");
    String discovery = "none";
    Map<String, Object> fields = Map.of();
    Duration deadline;
    Duration budget = BUDGET;
    boolean cancelOnAbort = true;
    boolean awaitEnd = true;
    boolean attended = true;
    boolean keepRecord;

    private final Path directory;
    private Executor pool = Runnable::run;
    private Duration timeout = Duration.ofSeconds(20);
    private HttpClient http = HTTP;
    private String clientKey;
    private HubAuthentication login;
    private String url;

    Rig(Path directory) {
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
        places = new Places(hub -> limit);
        try {
            places.hold(new Journal(directory).all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connection = connect(clientKey);
    }

    void onThreads() {
        pool = THREADS;
        connection = connect(clientKey);
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

    /** Where "Jenkins" believes the Hub to be. */
    String address() {
        return url;
    }

    /** Sends requests to some addresses elsewhere. */
    void route(Function<URI, Proxy> route) {
        http = HubClients.http(route);
        connection = connect(clientKey);
    }

    String clientKey() {
        return clientKey;
    }

    /** Puts another key into "Jenkins". */
    void rotateKey(String newKey) {
        clientKey = newKey;
        connection = connect(newKey);
    }

    private Connection connect() throws ConnectionException {
        if (noConnection != null) {
            throw new ConnectionException(noConnection, null);
        }
        return connection;
    }

    private Connection connect(String secret) {
        HubAuthentication authentication = login == null ? new ClientKey(secret) : login;
        HubClient client = new HubClient(HubClients.transport(http, timeout), HubUrl.parse(url), authentication);
        return new Connection(client, follower(client), pool);
    }

    JobFollower follower(HubClient client) {
        return new JobFollower(
                client, pool, time, new PollSchedule(Duration.ofSeconds(15), Duration.ZERO), this::budget);
    }

    private RetryBudget budget() {
        return new RetryBudget(budget, new Random(1));
    }

    /** Not started. */
    WorkflowRun newRun(Seen seen) {
        return newRun(seen, "");
    }

    /** Of a job that runs already, if there is an id. */
    WorkflowRun newRun(Seen seen, String jobId) {
        Instant now = time.now();
        JournalEntry entry = RunPlan.entry(
                key,
                build,
                "7",
                "prod",
                credentialsId,
                "migrate",
                "dfoster1",
                jobId,
                now,
                deadline == null ? null : now.plus(deadline),
                cancelOnAbort);
        List<String> runPaths = paths;
        RequestSource request = jobId.isEmpty() ? () -> HubClients.request(runPaths, discovery, fields, null) : null;
        Workbench bench = new Workbench(journal, time, Runnable::run, places, this::budget);
        RunPlan plan = new RunPlan(entry, request, awaitEnd, keepRecord);
        return new WorkflowRun(attended ? plan : plan.unattended(), bench, this::connect, seen);
    }

    /** Started, and as far as it gets without time passing. */
    WorkflowRun start(Seen seen) {
        WorkflowRun run = newRun(seen);
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

    int cancels() {
        return hub.requests(FaultPoint.CANCEL).size();
    }

    @Override
    public void close() {
        hub.close();
    }
}
