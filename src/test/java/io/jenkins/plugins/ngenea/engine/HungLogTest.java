package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that accepts no line. */
class HungLogTest {
    private static final int MANY = 12;

    /** One wait for the log, not one for each pair of requests. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CountDownLatch released = new CountDownLatch(1);

    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.onThreads();
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        released.countDown();
        rig.close();
    }

    private void hang(String line) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theRequestsOfItsBuildWaitForItOnceAndNotOneAfterTheOther() {
        List<Seen> observers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Seen observer = new Seen();
            observer.onLine = this::hang;
            observers.add(observer);
            rig.key = "hung-" + i;
            rig.paths = List.of("/" + i);
            rig.start(observer);
        }
        await().atMost(SOON).until(() -> rig.hub.jobs().size() == MANY);
        released.countDown();
        await().atMost(SOON).until(() -> observers.stream().noneMatch(observer -> observer.jobIds.isEmpty()));
    }
}
