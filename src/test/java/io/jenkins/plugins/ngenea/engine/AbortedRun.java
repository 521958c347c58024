package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import org.junit.jupiter.api.BeforeEach;

/** A run that is told to stop. */
abstract class AbortedRun extends RigTest {
    @BeforeEach
    void start() {
        rig.hub.holdJobs();
    }

    Outcome aborted() {
        assertEquals(Kind.ABORTED, seen.outcome().kind());
        return seen.outcome();
    }
}
