package io.jenkins.plugins.ngenea.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a Hub in memory. */
abstract class RigTest {
    @TempDir
    Path directory;

    Rig rig;

    final Seen seen = new Seen();

    @BeforeEach
    void startRig() {
        rig = makeRig();
    }

    Rig makeRig() {
        return new Rig(directory);
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }
}
