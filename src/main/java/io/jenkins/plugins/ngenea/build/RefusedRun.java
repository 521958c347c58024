package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.report.ReportedRequest;
import io.jenkins.plugins.ngenea.request.RunSettings;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What was refused before there was a run, on the page of its build: else only the log would tell why the build failed. */
public final class RefusedRun {
    private static final Logger LOGGER = Logger.getLogger(RefusedRun.class.getName());

    private RefusedRun() {}

    /** No Hub that can be used, or no site: an administrator may have to do something. */
    static final class WrongSetupException extends AbortException {
        private static final long serialVersionUID = 1L;

        WrongSetupException(String message) {
            super(message);
        }
    }

    /**
     * Never throws: whoever calls it has something more important to tell.
     *
     * @param workflow null or blank if there is none
     * @param site null if none was given
     * @param settings null if they are what is wrong
     * @param why made for a person to read; anything else is not shown
     */
    public static void show(
            @NonNull Run<?, ?> build,
            @CheckForNull String workflow,
            @CheckForNull String site,
            @CheckForNull RunSettings settings,
            @NonNull Throwable why) {
        if (!(why instanceof AbortException) || why.getMessage() == null) {
            return;
        }
        try {
            ReportedJob run = ReportedJob.withoutJob(
                    settings == null ? "" : Objects.requireNonNullElse(settings.hub(), ""),
                    UUID.randomUUID().toString(),
                    workflow,
                    site,
                    HubRuntime.get().scheduler().clock().toEpochMilli());
            String credential = settings == null ? null : settings.credentialsId();
            NgeneaJobsAction.of(build)
                    .refused(
                            credential == null ? run : run.withRequest(ReportedRequest.UNKNOWN.by(credential)),
                            why.getMessage(),
                            why instanceof WrongSetupException);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot show on the page of " + build + " why nothing was submitted");
        }
    }
}
