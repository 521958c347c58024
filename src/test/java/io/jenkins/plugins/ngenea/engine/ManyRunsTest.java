package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ManyRunsTest extends RigTest {
    private static final int RUNS = 40;

    @BeforeEach
    void start() {
        rig.onThreads();
    }

    @Test
    void fortyBranchesOfOneBuildAtOnceAreFortyJobs() {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Seen seen = new Seen();
            all.add(seen);
            rig.key = "branch-" + i;
            rig.newRun(seen).start();
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            rig.time.advance(Duration.ofMillis(100));
            return all.stream().allMatch(Seen::isOver);
        });
        Set<String> ids = new HashSet<>();
        for (Seen seen : all) {
            assertEquals(Kind.SUCCEEDED, seen.outcome().kind(), seen::text);
            ids.add(seen.outcome().jobId());
        }
        assertEquals(RUNS, ids.size());
        assertEquals(RUNS, rig.posts());
        assertEquals(0, directory.toFile().list().length);
        assertEquals(0, rig.connection.follower().size());
    }
}
