package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Heap of whole runs, from request to end, while their jobs run; the number of paths in each request is given. Prints bytes
 * a run.
 */
public final class RunHeap {
    private static final int WARM_UP = 100;
    private static final int RUNS = 1000;
    private static final String BUILD = "bench#1";

    private final RunServices services;
    private final Connection connection;
    private final int paths;

    private RunHeap(String hub, Path journal, int paths) {
        Scheduler scheduler = Parts.scheduler();
        HubClient client = Parts.client(hub, EmulatorProcess.KEY);
        this.services = Parts.services(journal, scheduler);
        this.connection = Parts.connection(client, scheduler);
        this.paths = paths;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path journal = Files.createTempDirectory("ngenea-bench");
        try (EmulatorLink hub = new EmulatorLink()) {
            hub.hold();
            RunHeap heap = new RunHeap(hub.url(), journal, Integer.parseInt(args[0]));
            List<HubJobRun> all = new ArrayList<>(heap.start(WARM_UP));
            Meter meter = new Meter();
            all.addAll(heap.start(RUNS));
            System.out.println(meter.heap() / RUNS);
            all.forEach(HubJobRun::detach);
        } finally {
            Trees.delete(journal);
        }
        System.exit(0);
    }

    /** Returns when the job of each was seen. */
    private List<HubJobRun> start(int runs) throws InterruptedException {
        Semaphore seen = new Semaphore(0);
        List<HubJobRun> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            var entry = JournalEntry.ofNewRun(
                    UUID.randomUUID().toString(),
                    new StepOfBuild(BUILD, ""),
                    new HubAccess("bench", ""),
                    "migrate",
                    "dfoster1",
                    "",
                    RunTerms.of(Instant.now(), null, true, false));
            RunPlan plan = new RunPlan(entry, this::request, true, false);
            HubJobRun run = new HubJobRun(plan, services, () -> connection, new Seen(seen));
            all.add(run);
            run.start();
        }
        seen.acquire(runs);
        return all;
    }

    private WorkflowRequest request() {
        return new WorkflowRequest("migrate", "dfoster1", new NumberedPaths(paths), null, Map.of(), null);
    }

    private static final class Seen implements RunObserver {
        private final Semaphore room;
        private boolean already;

        private Seen(Semaphore room) {
            this.room = room;
        }

        @Override
        public void progress(Job job) {
            if (!already) {
                already = true;
                room.release();
            }
        }

        @Override
        public void line(String text) {
            // every run says that it submits
        }

        @Override
        public void detail(String text) {
            // not of interest
        }

        @Override
        public void submitted(String jobId) {
            // it was not seen yet
        }

        @Override
        public void ended(Outcome outcome) {
            System.err.println(outcome.message());
        }

        @Override
        public void over(Outcome end, boolean settled) {
            // its end says all
        }
    }
}
