package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.hub.model.FileCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.TransientActionFactory;
import jenkins.model.lazy.LazyBuildMixIn.LazyLoadingJob;

/**
 * On the page of a Jenkins job: its last Hub job, and what its latest builds did. Only builds that Jenkins has in memory
 * anyway: nobody waits for a disk because somebody looks at a job.
 */
public final class JobTrend extends InvisibleAction {
    private static final int MOST_BUILDS = 50;
    private static final int HEIGHT = 60;

    private final Job<?, ?> job;

    private JobTrend(Job<?, ?> job) {
        this.job = job;
    }

    /** The newest first. */
    private List<? extends Run<?, ?>> builds() {
        if (!(job instanceof LazyLoadingJob<?, ?> lazy)) {
            return List.of();
        }
        return lazy.getLazyBuildMixIn().getRunMap().getLoadedBuilds().values().stream()
                .map(build -> (Run<?, ?>) build)
                .sorted(Comparator.comparing((Run<?, ?> build) -> build.getNumber())
                        .reversed())
                .limit(MOST_BUILDS)
                .filter(build -> build.getAction(NgeneaJobsAction.class) != null)
                .collect(Collectors.toList());
    }

    private static NgeneaJobsAction jobsOf(Run<?, ?> build) {
        NgeneaJobsAction action = build.getAction(NgeneaJobsAction.class);
        action.onLoad(build);
        return action;
    }

    /** The build with the last Hub job; null if there is none. */
    @CheckForNull
    public Run<?, ?> getLastBuild() {
        return builds().stream().findFirst().orElse(null);
    }

    /** The job that became known last; null if there is none. */
    @CheckForNull
    public ReportedJob getLastJob() {
        Run<?, ?> build = getLastBuild();
        List<ReportedJob> entries = build == null ? List.of() : jobsOf(build).getEntries();
        return entries.isEmpty() ? null : entries.get(entries.size() - 1);
    }

    /** A column for each build, the oldest first. */
    public List<Column> getColumns() {
        List<? extends Run<?, ?>> builds = builds();
        List<Totals> totals =
                builds.stream().map(build -> jobsOf(build).getTotals()).toList();
        long mostFiles = Math.max(
                1,
                totals.stream().mapToLong(each -> each.done + each.failed).max().orElse(1));
        long longest =
                Math.max(1, totals.stream().mapToLong(each -> each.millis).max().orElse(1));
        List<Column> columns = new ArrayList<>();
        for (int i = builds.size() - 1; i >= 0; i--) {
            columns.add(new Column(builds.get(i).getNumber(), totals.get(i), columns.size(), mostFiles, longest));
        }
        return columns;
    }

    /** What the jobs of a build did together. Kept in the build's own file, so that no list of jobs is read for it. */
    public static final class Totals {
        private final long done;
        private final long failed;
        /** Of the job that took longest. */
        private final long millis;

        private final long failedPaths;

        /** Of no job. */
        static final Totals NONE = new Totals(0, 0, 0, 0);

        private Totals(long done, long failed, long millis, long failedPaths) {
            this.done = done;
            this.failed = failed;
            this.millis = millis;
            this.failedPaths = failedPaths;
        }

        private static Totals of(ReportedJob job) {
            FileCounts files = job.getFiles();
            return new Totals(
                    Math.max(0, files.done()),
                    Math.max(0, files.failed()),
                    job.isKnown() ? job.getDurationMillis() : 0,
                    failedPaths(job));
        }

        /**
         * These, with what is new of a job.
         *
         * @param before the job as it counted until now; null if it did not
         */
        Totals with(@CheckForNull ReportedJob before, ReportedJob after) {
            Totals old = before == null ? NONE : of(before);
            Totals now = of(after);
            return new Totals(
                    done + now.done - old.done,
                    failed + now.failed - old.failed,
                    Math.max(millis, now.millis),
                    failedPaths + now.failedPaths - old.failedPaths);
        }

        private static long failedPaths(ReportedJob job) {
            long named = Math.max(job.getFailedPaths(), job.getEnd().failures().size());
            return Math.max(named, job.getFiles().failed());
        }

        /** How many are known to have failed; 0 if nothing did. */
        public long getFailedPaths() {
            return failedPaths;
        }
    }

    /** A build in the drawing: columns are 10 wide, and {@value #HEIGHT} high at most. */
    public record Column(int number, Totals totals, int at, long mostFiles, long longest) {
        private static final int WIDTH = 10;

        public long getDone() {
            return totals.done;
        }

        public long getFailed() {
            return totals.failed;
        }

        public String getDurationText() {
            return totals.millis == 0 ? "" : Util.getTimeSpanString(totals.millis);
        }

        public int getX() {
            return at * WIDTH;
        }

        public long getDoneHeight() {
            return HEIGHT * totals.done / mostFiles;
        }

        public long getFailedHeight() {
            return totals.failed == 0 ? 0 : Math.max(1, HEIGHT * totals.failed / mostFiles);
        }

        public long getDurationHeight() {
            return HEIGHT * totals.millis / longest;
        }

        public long getDoneY() {
            return HEIGHT - getDoneHeight();
        }

        public long getFailedY() {
            return Math.max(0, getDoneY() - getFailedHeight());
        }

        public long getDurationY() {
            return HEIGHT - getDurationHeight();
        }
    }

    /** Every Jenkins job may have Hub jobs; one that has none shows nothing. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            return target instanceof LazyLoadingJob ? List.of(new JobTrend((Job<?, ?>) target)) : List.of();
        }
    }
}
