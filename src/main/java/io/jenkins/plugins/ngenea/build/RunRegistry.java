package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * All Hub runs of this Jenkins, by the key of their record: a record never has a second run. A run is attended while a
 * step waits for its outcome. When the step or the build is gone, it continues unattended until its job ends or, if the
 * job is to be cancelled, until the Hub accepts that. It stays here until it is over.
 *
 * <p>Records without a run in this process, because a restart interrupted their builds, get an unattended run. A pending
 * cancel is sent again, but nothing is ever submitted for them.
 */
@Extension
public final class RunRegistry {
    private static final Logger LOGGER = Logger.getLogger(RunRegistry.class.getName());

    /** When records are looked at again that cannot be read. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Map<String, RegisteredRun> runs = new ConcurrentHashMap<>();
    private final UnsettledRuns unsettled = new UnsettledRuns();

    public static RunRegistry get() {
        return ExtensionList.lookupSingleton(RunRegistry.class);
    }

    /** When all jobs are loaded: the builds that will go on are known then. */
    @Extension
    public static final class AtStartup extends ItemListener {
        @Override
        public void onLoaded() {
            HubRuntime.get().pool().execute(() -> get().adoptAll());
        }
    }

    /** Hears of the ends of builds. Hard termination and kill do not call a step's {@code stop}. */
    @Extension
    public static final class EndsOfBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> build, @NonNull TaskListener listener) {
            if (!HubRuntime.get().isStopping()) {
                get().sayFarewell(build, listener);
            }
        }

        @Override
        public void onFinalized(@NonNull Run<?, ?> build) {
            if (!HubRuntime.get().isStopping()) {
                get().leaveAlone(build);
            }
        }
    }

    /**
     * A step waits for the run of this record from now on: the one that goes on, if there is one, else a new one.
     *
     * @param making makes the new one; it is not started
     */
    RegisteredRun attend(
            JournalEntry entry,
            Run<?, ?> build,
            RegisteredRun.Attendance attendance,
            Function<RegisteredRun, HubJobRun> making) {
        RegisteredRun run = runs.computeIfAbsent(entry.key(), key -> new RegisteredRun(entry, build, this, making));
        run.attend(attendance);
        return run;
    }

    /** A run that was never started. */
    void forget(RegisteredRun run) {
        String key = run.entry().key();
        runs.remove(key, run);
        HubRuntime.get().journal().unclaim(key);
        HubRuntime.get().journal().over(key);
        HubRuntime.get().slots().expectNot(key);
    }

    /** With attention if a person must look, and no build has told anybody. */
    void over(RegisteredRun run, Outcome end, boolean attention) {
        if (attention) {
            unsettled.add(run.shown(end.message(), true));
            LOGGER.log(Level.WARNING, "For {0}, someone must check the Hub: {1}", new Object[] {
                run.buildId(), end.message()
            });
        }
        runs.remove(run.entry().key(), run);
        if (run.isBuildOver()) {
            removeIfEnded(run);
        }
    }

    /** The build may have ended in the moment in which its run did: then nobody else removes the record. */
    private static void removeIfEnded(RegisteredRun run) {
        Journal journal = HubRuntime.get().journal();
        try {
            journal.find(run.buildId(), run.entry().key())
                    .filter(left -> left.status() == Status.ENDED)
                    .ifPresent(journal::remove);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the record of a run of " + run.buildId());
        }
    }

    /** The log is open for the last time: what becomes of the jobs whose steps were not asked to stop. */
    private void sayFarewell(Run<?, ?> build, TaskListener listener) {
        Consumer<String> log = line -> listener.getLogger().println(RegisteredRun.PREFIX + line);
        of(build).stream()
                .filter(RegisteredRun::isAttended)
                .map(run -> run.run().farewell(LeftRecords.stopOfAttended(run.entry(), build)))
                .forEach(log);
        for (JournalEntry left : LeftRecords.of(build)) {
            StopReason why = LeftRecords.stopOfLeft(left, build);
            // a stop in the record: its step was told, and has said so
            if (why != null && !runs.containsKey(left.key()) && left.status() != Status.ENDED && left.stop() == null) {
                log.accept(LeftRecords.farewell(left, why));
            }
        }
    }

    /**
     * What a build leaves goes on by itself: it cancels its job if the build was aborted, or failed with a step that wants
     * that; else it follows it on. A build that Jenkins ends because it stops was aborted by nobody: its records are taken
     * up after the restart.
     */
    private void leaveAlone(Run<?, ?> build) {
        for (RegisteredRun run : of(build)) {
            leaveAlone(run, build);
        }
        // most builds have none: they are not to cost a task
        if (HubRuntime.get().journal().hasRecords(build.getExternalizableId())) {
            HubRuntime.get().pool().execute(() -> adoptLeftBy(build));
        }
    }

    /** The build is over. */
    static void leaveAlone(RegisteredRun run, Run<?, ?> build) {
        run.leaveAlone();
        // taken up before, without a step: Jenkins did not load the build again, and ends it only now
        StopReason why = run.wasAttended() ? LeftRecords.stopOfAttended(run.entry(), build) : null;
        if (why == null) {
            run.run().withhold();
        } else {
            run.run().stop(why);
        }
    }

    private List<RegisteredRun> of(Run<?, ?> build) {
        return runs.values().stream().filter(run -> run.isOf(build)).toList();
    }

    private void adoptAll() {
        // one that cannot be read may be readable later, and is then taken up as the others are
        boolean all = LeftRecords.areAllReadable();
        forEach(LeftRecords.unclaimed(), entry -> {
            Run<?, ?> build = LeftRecords.theirs(entry, BackgroundRun.find(entry.build()));
            if (build == null || !build.isBuilding()) {
                adopt(entry, build);
            }
        });
        if (!all) {
            HubRuntime.get()
                    .scheduler()
                    .after(AGAIN, () -> HubRuntime.get().pool().execute(this::adoptAll));
        }
    }

    /** Takes over the cancels that a build which goes on has left behind: its program is loaded, and no step claims them. */
    void adoptCancels(@NonNull Run<?, ?> build) {
        for (JournalEntry entry : LeftRecords.unclaimed()) {
            boolean toBeStopped = entry.status() == Status.CANCELLING || entry.stop() != null;
            if (toBeStopped && entry.status() != Status.ENDED && entry.build().equals(build.getExternalizableId())) {
                adopt(entry, LeftRecords.theirs(entry, build));
            }
        }
    }

    /** Takes over what a build that is over has left and no run has. */
    void adoptLeftBy(@NonNull Run<?, ?> build) {
        forEach(LeftRecords.of(build), entry -> {
            StopReason why = LeftRecords.stopOfLeft(entry, build);
            RegisteredRun made = adopt(entry, LeftRecords.theirs(entry, build));
            if (made != null && why != null) {
                made.run().stop(why);
            }
        });
    }

    /** Whatever is wrong with one, or with its build: the others are taken up all the same. */
    static void forEach(List<JournalEntry> entries, Consumer<JournalEntry> action) {
        for (JournalEntry entry : entries) {
            try {
                action.accept(entry);
            } catch (RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "Cannot track the job of the record " + entry.key() + " of build "
                                + entry.build() + " on Hub " + entry.hub()
                                + ". Check it on the Hub; Jenkins tries again at its next start.");
            }
        }
    }

    /** A step was told to stop, and its run cannot be made: what its record tells of is stopped without it. */
    public void abort(@NonNull Run<?, ?> build, String key) throws IOException {
        Optional<JournalEntry> left = HubRuntime.get().journal().findAnywhere(key);
        if (left.isPresent()) {
            adopt(left.get(), build);
            RegisteredRun run = runs.get(key);
            if (run != null) {
                run.run().abort();
            }
        }
    }

    /**
     * Takes over what an earlier build of the same name left: its job was deleted and made again. A step of this build must not
     * take that for its own.
     */
    void adoptFromNamesake(@NonNull Run<?, ?> build) throws IOException {
        for (JournalEntry entry : HubRuntime.get().journal().unclaimed(build.getExternalizableId())) {
            if (LeftRecords.theirs(entry, build) == null) {
                adopt(entry, null);
            }
        }
    }

    /**
     * @param listed the record as it was when the list was made that it comes from
     * @return null if there is nothing to be taken up (any more)
     */
    @CheckForNull
    RegisteredRun adopt(JournalEntry listed, @CheckForNull Run<?, ?> build) {
        if (runs.containsKey(listed.key())) {
            return null;
        }
        List<RegisteredRun> made = new ArrayList<>(1);
        runs.computeIfAbsent(listed.key(), key -> {
            // a run that was under way removes its record before it leaves here
            JournalEntry entry = LeftRecords.now(listed);
            if (entry == null) {
                return null;
            }
            if (entry.status() == Status.ENDED) {
                HubRuntime.get().journal().remove(entry);
                return null;
            }
            made.add(new RegisteredRun(entry, build, this, run -> unattended(entry, build, run)));
            return made.get(0);
        });
        if (made.isEmpty()) {
            return null;
        }
        RegisteredRun run = made.get(0);
        LOGGER.log(Level.INFO, "Build {0} is no longer waiting. In the background: {1}", new Object[] {
            run.buildId(), run.shown().status()
        });
        run.run().start();
        return run;
    }

    private static HubJobRun unattended(JournalEntry entry, @CheckForNull Run<?, ?> build, RegisteredRun run) {
        RunPlan plan = new RunPlan(entry, () -> request(entry, build), true, run::keepsRecord).unattended();
        Connection.Source source = () -> build == null
                ? HubConnections.get().connectWithoutBuild(entry)
                : HubConnections.get().connect(entry, build);
        return new HubJobRun(plan, HubRuntime.get().services(RegisteredRun.PATIENCE, build), source, run);
    }

    /** Only looked at, to find the job of a lost answer: a record that was written is never submitted again. */
    private static WorkflowRequest request(JournalEntry entry, @CheckForNull Run<?, ?> build) throws IOException {
        if (build == null) {
            throw new IOException(
                    "Build " + entry.build() + " was deleted together with the paths of its request: look on"
                            + " Hub " + entry.hub() + " for a job of workflow '" + RemoteText.name(entry.workflow())
                            + "' at site " + RemoteText.name(entry.site())
                            + " with an id above " + entry.newestBefore() + ".");
        }
        return new WorkflowRequest(
                entry.workflow(), entry.site(), new RequestFiles(build, entry.key()).paths(), null, Map.of(), null);
    }

    /**
     * Builds got other names.
     *
     * @param newName gives the name of a build by now, which is mostly the one it had
     */
    void rename(UnaryOperator<String> newName) {
        runs.values().forEach(run -> run.buildIsCalled(newName.apply(run.buildId())));
        unsettled.rename(newName);
    }

    /** Cancels the job of a run that nobody waits for; without effect if it is over by now. */
    void cancel(String key) {
        RegisteredRun run = runs.get(key);
        if (run != null && !run.isAttended() && run.shown().cancellable()) {
            run.cancel();
        }
    }

    /** Those under way that nobody waits for; for administrators. */
    @NonNull
    List<BackgroundRun> unattended() {
        return runs.values().stream()
                .filter(run -> !run.isAttended())
                .map(RegisteredRun::shown)
                .toList();
    }

    /** Those that ended in a way that a person must look at, and that no build told of. */
    @NonNull
    UnsettledRuns unsettled() {
        return unsettled;
    }
}
