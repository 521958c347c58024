package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.PatientPool;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.Lanes;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.http.HubHttp;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.output.LogPatience;
import io.jenkins.plugins.ngenea.output.HostMessages;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
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
        return Scheduler.on(timer);
    }

    static RetryBudget budget() {
        return new RetryBudget(PATIENCE, new Random());
    }

    static RunServices services(Path journal, Scheduler scheduler) {
        return new RunServices(
                new Journal(journal),
                scheduler,
                pool("runs", RunServices.QUEUES),
                pool("lookups", RunServices.LOOKUPS),
                pool("logs", RunServices.OBSERVERS),
                new LogPatience(),
                new FairSlots(hub -> 0),
                Parts::budget,
                HostMessages.JENKINS);
    }

    static ExecutorService pool(String name, int threads) {
        return new PatientPool(scheduler(), threads, Duration.ofSeconds(30), daemons(name));
    }

    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
