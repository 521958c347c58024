package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.HubEngine;
import io.jenkins.plugins.ngenea.follow.Connection;
import io.jenkins.plugins.ngenea.follow.JournalEntry;
import io.jenkins.plugins.ngenea.follow.JournalEntry.Phase;
import io.jenkins.plugins.ngenea.follow.RunPlan;
import io.jenkins.plugins.ngenea.follow.WorkflowRun;
import io.jenkins.plugins.ngenea.hub.RemoteText;
import io.jenkins.plugins.ngenea.hub.WorkflowRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows to their end the Hub jobs whose builds cannot: freestyle builds that a restart cut off, Pipelines that were not
 * resumed, builds that are gone. A cancel that was pending is sent again. Nothing is ever submitted from here.
 */
@Extension
public final class BackgroundRuns {
    private static final Logger LOGGER = Logger.getLogger(BackgroundRuns.class.getName());
    private static final Duration LOST_CONTACT = Duration.ofHours(24);

    private final Map<String, BackgroundRun> runs = new ConcurrentSkipListMap<>();

    public static BackgroundRuns get() {
        return ExtensionList.lookupSingleton(BackgroundRuns.class);
    }

    /** When all jobs are loaded: the builds that will go on are known then. */
    @Extension
    public static final class AtStartup extends ItemListener {
        @Override
        public void onLoaded() {
            HubEngine.get().pool().execute(() -> get().adoptAll());
        }
    }

    private void adoptAll() {
        try {
            for (JournalEntry entry : HubEngine.get().journal().unclaimed()) {
                Run<?, ?> build = build(entry);
                if (build == null || !build.isBuilding()) {
                    adopt(entry, build);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read the journal of open Ngenea Hub jobs", e);
        }
    }

    /** Takes over the cancels that a build which goes on has left behind: its program is loaded, and no step claims them. */
    void adoptCancels(@NonNull Run<?, ?> build) {
        try {
            for (JournalEntry entry : HubEngine.get().journal().unclaimed()) {
                if (entry.phase() == Phase.CANCELLING && entry.build().equals(build.getExternalizableId())) {
                    adopt(entry, build);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the journal of " + build);
        }
    }

    /** Takes over what a build that is over has left; {@code stillRun} are the records that a run of it goes on with. */
    void adopt(@NonNull Run<?, ?> build, @NonNull Collection<String> stillRun) {
        try {
            for (JournalEntry entry : HubEngine.get().journal().of(build.getExternalizableId())) {
                if (!stillRun.contains(entry.key())) {
                    adopt(entry, build);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the journal of " + build);
        }
    }

    private void adopt(JournalEntry entry, @CheckForNull Run<?, ?> build) {
        if (entry.phase() == Phase.ENDED) {
            HubEngine.get().journal().remove(entry);
            return;
        }
        BackgroundRun background = new BackgroundRun(entry, build, this::ended);
        if (runs.putIfAbsent(entry.key(), background) != null) {
            return;
        }
        LOGGER.log(
                Level.INFO,
                "The build {0} does not wait for it any more; its Ngenea Hub job {1} is followed in the background",
                new Object[] {entry.build(), entry.jobId()});
        RunPlan plan = new RunPlan(entry, () -> request(entry, build), true, false).unattended();
        new WorkflowRun(plan, HubEngine.get().workbench(LOST_CONTACT), source(entry, build), background).start();
    }

    /** Only looked at, to find the job of a lost answer: a record that was written is never submitted again. */
    private static WorkflowRequest request(JournalEntry entry, @CheckForNull Run<?, ?> build) throws IOException {
        if (build == null) {
            throw new IOException(
                    "The build " + entry.build() + " was deleted, and the paths of its request with it: look in"
                            + " Hub " + entry.hub() + " for a job of workflow '" + RemoteText.name(entry.workflow())
                            + "' at site " + RemoteText.name(entry.site())
                            + " with an id above " + entry.newestBefore() + ".");
        }
        return new WorkflowRequest(
                entry.workflow(), entry.site(), new RequestFiles(build, entry.key()).paths(), null, Map.of(), null);
    }

    private static Connection.Source source(JournalEntry entry, @CheckForNull Run<?, ?> build) {
        return () -> build == null
                ? HubConnections.get().connectWithoutBuild(entry.hub(), entry.credentialsId())
                : HubConnections.get().connect(entry.hub(), entry.credentialsId(), build);
    }

    private void ended(BackgroundRun run) {
        if (!run.needsAttention()) {
            runs.remove(run.key());
        }
    }

    @CheckForNull
    private static Run<?, ?> build(JournalEntry entry) {
        try {
            return Run.fromExternalizableId(entry.build());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Those under way, and those that ended in a way that a person must look at; for administrators. */
    @NonNull
    public List<BackgroundRun> list() {
        return List.copyOf(runs.values());
    }

    /** Forgets those that ended. */
    void forgetEnded() {
        runs.values().removeIf(BackgroundRun::isOver);
    }
}
