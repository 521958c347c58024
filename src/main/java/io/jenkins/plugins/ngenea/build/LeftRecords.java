package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.output.HostMessages;
import io.jenkins.plugins.ngenea.output.RecordMessages;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/** The records of builds that are over, or whose runs are: what is in the journal, and what it means for its build. */
final class LeftRecords {
    private static final Logger LOGGER = Logger.getLogger(LeftRecords.class.getName());

    private LeftRecords() {}

    /** All of a build. */
    static List<JournalEntry> of(Run<?, ?> build) {
        return listed(journal -> journal.of(build.getExternalizableId()));
    }

    /** Those that no run of this process has. */
    static List<JournalEntry> unclaimed() {
        return listed(Journal::unclaimed);
    }

    /** Whether no record is left out of the lists because it cannot be read now. Looks at the files. */
    static boolean areAllReadable() {
        try {
            HubRuntime.get().journal().lookAtUnreadable();
            return HubRuntime.get().journal().unreadable().isEmpty();
        } catch (IOException e) {
            // whoever lists the records says so
            return false;
        }
    }

    /** A list of records. */
    @FunctionalInterface
    private interface Listing {
        List<JournalEntry> of(Journal journal) throws IOException;
    }

    private static List<JournalEntry> listed(Listing listing) {
        try {
            return listing.of(HubRuntime.get().journal());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read the journal of open Ngenea Hub jobs", e);
            return List.of();
        }
    }

    /** Why a run is told to stop whose build is over and whose step was there to the end; null if it is not. */
    @CheckForNull
    static StopReason stopOfAttended(JournalEntry entry, Run<?, ?> build) {
        Result result = build.getResult();
        if (Result.ABORTED.equals(result)) {
            return StopReason.ABORTED;
        }
        boolean failed = result != null && result.isWorseThan(Result.UNSTABLE);
        return failed && entry.terms().cancelOnFailure() ? StopReason.BUILD_FAILED : null;
    }

    /**
     * Why the job of a record is to be stopped that no run has and whose build is over; null if it goes on. Jenkins itself ends
     * builds, as ABORTED or FAILURE, that it does not resume, because they are too old or their agents are gone. Nobody wanted
     * that: their steps do not claim their records or their programs do not run, and no person is a cause of it.
     */
    @CheckForNull
    static StopReason stopOfLeft(JournalEntry entry, Run<?, ?> build) {
        StopReason why = theirs(entry, build) == null ? null : stopOfAttended(entry, build);
        boolean stepWasThere = HubRuntime.get().journal().isClaimed(entry) && RunningPrograms.has(build);
        return stepWasThere || why == StopReason.ABORTED && isAbortedByAPerson(build) ? why : null;
    }

    /** For the log of a build that is over: what becomes of a job, or of a request, that no run has and that is stopped. */
    static String farewell(JournalEntry entry, StopReason why) {
        RecordMessages words = new RecordMessages(entry, HostMessages.JENKINS);
        return entry.hasJob() ? words.leftBehindUnseen(why) : words.aheadOfJob(why);
    }

    private static boolean isAbortedByAPerson(Run<?, ?> build) {
        return build.getActions(InterruptedBuildAction.class).stream()
                .flatMap(interruption -> interruption.getCauses().stream())
                .anyMatch(CauseOfInterruption.UserInterruption.class::isInstance);
    }

    /** Null if the record is older than the build, and so of another one that had this name. */
    @CheckForNull
    static Run<?, ?> theirs(JournalEntry entry, @CheckForNull Run<?, ?> build) {
        boolean older =
                build != null && entry.startedMillis() != 0 && entry.startedMillis() < build.getStartTimeInMillis();
        return older ? null : build;
    }

    /** Null if the record is gone. */
    @CheckForNull
    static JournalEntry now(JournalEntry listed) {
        try {
            return HubRuntime.get().journal().findAnywhere(listed.key()).orElse(null);
        } catch (IOException e) {
            // it is there: its run reads it again, and says what is wrong with it
            return listed;
        }
    }
}
