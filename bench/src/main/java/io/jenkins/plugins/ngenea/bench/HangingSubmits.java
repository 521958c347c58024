package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Whole runs that follow jobs, some of which are aborted, beside runs of the same Hub and key whose submits the Hub does not
 * answer; how many of those is given. Prints {@link Waits}.
 */
public final class HangingSubmits {
    private static final int FOLLOWED = 180;
    private static final String LENGTHS = "20000,40000,60000";
    private static final int ABORTED = 20;
    private static final String NEVER_ENDS = "0";

    /** Until as many submits are out as may be. */
    private static final Duration UNTIL_THEY_HANG = Duration.ofSeconds(3);

    private static final Duration BETWEEN_ABORTS = Duration.ofMillis(500);

    private final EmulatorLink hub;
    private final RunServices services;
    private final Connection connection;
    private final RunEnds.Room room = new RunEnds.Room();

    private HangingSubmits(EmulatorLink hub, Path journal) {
        Scheduler scheduler = Parts.scheduler();
        this.hub = hub;
        this.services = Parts.services(journal, scheduler);
        this.connection = Parts.connection(Parts.client(hub.url(), EmulatorProcess.KEY), scheduler);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path journal = Files.createTempDirectory("ngenea-bench");
        try (EmulatorLink hub = new EmulatorLink()) {
            Waits waits = new HangingSubmits(hub, journal).measure(Integer.parseInt(args[0]));
            System.out.println(waits.line());
        } finally {
            Trees.delete(journal);
        }
        System.exit(0);
    }

    private Waits measure(int hanging) throws IOException, InterruptedException {
        Map<String, RunEnds> followed = new HashMap<>();
        follow(FOLLOWED, LENGTHS, followed, new HashMap<>());
        Map<String, HubJobRun> held = new HashMap<>();
        follow(ABORTED, NEVER_ENDS, new HashMap<>(), held);
        hub.hangSubmits();
        for (int i = 0; i < hanging; i++) {
            start("", new RunEnds(new RunEnds.Room()));
        }
        LockSupport.parkNanos(UNTIL_THEY_HANG.toNanos());
        Map<String, Long> aborts = new HashMap<>();
        for (Map.Entry<String, HubJobRun> each : held.entrySet()) {
            aborts.put(each.getKey(), System.currentTimeMillis());
            each.getValue().abort();
            LockSupport.parkNanos(BETWEEN_ABORTS.toNanos());
        }
        room.await(FOLLOWED + ABORTED);
        Map<String, Long> ends = hub.ends();
        Map<String, Long> cancels = hub.cancels();
        while (!cancels.keySet().containsAll(aborts.keySet())) {
            LockSupport.parkNanos(BETWEEN_ABORTS.toNanos());
            cancels = hub.cancels();
        }
        return Waits.of(hanging, lags(followed, ends), differences(aborts, cancels));
    }

    private static long[] lags(Map<String, RunEnds> followed, Map<String, Long> ends) {
        return followed.entrySet().stream()
                .mapToLong(each -> each.getValue().heard() - ends.get(each.getKey()))
                .toArray();
    }

    private static long[] differences(Map<String, Long> from, Map<String, Long> to) {
        return from.entrySet().stream()
                .mapToLong(each -> to.get(each.getKey()) - each.getValue())
                .toArray();
    }

    /** Has the Hub make jobs, and follows each in a run of its own. */
    private void follow(int jobs, String lengths, Map<String, RunEnds> observers, Map<String, HubJobRun> runs)
            throws IOException {
        List<String> ids = new ArrayList<>();
        hub.makeJobs(jobs, 0, lengths, ids::add);
        for (String id : ids) {
            RunEnds observer = new RunEnds(room);
            observers.put(id, observer);
            runs.put(id, start(id, observer));
        }
    }

    /**
     * @param jobId empty to submit one
     */
    private HubJobRun start(String jobId, RunEnds observer) {
        String key = UUID.randomUUID().toString();
        JournalEntry entry = JournalEntry.ofNewRun(
                key,
                new StepOfBuild("bench#" + key, ""),
                new HubAccess("bench", ""),
                "migrate",
                "dfoster1",
                jobId,
                RunTerms.of(Instant.now(), null, true, false));
        WorkflowRequest request = new WorkflowRequest(
                "migrate", "dfoster1", PathSource.of(List.of("/mmfs1/data/" + key)), null, Map.of(), null);
        RunPlan plan = new RunPlan(entry, jobId.isEmpty() ? () -> request : null, true, false);
        HubJobRun run = new HubJobRun(plan, services, () -> connection, observer);
        run.start();
        return run;
    }
}
