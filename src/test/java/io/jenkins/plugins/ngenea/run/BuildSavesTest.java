package io.jenkins.plugins.ngenea.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.XmlFile;
import hudson.model.FreeStyleBuild;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build with many Hub jobs is not written anew for each of their changes, and still loses none. */
@WithJenkins
class BuildSavesTest {
    private static final int CHANGES = 500;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    /** Counts how often a build was written. */
    @TestExtension
    public static class Writes extends SaveableListener {
        static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Run) {
                COUNT.incrementAndGet();
            }
        }
    }

    private static FreeStyleBuild changeOften(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Writes.COUNT.set(0);
        for (int i = 1; i <= CHANGES; i++) {
            // setDescription would save by itself
            build.addAction(new Change(i));
            BuildSaves.get().save(build);
        }
        return build;
    }

    @Test
    void aFirstChangeIsWrittenAtOnce(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        build.addAction(new Change(1));
        BuildSaves.get().save(build);
        assertEquals(1, changes(build));
    }

    @Test
    void manyChangesAreFewWritesAndTheLastOneIsWritten(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = changeOften(jenkins);
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> changes(build) == CHANGES);
        // loops of 500 take less than a few pauses
        assertTrue(Writes.COUNT.get() <= 5, () -> "written " + Writes.COUNT + " times");
    }

    @Test
    void aBuildThatWasDeletedMeanwhileDoesNotComeBack(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = changeOften(jenkins);
        build.delete();
        Writes.COUNT.set(0);
        FreeStyleBuild other = changeOften(jenkins);
        // its pause began later
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> changes(other) == CHANGES);
        assertFalse(build.getRootDir().exists());
    }

    @Test
    void whatStillWaitsIsWrittenWhenJenkinsStops(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = changeOften(jenkins);
        BuildSaves.saveAll();
        assertEquals(CHANGES, changes(build));
    }

    private static long changes(Run<?, ?> build) throws IOException {
        String xml =
                new XmlFile(build.getRootDir().toPath().resolve("build.xml").toFile()).asString();
        return xml.split("<number>-", -1).length - 1L;
    }

    /** Something to be written with a build. */
    public static final class Change extends InvisibleAction {
        @SuppressWarnings("unused") // written
        private final int number;

        Change(int number) {
            this.number = -number;
        }
    }
}
