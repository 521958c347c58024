package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.concurrent.ManualScheduler;
import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.PollSchedule;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Whatever a Hub answers to a run, and whenever it is aborted or its process dies: it ends once, after a bounded number of
 * requests, with text that is harmless, and the Hub has taken its request at most once. Time is virtual.
 *
 * <p>Seeds are fixed. {@code -Djqwik.tries.default=100000} makes more tries of each property than the 2000 of a build.
 */
class RunFuzzTest {
    private static final String SEED = "4096";
    private static final String KEY = "k3y-of-the-fuzz-test";
    private static final int MOST_REQUESTS = 1500;
    private static final Duration BUDGET = Duration.ofMinutes(30);

    private Path directory;

    @BeforeProperty
    void makeDirectory() throws IOException {
        // in memory where that is possible: the journal forces tens of thousands of files to disk
        Path memory = Path.of("/dev/shm");
        directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "run-fuzz")
                : Files.createTempDirectory("run-fuzz");
    }

    @AfterProperty
    void removeDirectory() throws IOException {
        // a try that failed may have left its record
        for (JournalEntry left : new Journal(directory).all()) {
            new Journal(directory).remove(left);
        }
        Files.delete(directory);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    @Property(seed = SEED)
    void aRunEndsOnceAndItsRequestIsTakenAtMostOnce(@ForAll("seeds") long seed) throws Exception {
        Scene scene = new Scene(new Random(seed));
        Seen seen = new Seen();
        scene.run(seen).start();
        scene.time.advance(Duration.ofHours(24));
        scene.check(seen);
    }

    @Property(seed = SEED)
    void anAbortEndsItWithinTwelveSeconds(@ForAll("seeds") long seed) throws Exception {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        Seen seen = new Seen();
        HubJobRun run = scene.run(seen);
        run.start();
        scene.time.advance(Duration.ofSeconds(random.nextInt(120)));
        run.abort();
        scene.time.advance(StopPhase.PATIENCE);
        assertTrue(seen.isOver());
        scene.time.advance(Duration.ofHours(24));
        scene.check(seen);
    }

    @Property(seed = SEED)
    void aRestartAtAnyTimeSubmitsNothingTwice(@ForAll("seeds") long seed) throws Exception {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        Seen seen = new Seen();
        for (int restarts = random.nextInt(3); restarts >= 0 && !seen.isOver(); restarts--) {
            HubJobRun run = scene.run(seen);
            run.start();
            scene.time.advance(Duration.ofSeconds(random.nextInt(60)));
            if (random.nextInt(4) == 0) {
                run.abort();
            }
            run.detach();
            scene.restart();
        }
        if (!seen.isOver()) {
            scene.run(seen).start();
        } else if (!scene.journal.all().isEmpty()) {
            // a cancel that the Hub has not taken yet is asked for on in the background
            scene.run(new Seen()).start();
        }
        scene.time.advance(Duration.ofHours(24));
        scene.check(seen);
    }

    /** Failed once: the process died after the outcome was out and before the Hub had taken the cancel. */
    @Example
    void aCancelThatIsPendingWhenTheProcessDiesIsAskedForAfterwards() throws Exception {
        aRestartAtAnyTimeSubmitsNothingTwice(6611724688431247599L);
    }

    /** A Hub and a process on one clock. */
    private final class Scene {
        private final ManualScheduler time = new ManualScheduler();
        private final FuzzedHub hub;
        private final Random random;
        private final HubClient client;
        private final Instant deadline;
        private final Instant began = time.now();
        private Journal journal = new Journal(directory);

        Scene(Random random) {
            this.random = random;
            hub = new FuzzedHub(random);
            client = new HubClient(
                    HubClients.transport(new FakeHttp(hub), Duration.ofSeconds(5)),
                    HubUrl.parse("http://hub.example"),
                    new ClientKey(KEY));
            deadline = random.nextBoolean() ? null : began.plusSeconds(1 + random.nextInt(3600));
        }

        void restart() {
            journal = new Journal(directory);
        }

        HubJobRun run(Seen seen) {
            JobFollower follower = new JobFollower(
                    client,
                    Runnable::run,
                    time,
                    new PollSchedule(Duration.ofSeconds(15), Duration.ZERO),
                    () -> new RetryBudget(BUDGET, random));
            Connection connection = new Connection(client, follower, Lanes.on((name, threads) -> Runnable::run));
            return new HubJobRun(
                    new RunPlan(
                            JournalEntry.ofNewRun(
                                    "run",
                                    new StepOfBuild("a#1", "7"),
                                    new HubAccess("prod", ""),
                                    "migrate",
                                    "dfoster1",
                                    "",
                                    RunTerms.of(began, deadline, true, false)),
                            HubClients::manualsExample,
                            true,
                            false),
                    Rig.services(journal, time, () -> new RetryBudget(BUDGET, random)),
                    () -> connection,
                    seen);
        }

        void check(Seen seen) throws IOException {
            Kind kind = seen.outcome().kind();
            assertTrue(hub.taken <= 1, hub.taken + " jobs");
            assertTrue(hub.requests <= MOST_REQUESTS, hub.requests + " requests");
            boolean nothing = kind == Kind.REJECTED || kind == Kind.NOT_SUBMITTED;
            assertFalse(nothing && hub.taken > 0, () -> kind + " though there is a job: " + seen.text());
            assertEquals(List.of(), journal.all(), "records");
            assertEquals(0, time.waiting(), "timers");
            String text = seen.text();
            assertFalse(text.contains("An internal error occurred"), text);
            assertFalse(text.contains("cannot read its answer"), text);
            assertFalse(text.contains(KEY), text);
            text.replace("\n", "").codePoints().forEach(c -> assertFalse(Character.isISOControl(c), text));
        }
    }
}
