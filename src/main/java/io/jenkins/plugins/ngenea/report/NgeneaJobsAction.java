package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.BuildBadgeAction;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The Hub jobs of a build: a summary on its page, a page of their own, a badge in the history, and the remote API.
 * {@code build.xml} contains four sums and no job; the jobs are in a {@link JobsFile}.
 */
@ExportedBean
public final class NgeneaJobsAction implements RunAction2, BuildBadgeAction, EnvironmentContributingAction {
    private static final Logger LOGGER = Logger.getLogger(NgeneaJobsAction.class.getName());

    /** Null after a build was read again from disk, because Jenkins tells that to nobody. Guarded by {@code this}. */
    private transient Run<?, ?> build;

    /** Null until somebody asks. Guarded by {@code this}. */
    private transient KnownJobs jobs;

    /**
     * Of the jobs when one of them ended last; null in what an earlier version saved. Pipeline saves a build at nearly every
     * step: that must neither wait for this action nor count.
     */
    private volatile JobTrend.Totals totals = JobTrend.Totals.NONE;

    private NgeneaJobsAction(Run<?, ?> build) {
        this.build = build;
    }

    /** The action of a build, added if it has none yet. May save the build. */
    @NonNull
    public static NgeneaJobsAction of(@NonNull Run<?, ?> run) {
        NgeneaJobsAction action;
        synchronized (run) {
            action = run.getAction(NgeneaJobsAction.class);
            if (action != null) {
                action.onLoad(run);
                return action;
            }
            action = new NgeneaJobsAction(run);
            run.addAction(action);
        }
        save(run);
        return action;
    }

    /** Saves a build that has got an action. A failure is logged: it shows only after a restart. */
    public static void save(@NonNull Run<?, ?> build) {
        if (!build.getRootDir().isDirectory()) {
            // saving would bring a deleted build back
            return;
        }
        try {
            build.save();
        } catch (IOException | RuntimeException e) {
            // of another plugin's action, say
            LOGGER.log(Level.WARNING, e, () -> "Cannot save " + build + ", which has Hub jobs");
        }
    }

    @Override
    public synchronized void onAttached(Run<?, ?> run) {
        build = run;
    }

    @Override
    public synchronized void onLoad(Run<?, ?> run) {
        build = run;
    }

    /**
     * A run that has no job yet: it waits, or is about to be submitted. Kept in memory only, and without effect if more is
     * known of it.
     *
     * @param run as {@link ReportedJob#withoutJob} makes it
     */
    public synchronized void begun(@NonNull ReportedJob run) {
        ReportedJob known = jobs().get(run);
        if (known == null || known.getStatus() == JobStatus.WAITING) {
            jobs().put(run);
        }
    }

    /** A job that is followed from now on, perhaps once more: after a restart, or by another step. */
    public synchronized void add(@NonNull ReportedJob job) {
        jobs().settle(job);
        ReportedJob known = jobs().get(job);
        if (known == null || !known.isFollowed()) {
            ReportedJob begun = known == null ? job : known.onceMore(job.getHub());
            jobs().put(begun);
            file().append(begun, jobs(), false);
        }
    }

    /**
     * Kept in memory only: after a restart the Hub is asked again.
     *
     * @param job as it began, for a build that does not know it yet: a crash came before
     */
    public synchronized void progress(@NonNull ReportedJob job, @NonNull Job shown) {
        ReportedJob known = known(job);
        if (!known.isAsShown(shown)) {
            jobs().put(known.with(shown));
        }
    }

    /**
     * The Hub does not answer. Kept in memory only.
     *
     * @param job see {@link #progress}
     */
    public synchronized void contactLost(@NonNull ReportedJob job, @NonNull Instant since) {
        jobs().put(known(job).lostSince(since.toEpochMilli()));
    }

    /**
     * The Hub answers again.
     *
     * @param job see {@link #progress}
     */
    public synchronized void contactBack(@NonNull ReportedJob job) {
        jobs().put(known(job).lostSince(0));
    }

    /**
     * Nobody follows the job any more; or a run came to no job.
     *
     * @param job see {@link #progress}
     * @param took what to show as the duration of the job
     */
    public synchronized void ended(@NonNull ReportedJob job, @NonNull Outcome outcome, @NonNull Duration took) {
        // not written down twice if it is new
        ReportedJob known = jobs().get(job);
        keep((known == null ? job : known).after(ReportedEnd.of(outcome), took));
    }

    /**
     * A run was refused before there was one.
     *
     * @param isSetup whether the Hub is not set up for it; else what was asked for is wrong
     */
    public synchronized void refused(@NonNull ReportedJob run, @NonNull String why, boolean isSetup) {
        keep(run.after(ReportedEnd.refused(why, isSetup), Duration.ZERO));
    }

