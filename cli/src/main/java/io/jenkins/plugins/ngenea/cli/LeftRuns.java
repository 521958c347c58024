package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Runs whose process was killed: told once to whoever uses the command next. */
final class LeftRuns {
    private static final String PROGRAM = "ngenea";

    private LeftRuns() {}

    /** What a run of this process is called in the journal. */
    static String nameOf(String key) {
        return PROGRAM + " " + ProcessHandle.current().pid() + " " + key;
    }

    static void tell(Path journal, Output output) {
        try {
            Journal records = Journal.shared(journal);
            for (JournalEntry entry : records.all()) {
                OptionalLong pid = pid(entry.build());
                if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isEmpty()) {
                    output.complain(text(entry, pid.getAsLong()));
                    records.remove(entry);
                }
            }
        } catch (IOException e) {
            output.complain("the records of open runs cannot be read: " + e.getMessage());
        }
    }

    private static OptionalLong pid(String build) {
        String[] words = build.split(" ");
        try {
            return words.length == 3 ? OptionalLong.of(Long.parseLong(words[1])) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String text(JournalEntry entry, long pid) {
        String who = "an earlier ngenea (process " + pid + ") ended before its run did: ";
        if (entry.jobId().isEmpty()) {
            return who + "it is not known whether Hub " + entry.hub() + " took its submit of workflow '"
                    + Output.shown(entry.workflow()) + "' at site " + Output.shown(entry.site())
                    + ". Look in the Hub before submitting that again.";
        }
        String doing = entry.status() == JournalEntry.Status.CANCELLING ? "being cancelled" : "being followed";
        return who + "job " + entry.jobId() + " of Hub " + entry.hub() + " was " + doing + "; 'ngenea wait "
                + entry.jobId() + "' follows it on.";
    }
}
