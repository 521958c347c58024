package io.jenkins.plugins.ngenea.run;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.follow.Outcome;
import io.jenkins.plugins.ngenea.follow.RunObserver;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Shows a Hub run in the log and on the page of its build. */
final class BuildLog implements RunObserver {
    private static final Logger LOGGER = Logger.getLogger(BuildLog.class.getName());
    static final String PREFIX = "[Ngenea] ";

    private final Run<?, ?> build;
    private final TaskListener listener;
    private final boolean quiet;
    private final String key;
    private final Function<String, ReportedJob> report;
    private final Consumer<Outcome> onEnd;

    /**
     * @param key names the run
     * @param report makes the report of a job by its id
     */
    BuildLog(
            Run<?, ?> build,
            TaskListener listener,
            boolean quiet,
            String key,
            Function<String, ReportedJob> report,
            Consumer<Outcome> onEnd) {
        this.build = build;
        this.listener = listener;
        this.quiet = quiet;
        this.key = key;
        this.report = report;
        this.onEnd = onEnd;
    }

    @Override
    public void line(String text) {
        if (build.isBuilding()) {
            listener.getLogger().println(PREFIX + text);
        } else {
            // its log is closed, but its job is still to be cancelled
            LOGGER.log(Level.INFO, "After the end of {0}: {1}", new Object[] {build, text});
        }
    }

    @Override
    public void detail(String text) {
        if (!quiet) {
            line(text);
        }
    }

    @Override
    public void submitted(String jobId) {
        NgeneaJobsAction.of(build).add(report.apply(jobId));
        // only the search for a lost job needs them
        new RequestFiles(build, key).remove();
    }

    @Override
    public void progress(Job job) {
        NgeneaJobsAction.of(build).progress(report.apply(job.id()), job);
    }

    @Override
    public void ended(Outcome outcome) {
        try {
            if (!build.isBuilding()) {
                // no step is there to say it
                line(outcome.message());
            }
            if (!outcome.jobId().isEmpty()) {
                NgeneaJobsAction.of(build)
                        .ended(
                                report.apply(outcome.jobId()),
                                Math.max(1, outcome.duration().toMillis()));
            }
        } finally {
            // whatever is wrong with the report: the build must not wait for ever
            onEnd.accept(outcome);
        }
    }
}
