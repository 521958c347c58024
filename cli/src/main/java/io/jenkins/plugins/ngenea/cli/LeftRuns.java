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
        String who = "an earlier ngenea (process " + pid + ") ended before its run did: ";
        String hub = Output.shown(entry.hub());
        if (!HubClient.isJobId(entry.jobId())) {
            return who + "it is not known whether Hub " + hub + " took its submit of workflow '"
                    + Output.shown(entry.workflow()) + "' at site " + Output.shown(entry.site())
                    + ". Look in the Hub before submitting that again.";
        }
        String doing = entry.status() == JournalEntry.Status.CANCELLING ? "being cancelled" : "being followed";
        return who + "job " + entry.jobId() + " of Hub " + hub + " was " + doing + "; 'ngenea wait " + entry.jobId()
                + "' follows it on.";
    }
}
