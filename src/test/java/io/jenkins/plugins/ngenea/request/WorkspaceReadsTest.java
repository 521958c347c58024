package io.jenkins.plugins.ngenea.request;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import io.jenkins.plugins.ngenea.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkspaceReadsTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ManualScheduler time = new ManualScheduler();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WorkspaceReads reads = new WorkspaceReads(time, threads);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> interrupted = new CopyOnWriteArrayList<>();
    private final List<String> undone = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private CompletableFuture<Void> read(String node, String file, WorkspaceReads.Task task) {
        return reads.read(node, file, task, () -> undone.add(file));
    }

    /** An agent that does not answer, until it does. */
    private CompletableFuture<Void> hanging(String node, String file) {
        return read(node, file, () -> {
            begun.add(file);
            try {
                answer.await();
            } catch (InterruptedException e) {
                interrupted.add(file);
                throw e;
            }
        });
    }

    private void awaitBegun(String... files) {
        await().until(() -> begun.size() >= files.length);
        assertEquals(List.of(files), begun.stream().sorted().toList());
    }

    private static Throwable problem(CompletableFuture<Void> end) {
        return assertThrows(ExecutionException.class, () -> end.get(30, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void twoAreReadAtATimeOfANodeAndThoseOfOtherNodesDoNotWaitForThem() throws Exception {
        hanging("stopped", "1");
        hanging("stopped", "2");
        CompletableFuture<Void> third = hanging("stopped", "3");
        awaitBegun("1", "2");
        CompletableFuture<Void> elsewhere = read("another", "4", () -> {});
        elsewhere.get(30, TimeUnit.SECONDS);
        assertEquals(2, begun.size());
        answer.countDown();
        third.get(30, TimeUnit.SECONDS);
        awaitBegun("1", "2", "3");
    }

    @Test
    void aReadThatTakesTenMinutesIsGivenUpAndSaysWhichNodeAndFile() {
        CompletableFuture<Void> end = hanging("agent-7", "/ws/paths.txt");
        awaitBegun("/ws/paths.txt");
        time.advance(LIMIT.minusSeconds(1));
        assertFalse(end.isDone());
        time.advance(Duration.ofSeconds(1));
        Throwable problem = problem(end);
        assertInstanceOf(AbortException.class, problem);
        assertEquals(
                "'pathsFile' could not be read within 10 minutes from node agent-7: /ws/paths.txt. Check that the node"
                        + " responds and that this is a regular file. Nothing was submitted.",
                problem.getMessage());
        await().until(() -> interrupted.equals(List.of("/ws/paths.txt")));
    }

    @Test
    void theNextOneIsReadWhenOneIsGivenUpEvenIfItsThreadDoesNotComeBack() {
        CountDownLatch never = new CountDownLatch(1);
        for (String file : List.of("1", "2")) {
            read("agent-7", file, () -> {
                begun.add(file);
                boolean back = false;
                while (!back) {
                    try {
                        never.await();
                        back = true;
                    } catch (InterruptedException e) {
                        interrupted.add(file);
                    }
                }
            });
        }
        hanging("agent-7", "3");
        awaitBegun("1", "2");
        time.advance(LIMIT);
        awaitBegun("1", "2", "3");
        await().until(() -> interrupted.size() == 2);
        never.countDown();
        await().until(() -> undone.size() == 2);
    }

    @Test
    void theTenMinutesBeginWhenItIsOnesTurn() throws Exception {
        hanging("agent-7", "1");
        hanging("agent-7", "2");
        awaitBegun("1", "2");
        CompletableFuture<Void> third = hanging("agent-7", "3");
        time.advance(LIMIT);
        awaitBegun("1", "2", "3");
        assertFalse(third.isDone());
        answer.countDown();
        third.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoBreaksAReadOffDoesNotWaitForItAndItsThreadIsInterrupted() {
        CompletableFuture<Void> end = hanging("agent-7", "1");
        awaitBegun("1");
        end.cancel(false);
        assertTrue(end.isCancelled());
        await().until(() -> interrupted.equals(List.of("1")));
        time.advance(LIMIT);
        assertTrue(end.isCancelled());
    }

    @Test
    void aReadThatIsBrokenOffBeforeItsTurnNeverBegins() throws Exception {
        hanging("agent-7", "1");
        hanging("agent-7", "2");
        CompletableFuture<Void> third = hanging("agent-7", "3");
        CompletableFuture<Void> fourth = hanging("agent-7", "4");
        awaitBegun("1", "2");
        third.cancel(false);
        answer.countDown();
        fourth.get(30, TimeUnit.SECONDS);
        awaitBegun("1", "2", "4");
    }

    @Test
    void whatCameTooLateIsTakenBack() {
        CompletableFuture<Void> end = read("agent-7", "1", () -> {
            begun.add("1");
            try {
                answer.await();
            } catch (InterruptedException e) {
                // it was ready just then
            }
        });
        awaitBegun("1");
        end.cancel(false);
        await().until(() -> undone.equals(List.of("1")));
    }

    @Test
    void whatCameInTimeIsKept() throws Exception {
        read("agent-7", "1", () -> {}).get(30, TimeUnit.SECONDS);
        assertEquals(List.of(), undone);
        await().until(() -> time.waiting() == 0);
    }

    @Test
    void anErrorOfTheConnectionNamesNodeAndFile() {
        Throwable problem = problem(read("agent-7", "/ws/paths.txt", () -> {
            throw new IOException("the channel is closed");
        }));
        assertInstanceOf(AbortException.class, problem);
        assertEquals(
                "'pathsFile' could not be copied from node agent-7: /ws/paths.txt: the channel is closed. Nothing was"
                        + " submitted.",
                problem.getMessage());
    }

    @Test
    void whatIsWrongWithTheFileIsSaidAsItIs() {
        AbortException wrong = new AbortException("'pathsFile' contains no paths.");
        assertEquals(wrong, problem(read("agent-7", "1", () -> {
            throw wrong;
        })));
    }

    @Test
    void aStreamThatIsInterruptedBecauseJenkinsGoesDownIsNoFailure() {
        CompletableFuture<Void> end = read("agent-7", "1", () -> {
            begun.add("1");
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        });
        awaitBegun("1");
        threads.shutdownNow();
        assertInstanceOf(InterruptedException.class, problem(end));
    }

    @Test
    void manyReadsOfManyNodesAllEndAndNeverMoreThanTwoOfANode() throws Exception {
        Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String node = "agent-" + i % 7;
            all.add(read(node, "file-" + i, () -> {
                AtomicInteger here = now.computeIfAbsent(node, missing -> new AtomicInteger());
                most.accumulateAndGet(here.incrementAndGet(), Math::max);
                here.decrementAndGet();
            }));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertTrue(most.get() <= 2, most + " at once");
    }
}
