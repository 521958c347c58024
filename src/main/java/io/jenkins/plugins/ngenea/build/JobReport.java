package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.report.ReportedRequest;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has the page of a build show what becomes of the Hub job of a run, whoever waits for it; without effect if the build is gone. */
final class JobReport {
    private static final Logger LOGGER = Logger.getLogger(JobReport.class.getName());

    private final JournalEntry entry;

    @CheckForNull
    private final Run<?, ?> build;

    /** Empty if it is not known. */
    private volatile String firstPath = "";

    private volatile long paths;

    /**
     * @param build null if it is gone
     */
    JobReport(JournalEntry entry, @CheckForNull Run<?, ?> build) {
        this.entry = entry;
        this.build = build;
    }

    /**
     * What is asked of the Hub.
     *
     * @param first exactly as it is sent; empty if there is none
     */
    void requested(String first, long count) {
        firstPath = first;
        paths = count;
        say((action, begun) -> action.begun(begun.withRequest(request())), "");
    }

    private ReportedRequest request() {
        return new ReportedRequest(firstPath, paths, entry.credentialsId());
    }

    /** The run begins. Without effect if its job is known: then that is shown. */
    void begun() {
        if (entry.jobId().isEmpty()) {
            say(NgeneaJobsAction::begun, "");
        }
    }

    /** The job is known; the paths of its request are still there. */
    void submitted(String jobId) {
        Run<?, ?> shown = build;
        if (shown != null) {
            say((action, begun) -> action.add(withPaths(shown, begun)), jobId);
        }
    }

    private ReportedJob withPaths(Run<?, ?> shown, ReportedJob begun) {
        ReportedJob requested = begun.withRequest(request());
        PathSource source = new RequestFiles(shown, entry.key()).paths();
        return PathsParameter.of(shown, source, firstPath, paths)
                .map(requested::withPathsOf)
                .orElse(requested);
    }

    void progress(Job job) {
        say((action, begun) -> action.progress(begun, job), job.id());
    }

    void contactLost(String jobId, Instant since) {
        say((action, begun) -> action.contactLost(begun, since), jobId);
    }

    void contactBack(String jobId) {
        say(NgeneaJobsAction::contactBack, jobId);
    }

    void ended(Outcome outcome) {
        say((action, begun) -> action.ended(begun, outcome, took(outcome)), outcome.jobId());
    }

    /** The run is over: a job that became known after the outcome was given is not followed any more either. */
    void over(Outcome end) {
        if (!end.jobId().isEmpty()) {
            say((action, begun) -> action.over(begun, end, took(end)), end.jobId());
        }
    }

    /** A list of what failed in the job is among the artifacts; see {@link NgeneaJobsAction#failedPaths}. */
    void failedPaths(String jobId, String artifact, long count, boolean isAll) {
        say((action, begun) -> action.failedPaths(begun, artifact, count, isAll), jobId);
    }

    /** A job that was only waited for took as long as the Hub says; how long the step waited is no matter. */
    private Duration took(Outcome end) {
        boolean isOnlyWaitedFor = entry.workflow().isEmpty();
        return isOnlyWaitedFor && end.job() != null && end.job().took() != null
                ? end.job().took()
                : end.duration();
    }

    private void say(BiConsumer<NgeneaJobsAction, ReportedJob> news, String jobId) {
        if (build == null) {
            return;
        }
        ReportedJob begun = jobId.isEmpty()
                ? ReportedJob.withoutJob(
                        entry.hub(), entry.key(), entry.workflow(), entry.site(), entry.startedMillis())
                : new ReportedJob(
                                entry.hub(),
                                jobId,
                                jobPage(jobId),
                                entry.workflow(),
                                entry.site(),
                                entry.startedMillis())
                        .at(entry.hubUrl())
                        .ofRun(entry.key());
        String credential = entry.credentialsId();
        news.accept(
                NgeneaJobsAction.of(build),
                credential.isEmpty() ? begun : begun.withRequest(ReportedRequest.UNKNOWN.by(credential)));
    }

    /** Where people see the job in its Hub; empty if that is not known. */
    String jobPage(String jobId) {
        if (build == null || jobId.isEmpty()) {
            return "";
        }
        try {
            return HubConnections.url(NgeneaHubConfiguration.get().find(entry, build.getParent()))
                    .jobPage(jobId);
        } catch (ConnectionException e) {
            LOGGER.log(Level.FINE, "no link to a job on " + entry.hub(), e);
            return "";
        }
    }
}
