package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Submits jobs to a Hub, evenly over a time or as fast as it takes them. */
final class Submitter {
    private static final int AT_ONCE = 4;

    private final HubClient client;

    Submitter(String hub, String key) {
        client = Parts.client(hub, key);
    }

    /** Returns when all are submitted; the ids come one at a time. */
    void submit(int jobs, Duration over, Consumer<String> id) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Parts.daemons("submitter"));
        long begin = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            long due = begin + over.toNanos() / jobs * i;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            threads.execute(() -> submitOne(id));
        }
        threads.shutdown();
        threads.awaitTermination(10, TimeUnit.MINUTES);
    }

    private void submitOne(Consumer<String> id) {
        WorkflowRequest request = new WorkflowRequest(
                "migrate", "dfoster1", PathSource.of(List.of("/mmfs1/data/sample_data.tgz")), null, Map.of(), null);
        try {
            String submitted = client.submit(WorkflowBody.of(request));
            synchronized (this) {
                id.accept(submitted);
            }
        } catch (HubException | IOException e) {
            throw new IllegalStateException("the emulator refuses a job", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
