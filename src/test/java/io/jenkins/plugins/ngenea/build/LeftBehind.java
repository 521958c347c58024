package io.jenkins.plugins.ngenea.build;

import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** Makes records that no run has, without a restart of Jenkins. */
public final class LeftBehind {
    private LeftBehind() {}

    /** As if a restart had cut this build off while it waited for the job. */
    public static void follow(Run<?, ?> build, String jobId) throws IOException {
        save(build, jobId);
        RunRegistry.get().adoptLeftBy(build);
    }

    /** As if a step of this build waited for the job, and its run had yet to be made. */
    static void save(Run<?, ?> build, String jobId) throws IOException {
        save(build, jobId, false);
    }

    static void save(Run<?, ?> build, String jobId, boolean cancelOnFailure) throws IOException {
        HubRuntime.get()
                .journal()
                .save(JournalEntry.ofNewRun(
                        UUID.randomUUID().toString(),
                        new StepOfBuild(build.getExternalizableId(), ""),
                        new HubAccess(HubInJenkins.NAME, ""),
                        "migrate",
                        HubInJenkins.SITE,
                        jobId,
                        RunTerms.of(Instant.now(), null, true, cancelOnFailure)));
    }
}