    /** Nobody follows the job any more, and its end may have been said before: then nothing changes. */
    public synchronized void over(@NonNull ReportedJob job, @NonNull Outcome outcome, @NonNull Duration took) {
        ReportedJob known = jobs().get(job);
        if (known != null && known.isFollowed()) {
            ended(job, outcome, took);
        }
    }

    /**
     * A list of the paths that failed in a job is among the artifacts of the build.
     *
     * @param job as it began, say
     * @param isAll whether it has all that failed, one path on each line
     */
    public synchronized void failedPaths(
            @NonNull ReportedJob job, @NonNull String artifact, long count, boolean isAll) {
        ReportedJob known = jobs().get(job);
        if (known != null) {
            keep(known.withFailedPaths(artifact, count, isAll));
        }
    }

    private void keep(ReportedJob last) {
        jobs().put(last);
        totals = jobs().totals();
        // many may be aborted at once while they wait for their turn, and none of them is missed
        boolean isNothing = !last.isKnown() && last.getEnd().is(Outcome.Kind.ABORTED);
        file().append(last, jobs(), !isNothing);
    }

    private ReportedJob known(ReportedJob job) {
        if (jobs().get(job) == null) {
            add(job);
        }
        return jobs().get(job);
    }

    private KnownJobs jobs() {
        if (jobs == null) {
            jobs = file().read();
        }
        return jobs;
    }

    /** The directory of a build may change its name with its project. */
    private JobsFile file() {
        return new JobsFile(build.getRootDir().toPath());
    }

    /**
     * Later steps of a freestyle build see its Hub jobs: the last one, and each with its number behind. A Pipeline has the
     * results of its steps, and branches that would overwrite each other's variables.
     */
    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        if (!(run instanceof AbstractBuild)) {
            return;
        }
        int number = 0;
        for (ReportedJob job : getJobs()) {
            put(env, job, "");
            put(env, job, "_" + ++number);
        }
    }

    private static void put(EnvVars env, ReportedJob job, String end) {
        env.put("NGENEA_JOB_ID" + end, job.getId());
        env.put("NGENEA_JOB_URL" + end, job.getUrl());
        env.put("NGENEA_JOB_STATE" + end, job.getState().isEmpty() ? "SUBMITTED" : job.getState());
    }

    @Override
    public String getIconFileName() {
        return "symbol-list";
    }

    @Override
    public String getDisplayName() {
        return Messages.NgeneaJobsAction_DisplayName();
    }

    /** Its address below the build. */
    @Override
    public String getUrlName() {
        return "ngenea-jobs";
    }

    /** Null unless this user can run the build again with the paths that failed. */
    @CheckForNull
    public RunAgain getRunAgain() {
        return RunAgain.of(getBuild(), getEntries()).orElse(null);
    }

    /** Null before Jenkins has told it. */
    @CheckForNull
    public synchronized Run<?, ?> getBuild() {
        return build;
    }

    @Exported(inline = true)
    @NonNull
    public Collection<ReportedJob> getJobs() {
        return getEntries().stream().filter(ReportedJob::isKnown).toList();
    }

    /** The jobs, and the runs that came to none. */
    @NonNull
    public synchronized List<ReportedJob> getEntries() {
        return build == null ? List.of() : jobs().all();
    }

    /** The job that a run came to, as far as the build was told of it before Jenkins stopped or since. */
    @NonNull
    public Optional<ReportedJob> jobOfRun(@NonNull String key) {
        return getEntries().stream()
                .filter(job -> job.isKnown() && job.start().run().equals(key))
                .findFirst();
    }

    /** For the page of the build and the badge. */
    @NonNull
    public JobsSummary getSummary() {
        return new JobsSummary(getEntries());
    }

    /** For the badge, and the page of the Jenkins job. */
    @NonNull
    public synchronized JobTrend.Totals getTotals() {
        if (build == null) {
            return JobTrend.Totals.NONE;
        }
        return totals == null || jobs != null ? jobs().totals() : totals;
    }

    /** The parts of the page that change while the build runs, and what they were made of. */
    @NonNull
    public JobsPage getPage() {
        return new JobsPage(this);
    }

    /** What a page that shows this knows. */
    @NonNull
    public synchronized String getVersion() {
        return build == null ? "" : jobs().version();
    }

    /** What has changed since, in the order of the list. */
    @NonNull
    synchronized List<KnownJobs.Place> changedSince(String version) {
        return build == null ? List.of() : jobs().since(version);
    }
}
