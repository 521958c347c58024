package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that waits for long is not silent for long. */
@Timeout(60)
class HeartbeatTest extends RigTest {
    @BeforeEach
    void start() {
        rig.hub.holdJobs();
    }

    private List<String> beats() {
        return seen.details.stream().filter(line -> line.startsWith("Still ")).toList();
    }

    @Test
    void nothingIsSaidAsLongAsThereIsNews() {
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(29));
        assertEquals(List.of(), beats());
    }

    @Test
    void theSameStateIsSaidAgainAfterHalfAnHour() {
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(31));
        assertEquals(1, beats().size());
        assertEquals("Still waiting for job 1 on Hub prod (STARTED).", beats().get(0));
        rig.time.advance(Duration.ofHours(10));
        assertEquals(21, beats().size());
    }

    @Test
    void halfAnHourIsCountedFromTheLastLine() {
        Instant began = rig.time.now();
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(20));
        rig.hub.lastJob().moveTo("PAUSED");
        rig.time.advance(Duration.ofMinutes(29));
        assertEquals(List.of(), beats(), () -> "after " + Duration.between(began, rig.time.now()));
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(1, beats().size());
    }
}
