package io.jenkins.plugins.ngenea.build;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import java.io.IOException;
import java.util.Optional;

/**
 * The record of a step that goes on after a restart and has none. Usually it submitted nothing. But a home may have been
 * restored without the journal: then the build itself still lists the job, and the step must not submit it again.
 */
public final class MissingRecord {
    /** Stands for the digest of a request that is not known any more. */
    private static final String LOST_DIGEST = "lost";

    private MissingRecord() {}

    /**
     * Writes the record anew if the build lists the job of the step. Does I/O.
     *
     * @throws IOException if it cannot be read whether there is a record, or if it cannot be written
     */
    public static void writeAnew(
            Run<?, ?> build, TaskListener listener, AttachedRun.Identity identity, WorkflowParameters parameters)
            throws IOException {
        Journal journal = HubRuntime.get().journal();
        NgeneaJobsAction action = build.getAction(NgeneaJobsAction.class);
        if (action == null || journal.has(identity.key())) {
            return;
        }
        Optional<ReportedJob> listed = action.jobOfRun(identity.key());
        if (listed.isEmpty()) {
            return;
        }
        ReportedJob job = listed.get();
        journal.save(JournalEntry.ofNewRun(
                        identity.key(),
                        identity.step(build),
                        new HubAccess(
                                job.getHub(),
                                job.start().hubUrl(),
                                parameters.settings().credentialsId()),
                        parameters.workflow(),
                        job.getSite(),
                        "",
                        identity.terms(parameters.settings()))
                .submitting(LOST_DIGEST, "")
                .withJob(job.getId()));
        String line = RegisteredRun.PREFIX
                + "WARNING: The record of this step is gone; Jenkins may have been restored"
                + " without its folder ngenea-hub. This build lists job " + job.getId() + " on Hub "
                + RemoteText.name(job.getHub()) + " as submitted. Nothing is submitted again.";
        HubRuntime.get().log(build).execute(() -> listener.getLogger().println(line));
    }
}
