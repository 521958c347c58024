package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.concurrent.TaskQueue;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.Connection.HubGoneException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.RecordWriter;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.OrderedObserver;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RecordMessages;
import io.jenkins.plugins.ngenea.output.RunMessages;
import io.jenkins.plugins.ngenea.output.RunObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the phases of a run share: its record, its connection, whether it was told to stop, and its one end. Used on the
 * queue of the run only, except for the volatile fields, which others may read.
 */
final class RunState {
    final RunPlan plan;
    final RunServices services;
    final OrderedObserver observer;
    final TaskQueue queue;
    private final Connection.Source connections;
    final RunRetries retries;
    private final RecordWriter writer;
    private final Runnable onClose;

    volatile JournalEntry entry;
    volatile Connection connection;
    volatile Job last;
    private StopReason stop;

    /** Whether the run was begun earlier, and its record tells how far it came. */
    boolean recorded;

    private boolean jobKnown;
    private boolean jobRecorded;
    private boolean attended;
    private boolean delivered;
    private String saidOfKey;

    /** True if the request has not gone out, and now never will. */
    private BooleanSupplier withdrawal = () -> true;

    RunState(
            RunPlan plan, RunServices services, Connection.Source connections, RunObserver observer, Runnable onClose) {
        this.plan = plan;
        this.services = services;
        this.connections = connections;
        this.observer = new OrderedObserver(observer, services.scheduler(), services.observers());
        this.onClose = onClose;
        this.entry = plan.entry();
        this.attended = plan.attended();
        this.retries = new RunRetries(this);
        this.queue = new TaskQueue(services.queues(), services.scheduler(), this::broken);
        this.writer = new RecordWriter(services.journal(), queue::laterEvenIfClosed, this::write);
    }

    /** A mistake of the program's own: the run ends, because a build must not wait for ever. The Hub job is left alone. */
    private void broken(Throwable error) {
        String why = RunMessages.internalError(SanitizedException.name(error));
        if (entry.hasJob() && connection != null) {
            giveUp(stoppedOr(Kind.LOST), messages().lost(why));
        } else if (nothingWasSent()) {
            giveUp(Kind.REJECTED, why);
        } else {
            leaveRecord(words().leftForRestart(why));
        }
    }

    void withdrawBy(BooleanSupplier withdraw) {
        withdrawal = withdraw;
    }

    /** Goes on with a connection. Without one the run ends, though not at once if an earlier process has begun it. */
    void connect(Runnable then) {
        queue.outside(
                services.lookups(),
                this::reach,
                found -> {
                    retries.connected();
                    connection = found;
                    entry = entry.atHub(found.client().url().toString());
                    then.run();
                },
                why -> notConnected(why, then));
    }

    private void notConnected(Exception problem, Runnable then) {
        String why = problem.getMessage();
        if (nothingWasSent()) {
            giveUp(Kind.REJECTED, why);
        } else if (problem instanceof HubGoneException) {
            leaveRecord(words().recordStays(why));
        } else if (!recorded) {
            giveUp(stoppedOr(Kind.LOST), words().notConnected(why));
        } else {
            retries.notConnected(why)
                    .ifPresentOrElse(
                            pause -> queue.later(pause, () -> connect(then)),
                            () -> leaveRecord(words().leftForRestart(why)));
        }
    }

    /** Never another server than the one that has the job: the same id would be another job there. */
    private Connection reach() throws ConnectionException {
        Connection reached = connections.connect();
        String url = reached.client().url().toString();
        JournalEntry current = entry;
        if (current.status() != Status.PLANNED
                && !current.hubUrl().isEmpty()
                && !current.hubUrl().equals(url)) {
            throw new HubGoneException(new RecordMessages(current, services.host()).otherServer(url));
        }
        return reached;
    }

    /** The run is over here; its record stays as it is, for a later process. */
    private void leaveRecord(String message) {
        leaveRecord(entry.hasJob() ? Kind.LOST : Kind.UNKNOWN_SUBMIT, message);
    }

    void leaveRecord(Kind kind, String message) {
        Outcome end = outcome(stoppedOr(kind), message, List.of());
        leave();
        services.journal().unclaim(entry.key());
        services.journal().over(entry.key());
        services.slots().giveUp(entry.key());
        if (!deliver(end)) {
            observer.line(end.message());
        }
        observer.tell(to -> to.leftOpen(end));
    }

    /** Keys are rotated: if there is another secret by now, it is used from here on. */
    void withNewerKey(Runnable newer, Runnable same) {
        Connection refused = connection;
        queue.outside(
                services.lookups(),
                this::reach,
                found -> {
                    boolean changedMeanwhile = connection.follower() != refused.follower();
                    if (!changedMeanwhile && found.follower() != refused.follower()) {
                        observer.line(words().newerKey());
                        connection = found;
                    }
                    (connection == refused ? same : newer).run();
                },
                why -> {
                    if (!why.getMessage().equals(saidOfKey)) {
                        saidOfKey = why.getMessage();
                        observer.line(saidOfKey);
                    }
                    same.run();
                });
    }

