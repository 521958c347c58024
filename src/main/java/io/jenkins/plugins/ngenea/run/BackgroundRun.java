package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.follow.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.follow.JournalEntry;
import io.jenkins.plugins.ngenea.follow.Outcome;
import io.jenkins.plugins.ngenea.follow.RunObserver;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.RemoteText;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Hub job that is followed for a build which is over or gone, or has left it behind. Its lines go to the system log, its state to the build's page.
 */
public final class BackgroundRun implements RunObserver {
    private static final Logger LOGGER = Logger.getLogger(BackgroundRun.class.getName());
    private static final int LONGEST_LINE = 2000;

    private final JournalEntry entry;

    @CheckForNull
    private final Run<?, ?> build;

    private final Consumer<BackgroundRun> onEnd;
    private volatile String jobId;
    private volatile Job job;
    private volatile Outcome outcome;

    /**
     * @param build null if it is gone
     */
    BackgroundRun(JournalEntry entry, @CheckForNull Run<?, ?> build, Consumer<BackgroundRun> onEnd) {
        this.entry = entry;
        this.build = build;
        this.onEnd = onEnd;
        this.jobId = entry.jobId();
    }

    @Override
    public void line(String text) {
        LOGGER.log(Level.INFO, "For {0}: {1}", new Object[] {entry.build(), RemoteText.clean(text, LONGEST_LINE)});
    }

    @Override
    public void detail(String text) {
        LOGGER.log(Level.FINE, "For {0}: {1}", new Object[] {entry.build(), RemoteText.clean(text, LONGEST_LINE)});
    }

    @Override
    public void submitted(String newJobId) {
        jobId = newJobId;
        report(NgeneaJobsAction::add, newJobId);
    }

    @Override
    public void progress(Job newJob) {
        job = newJob;
        report((action, begun) -> action.progress(begun, newJob), newJob.id());
    }

    @Override
    public void ended(Outcome newOutcome) {
        outcome = newOutcome;
        Level level = needsAttention() ? Level.WARNING : Level.INFO;
        LOGGER.log(
                level, "For {0}: {1}", new Object[] {entry.build(), RemoteText.clean(newOutcome.message(), LONGEST_LINE)
                });
        if (build != null) {
            new RequestFiles(build, entry.key()).remove();
        }
        if (!newOutcome.jobId().isEmpty()) {
            long millis = Math.max(1, newOutcome.duration().toMillis());
            report((action, begun) -> action.ended(begun, millis), newOutcome.jobId());
        }
        onEnd.accept(this);
    }

    /** Has the build show news of the job, if there is still a build. */
    private void report(BiConsumer<NgeneaJobsAction, ReportedJob> news, String id) {
        if (build != null) {
            ReportedJob begun = new ReportedJob(
                    entry.hub(),
                    id,
                    jobPage(id, build.getParent()),
                    entry.workflow(),
                    entry.site(),
                    entry.startedMillis());
            news.accept(NgeneaJobsAction.of(build), begun);
        }
    }

    private String jobPage(String id, Item item) {
        try {
            return HubConnections.url(NgeneaHubConfiguration.get().find(entry, item))
                    .jobPage(id);
        } catch (ConnectionException e) {
            LOGGER.log(Level.FINE, "no link to a job of " + entry.hub(), e);
            return "";
        }
    }

    String key() {
        return entry.key();
    }

    public boolean isOver() {
        return outcome != null;
    }

    /** Whether it ended without the end of the job being known. */
    boolean needsAttention() {
        Outcome end = outcome;
        return end != null
                && !end.isEndOfJob()
                && !(end.job() != null && end.job().state().isEnd());
    }

    /** The build as people know it. */
    @NonNull
    public String getBuild() {
        return build == null ? entry.build() + " (deleted)" : build.getFullDisplayName();
    }

    /** What it waits for, or how it ended. */
    @NonNull
    public String getStatus() {
        Outcome end = outcome;
        if (end != null) {
            return end.message();
        }
        String id = jobId;
        if (id.isEmpty()) {
            return "Looking in Hub " + entry.hub() + " for the job of workflow " + RemoteText.name(entry.workflow())
                    + " at " + RemoteText.name(entry.site()) + ".";
        }
        Job last = job;
        return "Following job " + id + " of Hub " + entry.hub()
                + (last == null ? "." : ", which is " + last.stateName() + ".");
    }
}
