package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads and writes files in workspaces. A stopped agent may never answer, nor may a pipe in place of a file. So at most two
 * files are read or written at a time on each node, nodes do not wait for each other, and each is limited to ten minutes.
 */
@Extension
public final class WorkspaceReads {
    private static final int AT_ONCE = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Scheduler scheduler;
    private final ExecutorService threads;
    private final FairSlots slots = new FairSlots(node -> AT_ONCE);
    private final AtomicLong order = new AtomicLong();

    public WorkspaceReads() {
        this(HubRuntime.get().scheduler(), HubRuntime.get().filePool());
    }

    /**
     * @param threads as many as are asked for
     */
    WorkspaceReads(Scheduler scheduler, ExecutorService threads) {
        this.scheduler = scheduler;
        this.threads = threads;
    }

    public static WorkspaceReads get() {
        return ExtensionList.lookupSingleton(WorkspaceReads.class);
    }

    /** What reads or writes a file; may be interrupted. */
    @FunctionalInterface
    public interface Task {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Reads when it is this one's turn.
     *
     * @param node where the file is
     * @param file for people
     * @param undo takes back what the task did, should it come to its end after it was given up
     * @return ends as the task does, or with an {@link AbortException} when that takes too long. Whoever ends it before breaks
     *     the task off; a thread that no interrupt brings back is left behind then
     */
    CompletableFuture<Void> read(String node, String file, Task task, Runnable undo) {
        return take(new Place(node, file, true), task, undo);
    }

    CompletableFuture<Void> read(FilePath workspace, String file, Task task, Runnable undo) {
        return read(node(workspace), file, task, undo);
    }

    /**
     * Writes when it is this one's turn.
     *
     * @param workspace where the file is; null if it is on the controller
     * @param file for people
     * @return as that of {@link #read}
     */
    public CompletableFuture<Void> write(@CheckForNull FilePath workspace, String file, Task task) {
        Runnable nothing = () -> {};
        return take(new Place(workspace == null ? "" : node(workspace), file, false), task, nothing);
    }

    private static String node(FilePath workspace) {
        Computer computer = workspace.toComputer();
        return computer == null ? String.valueOf(workspace.getChannel()) : computer.getDisplayName();
    }

    /** A file, and what is said when it cannot be reached. */
    private record Place(String node, String file, boolean isRead) {
        String late() {
            return isRead
                    ? "'pathsFile' could not be read within " + LONGEST.toMinutes() + " minutes from node " + node
                            + ": "
                            + file
                            + ". Check that the node responds and that this is a regular file. Nothing was submitted."
                    : "The list of failed paths could not be written within " + LONGEST.toMinutes() + " minutes"
                            + onNode() + ": " + file + ". Check that the node responds.";
        }

        String broken(String why) {
            return isRead
                    ? "'pathsFile' could not be copied from node " + node + ": " + file + ": " + why
                            + ". Nothing was submitted."
                    : "The list of failed paths could not be written" + onNode() + ": " + file + ": " + why;
        }

        private String onNode() {
            return node.isEmpty() ? "" : " on node " + node;
        }
    }

    private CompletableFuture<Void> take(Place place, Task task, Runnable undo) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        String key = UUID.randomUUID().toString();
        end.whenComplete((done, problem) -> slots.giveUp(key));
        slots.take(place.node(), key, order.incrementAndGet(), () -> begin(place, task, undo, end));
        return end;
    }

    private void begin(Place place, Task task, Runnable undo, CompletableFuture<Void> end) {
        Scheduler.Timer limit =
                scheduler.after(LONGEST, () -> end.completeExceptionally(new AbortException(place.late())));
        Reader reader = new Reader(place, task, undo, end);
        end.whenComplete((done, problem) -> {
            limit.cancel();
            reader.interrupt();
        });
        threads.execute(reader);
    }

    /** One task on its thread. */
    private static final class Reader implements Runnable {
        private final Place place;
        private final Task task;
        private final Runnable undo;
        private final CompletableFuture<Void> end;

        /** Null before and after the task. Guarded by {@code this}. */
        private Thread thread;

        private Reader(Place place, Task task, Runnable undo, CompletableFuture<Void> end) {
            this.place = place;
            this.task = task;
            this.undo = undo;
            this.end = end;
        }

        @Override
        public void run() {
            if (!enter()) {
                return;
            }
            Throwable problem = null;
            try {
                task.run();
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                problem = e;
            }
            boolean interrupted = leave();
            if (problem != null) {
                end.completeExceptionally(explain(problem, interrupted));
            } else if (!end.complete(null)) {
                undo.run();
            }
        }

        private Throwable explain(Throwable problem, boolean interrupted) {
            if (!(problem instanceof IOException) || problem instanceof AbortException) {
                return problem;
            }
            // streams that are interrupted say so in their own words
            return interrupted
                    ? new InterruptedException(problem.getMessage())
                    : new AbortException(place.broken(problem.getMessage()));
        }

        /** False if it was given up before. */
        private synchronized boolean enter() {
            boolean wanted = !end.isDone();
            thread = wanted ? Thread.currentThread() : null;
            return wanted;
        }

        /** Whether the thread was interrupted; from now on it is not. */
        private synchronized boolean leave() {
            thread = null;
            return Thread.interrupted();
        }

        private synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
