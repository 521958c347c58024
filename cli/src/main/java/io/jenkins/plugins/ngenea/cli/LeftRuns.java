package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs whose process was killed: told once to whoever uses the command next. Those that may go on elsewhere are left alone. */
final class LeftRuns {
    private LeftRuns() {}

    /** @param here a run of this process */
    static void tell(Path journal, RunName here, Output output) {
        try {
            Journal records = Journal.shared(journal);
            for (JournalEntry entry : records.all()) {
                Optional<RunName> name = RunName.of(entry);
                if (name.isPresent() && name.get().isGone(here)) {
                    output.complain(text(entry, name.get().pid()));
                    records.remove(entry);
                }
            }
        } catch (IOException e) {
            output.complain("the records of open runs cannot be read: " + e.getMessage());
        }
    }

    /** A record is a file, and may have been written by anybody who could. */
    private static String text(JournalEntry entry, long pid) {
        String who = "an earlier ngenea (process " + pid + ") was killed. ";
        String hub = Output.shown(entry.hub());
        if (!HubClient.isJobId(entry.jobId())) {
            return who + "It is not known whether Hub " + hub + " accepted its submit of workflow '"
                    + Output.shown(entry.workflow()) + "' at site " + Output.shown(entry.site())
                    + ". Check the Hub before you submit that again.";
        }
        String doing = entry.status() == JournalEntry.Status.CANCELLING ? "being cancelled" : "being followed";
        return who + "Job " + entry.jobId() + " on Hub " + hub + " was " + doing + ". To wait for it: ngenea wait "
                + entry.jobId();
    }
}
