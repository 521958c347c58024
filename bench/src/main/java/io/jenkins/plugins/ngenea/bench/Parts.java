package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.follow.Connection;
import io.jenkins.plugins.ngenea.follow.JobFollower;
import io.jenkins.plugins.ngenea.follow.Journal;
import io.jenkins.plugins.ngenea.follow.Lanes;
import io.jenkins.plugins.ngenea.follow.Places;
import io.jenkins.plugins.ngenea.follow.PollSchedule;
import io.jenkins.plugins.ngenea.follow.RetryBudget;
import io.jenkins.plugins.ngenea.follow.Scheduler;
import io.jenkins.plugins.ngenea.follow.Voice;
import io.jenkins.plugins.ngenea.follow.Workbench;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubHttp;
import io.jenkins.plugins.ngenea.hub.HubTransport;
import io.jenkins.plugins.ngenea.hub.HubUrl;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The parts a follower is put together from, of the sizes they have in the plugin. */
final class Parts {
    /** The plugin's default. */
    static final Duration POLL_CAP = Duration.ofSeconds(15);

    private static final int HTTP_THREADS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Parts() {}

    static HubClient client(String hub, String key) {
        Executor threads = pool("http", HTTP_THREADS);
        return client(
                () -> HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .executor(threads)
                        .build(),
                hub,
                key);
    }

    static HubClient client(HttpClient http, String hub, String key) {
        return client(() -> http, hub, key);
    }

    private static HubClient client(Supplier<HttpClient> clients, String hub, String key) {
        HubHttp http = new HubHttp(clients);
        HubTransport transport = new HubTransport(http, TIMEOUT, uri -> null);
        return new HubClient(transport, HubUrl.parse(hub), new ClientKey(key));
    }

    static Connection connection(HubClient client, Scheduler scheduler) {
        Lanes lanes = Lanes.on(Parts::pool);
        return new Connection(client, follower(client, lanes.polls(), scheduler), lanes);
    }

    static JobFollower follower(HubClient client, Executor pool, Scheduler scheduler) {
        return new JobFollower(client, pool, scheduler, new PollSchedule(POLL_CAP, Duration.ZERO), Parts::budget);
    }

    static Scheduler scheduler() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("timer"));
        timer.setRemoveOnCancelPolicy(true);
        return Scheduler.on(timer, InstantSource.system());
    }

    static RetryBudget budget() {
        return new RetryBudget(PATIENCE, new Random());
    }

    static Workbench bench(Path journal, Scheduler scheduler) {
        return new Workbench(
                new Journal(journal),
                scheduler,
                pool("runs", Workbench.QUEUES),
                pool("lookups", Workbench.LOOKUPS),
                pool("logs", Workbench.TELLING),
                new Places(hub -> 0),
                Parts::budget,
                Voice.JENKINS);
    }

    static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
