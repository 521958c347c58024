package io.jenkins.plugins.ngenea.engine;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Three runs at a Hub that has a slot for one. */
abstract class RunsInLine extends RigTest {
    static final Duration LONG = Duration.ofSeconds(20);

    final Seen first = new Seen();
    final Seen second = new Seen();
    final Seen third = new Seen();

    @BeforeEach
    void start() {
        rig.hub.holdJobs();
        rig.limit = 1;
    }

    HubJobRun prepare(String key, Seen seen) {
        rig.key = key;
        rig.build = "folder/" + key + "#1";
        rig.paths = List.of("/mmfs1/" + key);
        return rig.newRun(seen);
    }

    /** A second after the one before it. */
    HubJobRun run(String key, Seen seen) {
        HubJobRun run = prepare(key, seen);
        run.start();
        rig.time.advance(Duration.ofSeconds(1));
        return run;
    }

    void finish(String job) {
        rig.hub.job(job).finish("SUCCESS");
        rig.time.advance(LONG);
    }
}
