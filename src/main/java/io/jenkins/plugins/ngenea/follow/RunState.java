package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.Outcome.Kind;
import io.jenkins.plugins.ngenea.hub.BareException;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.RemoteText;
import io.jenkins.plugins.ngenea.hub.TaskFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the phases of one run share: its record, its connection, whether it was told to stop, and its one end. Touched on
 * the run's queue only, except for the volatile fields, which those read who cannot wait for the queue.
 */
final class RunState {
    private static final Logger LOGGER = Logger.getLogger(RunState.class.getName());

    final RunPlan plan;
    final Workbench bench;
    final RunObserver observer;
    final SerialQueue queue;
    private final Connection.Source connections;
    private final RetryBudget contact;
    private final AtomicBoolean delivered = new AtomicBoolean();
    private final AtomicReference<Kind> stop = new AtomicReference<>();
    private final Runnable onClose;

    volatile JournalEntry entry;
    volatile Connection connection;
    volatile Job last;
    private boolean over;
    private boolean saidLost;
    private String saidOfKey;
    private final LogPace outages;

    RunState(RunPlan plan, Workbench bench, Connection.Source connections, RunObserver observer, Runnable onClose) {
        this.plan = plan;
        this.bench = bench;
        this.connections = connections;
        this.observer = observer;
        this.onClose = onClose;
        this.entry = plan.entry();
        this.contact = bench.budgets().get();
        this.outages = new LogPace(bench.scheduler().now());
        this.queue = new SerialQueue(this::onPool, this::broken);
    }

    /** The Hub's own pool as soon as there is one: a slow Hub delays no other. */
    private void onPool(Runnable task) {
        Connection known = connection;
        (known == null ? bench.pool() : known.pool()).execute(task);
    }

    /** A mistake of the program's own: the run ends, because a build must not wait for ever. The Hub job is left alone. */
    private void broken(Throwable error) {
        String why = "The program that follows it failed (" + BareException.name(error) + ").";
        if (entry.hasJob() && connection != null) {
            finish(stoppedOr(Kind.LOST), words().lost(why));
        } else {
            notConnected(why);
        }
    }

    void later(Duration delay, Runnable task) {
        bench.scheduler().after(delay, () -> queue.execute(task));
    }

    /** False if there is no connection; the run is over then. */
    boolean connect() {
        try {
            connection = connections.connect();
            return true;
        } catch (ConnectionException e) {
            notConnected(e.getMessage());
            return false;
        }
    }

    private void notConnected(String why) {
        if (entry.phase() == Phase.PLANNED) {
            finish(Kind.REJECTED, why);
        } else if (entry.hasJob()) {
            finish(
                    stoppedOr(Kind.LOST),
                    why + " Job " + entry.jobId() + " goes on in Hub " + entry.hub() + ". To follow it on: "
                            + bench.voice().waitFor(entry.jobId(), entry.hub()));
        } else {
            finish(
                    stoppedOr(Kind.UNKNOWN_SUBMIT),
                    why + " It is not known whether Hub " + entry.hub() + " took the request before: look there for a"
                            + " job of workflow '" + RemoteText.name(entry.workflow()) + "' at site "
                            + RemoteText.name(entry.site())
                            + " before you run this again.");
        }
    }

    /** Keys are rotated: whether there is another secret by now, which is then used from here on. */
    boolean hasNewerKey() {
        try {
            Connection fresh = connections.connect();
            boolean other = fresh.follower() != connection.follower();
            if (other) {
                observer.line("The Hub refused the key. " + bench.voice().program()
                        + " holds a newer one by now; going on with that.");
                connection = fresh;
            }
            return other;
        } catch (ConnectionException e) {
            if (!e.getMessage().equals(saidOfKey)) {
                saidOfKey = e.getMessage();
                observer.line(saidOfKey);
            }
            return false;
        }
    }

    String refusedKey(String why) {
        String where = bench.voice().placeOfKey(entry.hub(), entry.credentialsId());
        return why + " Put a key that is valid and may do this into " + where + ".";
    }

    RunWords words() {
        return new RunWords(entry, connection.client().url(), bench.voice());
    }

