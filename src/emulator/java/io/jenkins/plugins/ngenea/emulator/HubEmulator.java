package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Ngenea Hub for tests and demonstrations: stateful, on a port of 127.0.0.1, as the manual describes it. What the
 * manual leaves open is decided by its {@link HubProfile}. Thread-safe.
 *
 * <p>{@link #newClientKey()} gives out keys of a user {@value #DEFAULT_USER}, who can log in once {@link #addUser} gave
 * him a password.
 */
public final class HubEmulator implements AutoCloseable {
    /** Who owns keys that were made without a user. */
    public static final String DEFAULT_USER = "dfoster";

    private final HubState state;
    private final RequestLog log = new RequestLog();
    private final Gate gate = new Gate();
    private final Faults faults = new Faults(gate);
    private final HubServer server;

    private HubEmulator(HubProfile profile, InstantSource clock, int port) {
        state = new HubState(profile, clock);
        server = new HubServer(state, log, gate, faults, port);
        server.up();
    }

    /** {@link HubProfile#DOCUMENTED_ONLY}, the system's clock, any free port. */
    public static HubEmulator start() {
        return start(HubProfile.DOCUMENTED_ONLY);
    }

    /** The system's clock, any free port. */
    public static HubEmulator start(HubProfile profile) {
        return start(profile, InstantSource.system(), 0);
    }

    /** {@link HubProfile#DOCUMENTED_ONLY}, this clock, any free port. */
    public static HubEmulator start(InstantSource clock) {
        return start(HubProfile.DOCUMENTED_ONLY, clock, 0);
    }

    /** A Hub on this port; 0 for any free one. The clock drives jobs and tokens. */
    public static HubEmulator start(HubProfile profile, InstantSource clock, int port) {
        return new HubEmulator(profile, clock, port);
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.port();
    }

    // Settings

    public HubProfile profile() {
        return state.profile;
    }

    /** Behaves differently from now on; jobs and keys stay. */
    public void profile(HubProfile profile) {
        state.profile = profile;
    }

    /** The order of the job list. */
    public void order(HubProfile.JobOrder order) {
        state.profile = state.profile.but(state.profile.name()).order(order).build();
    }

    /** How unknown and expired tokens and keys are answered: 401 or 403. */
    public void expiredStatus(int status) {
        state.profile =
                state.profile.but(state.profile.name()).expiredStatus(status).build();
    }

    /** Every answer takes at least so long, in true time. */
    public void latency(Duration latency) {
        server.latency(latency);
    }

    public void sites(String... names) {
        state.catalogue.sites(List.of(names));
    }

    /** Adds or replaces a workflow; {@code discovery} may be null. Fields look like {@code {"name","type"}}. */
    public void addWorkflow(String name, String label, String discovery, ObjectNode... fields) {
        state.catalogue.add(name, label, discovery, fields);
    }

    public void removeWorkflow(String name) {
        state.catalogue.removeWorkflow(name);
    }

    /** From now on there is this alert: {@code severity} is INFO, WARNING or CRITICAL. */
    public void alert(String site, String severity, String summary) {
        state.catalogue.alert(site, severity, summary, state.clock.instant());
    }

    /** ok, warning or critical. */
    public void health(String overall) {
        state.catalogue.health(overall);
    }

    // Users and keys

    /** A new key that may do everything. */
    public String newClientKey() {
        return newClientKey(DEFAULT_USER);
    }

    /** A new key of this user that may do everything. */
    public String newClientKey(String owner) {
        return state.accounts.newKey("key", owner, false).secret();
    }

    /** A new key that may not submit nor cancel. */
    public String newReadOnlyKey() {
        return state.accounts.newKey("read-only key", DEFAULT_USER, true).secret();
    }

    /** Makes this very text a client key. */
    public void addClientKey(String key) {
        state.accounts.addKey("given key", key, DEFAULT_USER, false);
    }

    public void revokeKey(String key) {
        state.accounts.revoke(key);
    }

    public void addUser(String user, String password) {
        state.accounts.addUser(user, password, false);
    }

    /** A user who may not submit nor cancel. */
    public void addReadOnlyUser(String user, String password) {
        state.accounts.addUser(user, password, true);
    }

    public void changePassword(String user, String password) {
        state.accounts.changePassword(user, password);
    }

    public void expireAccessTokens() {
        state.accounts.expireAccessTokens();
    }

    public void expireRefreshTokens() {
        state.accounts.expireRefreshTokens();
    }

    // Jobs

    /** For the jobs submitted from now on; null lets the words in their paths decide. */
    public void plan(JobPlan plan) {
        state.jobs.plan(plan);
    }

    /** For the next job only; several calls line up. */
    public void planNext(JobPlan plan) {
        state.jobs.planNext(plan);
    }

    /** Hears of each job submitted from now on, before the answer. */
    public void whenSubmitted(Consumer<EmulatedJob> hears) {
        state.whenSubmitted = hears;
    }

    /** Jobs submitted from now on stay STARTED until told otherwise. */
    public void holdJobs() {
        plan(JobPlan.held());
    }

    /** How long an ordinary job without a plan is PENDING (1 s), then STARTED (5 s). */
    public void defaultTimes(Duration pending, Duration running) {
        state.jobs.defaultTimes(pending, running);
    }

    /** How long a cancelled job is CANCELLING (1 s). */
    public void cancelDelay(Duration delay) {
        state.jobs.cancelDelay(delay);
    }

    /** The number of the next job. */
    public void nextJobNumber(long number) {
        state.jobs.nextNumber(number);
    }

    /** Keeps only the first so many paths of a job submitted from now on; they are all counted. */
    public void keepPaths(int most) {
        state.pathsKept = most;
    }

    /** The job of this id; throws when there is none. */
    public EmulatedJob job(String id) {
        EmulatedJob job = state.jobs.find(id);
        if (job == null) {
            throw new IllegalArgumentException("the Hub has no job " + id);
        }
        return job;
    }

    /** All jobs, oldest first. */
    public List<EmulatedJob> jobs() {
        return state.jobs.all();
    }

    /** The job submitted last; throws when there is none. */
    public EmulatedJob lastJob() {
        List<EmulatedJob> jobs = jobs();
        if (jobs.isEmpty()) {
            throw new IllegalStateException("the Hub has no job");
        }
        return jobs.get(jobs.size() - 1);
    }

    /** The Hub forgets a job, as it does after 90 days. */
    public void removeJob(String id) {
        state.jobs.remove(id);
    }

    // Requests and faults

    /** The requests since the start or {@link #clearRequests}, the last 100,000 of them, in order of arrival. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    public List<RecordedRequest> requests(String method, String path) {
        return requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
    }

    public List<RecordedRequest> requests(FaultPoint point) {
        return requests().stream()
                .filter(request -> point.matches(request.method(), request.path()))
                .toList();
    }

    /** All requests ever, cleared or not. */
    public long requestCount() {
        return log.count();
    }

    /** Bytes of huge, endless, halved and trickling bodies ever, as far as somebody read them (or the network holds them). */
    public long bytesSent() {
        return log.sent();
    }

    /** All such requests ever, cleared or not; exact where {@link #requests} has forgotten the oldest. */
    public long requestCount(FaultPoint point) {
        return log.count(point);
    }

    /** Waits, in true time, until at least so many such requests have arrived; false when they did not. */
    public boolean awaitRequests(FaultPoint point, int atLeast, Duration timeout) throws InterruptedException {
        return log.await(point, atLeast, timeout);
    }

    public void clearRequests() {
        log.clear();
    }

    public Faults faults() {
        return faults;
    }

    // Up and down

    /** Connections are cut, and refused from now on; all state is kept. */
    public void goDown() {
        server.down();
    }

    /** Listens again, on the same port. */
    public void comeBack() {
        server.up();
    }

    /** Down and up again, on the same port. */
    public void restart() {
        goDown();
        comeBack();
    }

    public void stop() {
        server.down();
    }

    @Override
    public void close() {
        stop();
    }
}
