package io.jenkins.plugins.ngenea.journal;

import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal as an earlier session left it, and the same in this session. */
abstract class TwoSessions {
    static final String BUILD = "a folder/job » x#12";
    static final String HASH = "hash-of-the-request";

    @TempDir
    Path directory;

    Journal earlier;
    Journal journal;
    final ExecutorService threads = Executors.newFixedThreadPool(4);

    @BeforeEach
    void twoSessions() {
        earlier = new Journal(directory);
        journal = new Journal(directory);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    static JournalEntry entry(String key, Status status, String jobId) {
        return JournalEntry.ofNewRun(
                        key,
                        new StepOfBuild(BUILD, "7"),
                        new HubAccess("prod", "cred"),
                        "migrate",
                        "dfoster1",
                        "",
                        RunTerms.of(Instant.EPOCH, null, true, true))
                .submitting(HASH, "41")
                .withJob(jobId)
                .withStatus(status);
    }

    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Whoever reads a record again says no more than what was in it. */
    void damage(String key) throws IOException {
        for (Path file : files()) {
            if (file.endsWith(key + ".json")) {
                Files.writeString(file, "{half");
            }
        }
    }

    static JournalEntry plan(String build, String key, String hub) {
        JournalEntry like = entry(key, Status.FOLLOWING, "1");
        return JournalEntry.ofNewRun(
                key,
                new StepOfBuild(build, like.node()),
                new HubAccess(hub, like.credentialsId()),
                like.workflow(),
                like.site(),
                "",
                RunTerms.of(Instant.EPOCH, null, true, false));
    }
}