    /**
     * Tries again after a pause, or gives up when the time budget is used up.
     *
     * @param message makes the outcome's message of why it was given up
     */
    void retry(HubException why, Runnable again, Kind givenUp, UnaryOperator<String> message) {
        if (why instanceof HubUnauthorizedException && hasNewerKey()) {
            queue.execute(again);
            return;
        }
        boolean first = !contact.isLost();
        Optional<Duration> pause = contact.failed(why, bench.scheduler().now());
        if (first) {
            sayLost(why);
        }
        if (pause.isEmpty()) {
            finish(givenUp, message.apply(givenUp(why)));
        } else {
            later(pause.get(), again);
        }
    }

    /** Why it was given up, and what to do about it. */
    String givenUp(HubException why) {
        return RetryBudget.isRefusedKey(why)
                ? refusedKey(why.getMessage() + " This was borne for " + RunWords.time(contact.patience(why)) + ".")
                : why.getMessage();
    }

    void backInContact() {
        contact.succeeded(bench.scheduler().now()).ifPresent(this::sayBack);
    }

    /** Says so once, whether a request of the run's own or the follower's was the first to fail. */
    void sayLost(HubException why) {
        if (!saidLost && outages.isToBeSaid(true, bench.scheduler().now())) {
            saidLost = true;
            observer.line(words().lostContact(why, contact.patience(why)));
        }
    }

    void sayBack(Duration lost) {
        if (saidLost) {
            saidLost = false;
            observer.line(words().back(lost));
        }
    }

    /** Tells the run to stop; false if it was told before. */
    boolean askToStop(Kind why) {
        return stop.compareAndSet(null, why);
    }

    /** ABORTED or TIMED_OUT; null if the run was not told to stop. */
    Kind stop() {
        return stop.get();
    }

    boolean isStopped() {
        return stop.get() != null;
    }

    Kind stoppedOr(Kind kind) {
        Kind stopped = stop.get();
        return stopped == null ? kind : stopped;
    }

    boolean isPastDeadline() {
        Instant deadline = entry.deadline();
        return deadline != null && !bench.scheduler().now().isBefore(deadline);
    }

    Duration elapsed() {
        return Duration.between(
                Instant.ofEpochMilli(entry.startedMillis()), bench.scheduler().now());
    }

    void save(Phase phase) {
        entry = entry.withPhase(phase).withStop(stop.get());
        try {
            bench.journal().save(entry);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "Cannot write the record of job " + entry.jobId() + " of " + entry.build());
        }
    }

    boolean isOver() {
        return over;
    }

    boolean isDelivered() {
        return delivered.get();
    }

    /** Suppresses the outcome: nobody waits for it any more. */
    void muteOutcome() {
        delivered.set(true);
    }

    void finish(Kind kind, String message) {
        finish(kind, message, List.of());
    }

    void finish(Kind kind, String message, List<TaskFailure> failures) {
        if (over) {
            return;
        }
        // the record first: if Jenkins dies in between, the run is made again and finds the end in the Hub
        close();
        if (!deliver(kind, message, failures)) {
            observer.line(message);
        }
    }

    /** False if an outcome was delivered before. Any thread. */
    boolean deliver(Kind kind, String message, List<TaskFailure> failures) {
        boolean first = delivered.compareAndSet(false, true);
        if (first) {
            String whole = kind == Kind.TIMED_OUT ? RunWords.timedOut(entry) + " " + message : message;
            observer.ended(new Outcome(kind, entry.jobId(), last, elapsed(), failures, whole));
        }
        return first;
    }

    /** Nothing is left to be done. */
    void close() {
        if (over) {
            return;
        }
        leave();
        if (entry.phase() == Phase.PLANNED) {
            bench.journal().unclaim(entry.key());
        } else if (plan.keepRecord().getAsBoolean()) {
            save(Phase.ENDED);
        } else {
            bench.journal().remove(entry);
        }
        bench.journal().over(entry.key());
    }

    /** Ends the run's activity and leaves its record as it is. */
    void leave() {
        over = true;
        onClose.run();
    }
}
