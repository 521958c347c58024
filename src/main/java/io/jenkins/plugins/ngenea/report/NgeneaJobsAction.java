package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The Hub jobs of a build: one line each on its page, and in its remote API. {@code build.xml} contains only a marker; the
 * jobs are in a {@link JobsFile}.
 */
@ExportedBean
public final class NgeneaJobsAction extends InvisibleAction implements RunAction2, EnvironmentContributingAction {
    private static final Logger LOGGER = Logger.getLogger(NgeneaJobsAction.class.getName());

    /** Null after a build was read again from disk, because Jenkins tells that to nobody. Guarded by {@code this}. */
    private transient Run<?, ?> build;

    /** In the order in which they became known. Null until somebody asks. Guarded by {@code this}. */
    private transient Map<ReportedJob.Name, ReportedJob> jobs;

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

    private static void save(Run<?, ?> build) {
        if (!build.getRootDir().isDirectory()) {
            // saving would bring a deleted build back
            return;
        }
        try {
            build.save();
        } catch (IOException | RuntimeException e) {
            // of another plugin's action, say
            LOGGER.log(Level.WARNING, e, () -> "Cannot save that " + build + " has Hub jobs");
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

    /** A job that is followed from now on, perhaps once more: after a restart, or by another step. */
    public synchronized void add(@NonNull ReportedJob job) {
        ReportedJob known = jobs().get(job.name());
        if (known == null || !known.isFollowed()) {
            ReportedJob begun = known == null ? job : known.onceMore();
            jobs().put(begun.name(), begun);
            file().append(begun, false);
        }
    }

    /**
     * Kept in memory only: after a restart the Hub is asked again.
     *
     * @param job as it began, for a build that does not know it yet: a crash came before
     */
    public synchronized void progress(@NonNull ReportedJob job, @NonNull Job shown) {
        jobs().put(job.name(), known(job).with(shown));
    }

    /**
     * Nobody follows the job any more.
     *
     * @param job see {@link #progress}
     */
    public synchronized void ended(@NonNull ReportedJob job, long durationMillis) {
        ReportedJob last = known(job).after(durationMillis);
        jobs().put(job.name(), last);
        file().append(last, true);
    }

    /**
     * A list of the paths that failed in a job is among the artifacts of the build.
     *
     * @param isAll whether it has all that failed, one path on each line
     */
    public synchronized void failedPaths(
            @NonNull String hub, @NonNull String id, @NonNull String artifact, long count, boolean isAll) {
        ReportedJob job = jobs().get(new ReportedJob.Name(hub, id));
        if (job != null) {
            ReportedJob listed = job.withFailedPaths(artifact, count, isAll);
            jobs().put(listed.name(), listed);
            file().append(listed, true);
        }
    }

    private ReportedJob known(ReportedJob job) {
        if (!jobs().containsKey(job.name())) {
            add(job);
        }
        return jobs().get(job.name());
    }

    private Map<ReportedJob.Name, ReportedJob> jobs() {
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

    /** Its address below the build. It is not in the side panel. */
    @Override
    public String getUrlName() {
        return "ngenea-jobs";
    }

    /** Null unless this user can run the build again with the paths that failed. */
    @CheckForNull
    public RunAgain getRunAgain() {
        return RunAgain.of(build, getJobs()).orElse(null);
    }

    @Exported(inline = true)
    @NonNull
    public synchronized Collection<ReportedJob> getJobs() {
        return build == null ? List.of() : List.copyOf(jobs().values());
    }
}
