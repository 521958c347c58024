package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Most builds of most Jenkinses have nothing to do with a Hub. */
@WithJenkins
class BuildsWithoutHubJobsTest {
    /** Hears of a build's end after the plugin did. */
    @TestExtension
    public static final class Finalized extends RunListener<Run<?, ?>> {
        private static final AtomicInteger BUILDS = new AtomicInteger();

        @Override
        public void onFinalized(Run<?, ?> build) {
            BUILDS.incrementAndGet();
        }
    }

    @Test
    void theyCostNoTask(JenkinsRule jenkins) throws Exception {
        // the journal is read once when Jenkins starts
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !threadsOfThePool().isEmpty());
        runAndAwaitEnd(jenkins, 1);
        Set<String> before = threadsOfThePool();
        runAndAwaitEnd(jenkins, 3);
        // each task makes another thread, until there are as many as the pool may have
        assertEquals(before, threadsOfThePool());
        assertTrue(before.size() < 5, before.toString());
    }

    private static void runAndAwaitEnd(JenkinsRule jenkins, int builds) throws Exception {
        int before = Finalized.BUILDS.get();
        for (int i = 0; i < builds; i++) {
            Pipelines.run(jenkins, Result.SUCCESS, "echo 'nothing'");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Finalized.BUILDS.get() == before + builds);
    }

    private static Set<String> threadsOfThePool() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("ngenea-hub \\[#\\d+\\]"))
                .collect(Collectors.toSet());
    }
}
