package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.Connection.HubGoneException;
import io.jenkins.plugins.ngenea.engine.Lanes;
import io.jenkins.plugins.ngenea.hub.ClientKeys;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.http.HubHttp;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import jenkins.model.Jenkins;

/**
 * Turns a configured Hub and a credential into a {@link Connection}, one for each Hub and secret, shared by all builds.
 * The credential is looked up each time, so a rotated key results in a new connection.
 */
@Extension
public final class HubConnections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int HTTP_THREADS = 4;

    private final OpenConnections<Key> connections = new OpenConnections<>();
    private final HubTroubles troubles =
            new HubTroubles(() -> HubRuntime.get().scheduler().clock());
    private HubHttp http;

    /** What makes two connections one. The secret is there as a fingerprint only. */
    private record Key(HubUrl url, String secret, int pollCap, int lostContact, int timeout) {}

    public static HubConnections get() {
        return ExtensionList.lookupSingleton(HubConnections.class);
    }

    /**
     * The Hub of a record, with the credential it names.
     *
     * @throws HubGoneException if no Hub has the address of the record's any more
     * @throws ConnectionException if the Hub or the credential is missing or wrong
     */
    @NonNull
    public Connection connect(@NonNull JournalEntry of, @NonNull Run<?, ?> run) throws ConnectionException {
        NgeneaHub hub = NgeneaHubConfiguration.get().find(of, run.getParent());
        return connect(hub, HubSecrets.of(hub, of.credentialsId(), run));
    }

    /**
     * For a job whose build is gone. Only the Hub's own credential can be found then.
     *
     * @throws HubGoneException if no Hub has the address of the record's any more
     * @throws ConnectionException if the Hub or the credential is missing or wrong, or was the job's own
     */
    @NonNull
    public Connection connectWithoutBuild(@NonNull JournalEntry of) throws ConnectionException {
        if (!of.credentialsId().isEmpty()) {
            throw new ConnectionException(
                    "The build was deleted, so its credential '" + of.credentialsId() + "' can no longer be found.");
        }
        NgeneaHub hub = NgeneaHubConfiguration.get().find(of, null);
        return connect(hub, HubSecrets.ofHub(hub));
    }

    /**
     * With the Hub's own credential, for whoever may administer Jenkins.
     *
     * @throws ConnectionException if the credential is missing or wrong
     */
    @NonNull
    public Connection connectForAdministrator(@NonNull NgeneaHub hub) throws ConnectionException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return connect(hub, HubSecrets.ofHub(hub));
    }

    Connection connect(NgeneaHub hub, StandardCredentials credential) throws ConnectionException {
        HubAuthentication authentication = HubSecrets.authentication(credential);
        Key key = new Key(
                url(hub),
                HubSecrets.fingerprint(credential),
                hub.getPollCapSeconds(),
                hub.getLostContactMinutes(),
                hub.getTimeoutSeconds());
        Instant now = HubRuntime.get().scheduler().now();
        HubTroubles.Place place = HubTroubles.place(key.url(), credential);
        return connections.get(key, now, () -> open(hub, key.url(), authentication, place));
    }

    /** Which Hubs did not answer or refused a key. */
    HubTroubles troubles() {
        return troubles;
    }

    /**
     * A new access token for the user of a username/password credential, for a build's own use.
     *
     * @throws ConnectionException if the Hub does not give one
     */
    public String freshAccessToken(NgeneaHub hub, JwtLogin login) throws ConnectionException, InterruptedException {
        try {
            return login.freshAccessToken(transport(hub), url(hub));
        } catch (HubException e) {
            throw new ConnectionException(e.getMessage(), e);
        }
    }

    /**
     * What makes client keys on a Hub.
     *
     * @throws ConnectionException if the Hub has no usable URL
     */
    ClientKeys clientKeys(NgeneaHub hub, JwtLogin login) throws ConnectionException {
        return new ClientKeys(transport(hub), url(hub), login);
    }

    /**
     * @throws ConnectionException if the administrator entered none that can be used
     */
    public static HubUrl url(NgeneaHub hub) throws ConnectionException {
        try {
            return hub.parsedUrl();
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    "The URL of Ngenea Hub '" + hub.getName() + "' is invalid. " + e.getMessage()
                            + " An administrator can correct it under Manage Jenkins, System, Ngenea Hub.",
                    e);
        }
    }

    private Connection open(NgeneaHub hub, HubUrl url, HubAuthentication authentication, HubTroubles.Place place) {
        HubRuntime engine = HubRuntime.get();
        Lanes lanes = Lanes.on((lane, threads) -> engine.newPool(url.host() + " " + lane, threads));
        HubClient client = new HubClient(transport(hub), url, authentication, () -> troubles.failed(place, true));
        PollSchedule schedule = new PollSchedule(
                Duration.ofSeconds(hub.getPollCapSeconds()),
                Duration.ofMillis(ThreadLocalRandom.current().nextInt(1000)));
        Duration lostContact = Duration.ofMinutes(hub.getLostContactMinutes());
        JobFollower follower = new JobFollower(
                client,
                lanes.polls(),
                engine.scheduler(),
                schedule,
                () -> HubRuntime.budget(lostContact),
                troubles.listener(place));
        return new Connection(client, follower, lanes);
    }

    /** Without a key. */
    HubTransport transport(NgeneaHub hub) {
        return new HubTransport(http(), Duration.ofSeconds(hub.getTimeoutSeconds()), HubProxy::authorization);
    }

    /** The same for all Hubs; the proxy settings are asked for at each request. */
    private synchronized HubHttp http() {
        if (http == null) {
            Executor threads = HubRuntime.get().newPool("http", HTTP_THREADS);
            // the paths of a submit are read from the disk on these: a disk that hangs must not hold up what else is
            // asked
            Executor uploads = HubRuntime.get().newPool("upload", HTTP_THREADS);
            http = new HubHttp(client(threads), () -> client(uploads));
        }
        return http;
    }

    private static HttpClient client(Executor threads) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(new HubProxy())
                .executor(threads)
                .build();
    }
}
