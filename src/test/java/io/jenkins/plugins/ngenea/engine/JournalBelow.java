package io.jenkins.plugins.ngenea.engine;

/** Runs whose journal is a folder below one of the test's own, so that something else can be in its place. */
abstract class JournalBelow extends RigTest {
    @Override
    Rig makeRig() {
        return new Rig(directory.resolve("journal"));
    }
}