    /** What can be said without a connection. Any thread. */
    RecordMessages words() {
        return new RecordMessages(entry, services.host());
    }

    RunMessages messages() {
        return new RunMessages(entry, connection.client().url(), services.host());
    }

    /** Tells the run to stop; false if it was told before. */
    boolean askToStop(StopReason why) {
        boolean first = stop == null;
        if (first) {
            stop = why;
        }
        return first;
    }

    /** Null if the run was not told to stop. */
    StopReason stop() {
        return stop;
    }

    boolean isStopped() {
        return stop != null;
    }

    Kind stoppedOr(Kind kind) {
        return stop == null ? kind : Kind.of(stop);
    }

    /** Its job had ended before anything was done about the wish. */
    void needNotStop() {
        stop = null;
    }

    Duration elapsed() {
        return Duration.between(
                Instant.ofEpochMilli(entry.startedMillis()),
                services.scheduler().clock());
    }

    void save(Status status) {
        entry = writer.write(entry.withStatus(status).withStop(stop));
        tellOfRecord();
    }

    private void write() {
        entry = queue.isClosed() ? writer.writeEnd(entry) : writer.write(entry);
        tellOfRecord();
    }

    /** Tells the observer of the job, and that the record names it as soon as it does. */
    void hasJob() {
        String jobId = entry.jobId();
        observer.tell(to -> to.submitted(jobId));
        jobKnown = true;
        tellOfRecord();
    }

    private void tellOfRecord() {
        if (jobKnown && !jobRecorded && writer.isWritten()) {
            jobRecorded = true;
            observer.tell(RunObserver::recorded);
        }
    }

    /** The record could not be written: it is as soon as that can be. */
    void writeLater() {
        writer.writeLater();
    }

    boolean isDelivered() {
        return delivered;
    }

    /** Whether somebody waits for the outcome: a stop must then give one soon. */
    boolean isAwaited() {
        return attended && !delivered;
    }

    void attend() {
        attended = true;
    }

    /** Nobody waits (any more), so that there is no hurry. */
    void leaveAlone(Duration patience) {
        attended = false;
        retries.extend(patience);
    }

    /** Suppresses the outcome. */
    void mute() {
        delivered = true;
    }

    /** The run is over, and nobody has to look. */
    void finish(Kind kind, String message, List<TaskFailure> failures) {
        end(kind, message, failures, true);
    }

    void finish(Kind kind, String message) {
        finish(kind, message, List.of());
    }

    /** The run is over, and unless nothing was submitted somebody has to look. */
    void giveUp(Kind kind, String message) {
        end(kind, message, List.of(), nothingWasSent());
    }

    /** Asked when the run is about to end: a request that has not gone out stays here. */
    private boolean nothingWasSent() {
        return entry.status() == Status.PLANNED && withdrawal.getAsBoolean();
    }

    private void end(Kind kind, String message, List<TaskFailure> failures, boolean settled) {
        if (queue.isClosed()) {
            return;
        }
        Outcome end = outcome(kind, message, failures);
        // the record first: if Jenkins dies in between, the run is made again and finds the end in the Hub
        close();
        if (!deliver(end)) {
            observer.line(message);
        }
        observer.tell(to -> to.over(end, settled));
    }

    /** What was to be done after the outcome is done. */
    void finishAfterOutcome(String message) {
        if (!queue.isClosed()) {
            close();
            Outcome end = outcome(Kind.of(stop), message, List.of());
            observer.tell(to -> to.over(end, true));
        }
    }

    private Outcome outcome(Kind kind, String message, List<TaskFailure> failures) {
        String whole = kind == Kind.TIMED_OUT ? words().timedOut() + " " + message : message;
        return new Outcome(kind, entry.jobId(), last, elapsed(), failures, whole);
    }

    /** Gives the outcome before the run is over, because somebody waits for it. */
    void deliver(Kind kind, String message) {
        deliver(outcome(kind, message, List.of()));
    }

    /** False if an outcome was delivered before. */
    private boolean deliver(Outcome outcome) {
        boolean first = !delivered;
        if (first) {
            delivered = true;
            observer.tell(to -> to.ended(outcome));
        }
        return first;
    }

    private void close() {
        leave();
        if (entry.status() == Status.PLANNED) {
            services.journal().unclaim(entry.key());
        } else if (plan.keepRecord().getAsBoolean()) {
            save(Status.ENDED);
        } else {
            services.journal().remove(entry);
        }
        services.journal().over(entry.key());
        services.slots().giveUp(entry.key());
    }

    /** Empty for a run that waits for no place in its Hub. Any thread. */
    Optional<FairSlots.Wait> waitingForSlot() {
        return services.slots().waiting(entry.key());
    }

    /** Ends the run's activity and leaves its record as it is, and its place: its job goes on. */
    void leave() {
        queue.close();
        onClose.run();
    }
}
