package io.jenkins.plugins.ngenea.build;

import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.io.IOException;
import java.util.UUID;

/** Makes a job that is followed in the background without a restart of Jenkins. */
final class LeftBehind {
    private LeftBehind() {}

    /** As if a restart had cut this build off while it waited for the job. */
    static void follow(Run<?, ?> build, String jobId) throws IOException {
        HubRuntime.get()
                .journal()
                .save(new JournalEntry(
                        UUID.randomUUID().toString(),
                        build.getExternalizableId(),
                        "",
                        HubInJenkins.NAME,
                        "",
                        "",
                        "migrate",
                        HubInJenkins.SITE,
                        "",
                        JournalEntry.Status.FOLLOWING,
                        "",
                        jobId,
                        System.currentTimeMillis(),
                        0,
                        true,
                        null,
                        ""));
        RunRegistry.get().adoptLeftBy(build);
    }
}
