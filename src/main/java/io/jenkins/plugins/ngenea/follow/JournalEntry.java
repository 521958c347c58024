package io.jenkins.plugins.ngenea.follow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * What must survive anything about one workflow run: written before its POST and after each change. It never holds the
 * key or the paths.
 *
 * @param key names the record; unique for each run of a step
 * @param build the build it belongs to, as Jenkins can find it again; of a command, a name of its own
 * @param node the FlowNode of the step, for people; empty for a freestyle build
 * @param hub name of the configured Hub
 * @param credentialsId empty for the Hub's own
 * @param workflow for people
 * @param site for people
 * @param requestHash tells whether another request is the same; empty for a job that was not submitted here
 * @param phase how far it came
 * @param newestBefore highest job id of the Hub before the POST; empty if it could not be learnt
 * @param jobId empty as long as it is not known
 * @param startedMillis when the run began, milliseconds since 1970
 * @param deadlineMillis when it must have ended, milliseconds since 1970; 0 for never
 * @param cancelOnAbort whether the Hub job is to be cancelled when the build is aborted
 * @param stop why the run was told to stop, {@link Outcome.Kind#ABORTED} or {@link Outcome.Kind#TIMED_OUT}; null if it was
 *     not, and in records of versions that did not write it down
 * @param session the process that wrote the record last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournalEntry(
        String key,
        String build,
        String node,
        String hub,
        String credentialsId,
        String workflow,
        String site,
        String requestHash,
        Phase phase,
        String newestBefore,
        String jobId,
        long startedMillis,
        long deadlineMillis,
        boolean cancelOnAbort,
        Outcome.Kind stop,
        String session) {
    /** What an earlier version did not write is not known. */
    public JournalEntry {
        node = orEmpty(node);
        credentialsId = orEmpty(credentialsId);
        workflow = orEmpty(workflow);
        site = orEmpty(site);
        requestHash = orEmpty(requestHash);
        newestBefore = orEmpty(newestBefore);
        jobId = orEmpty(jobId);
        session = orEmpty(session);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** How far a run came. A record is never in a phase earlier than what was done. */
    public enum Phase {
        /** Nothing was done yet; never written. */
        PLANNED,
        /** The POST may be out, or may have got lost; there is no job id yet. */
        SUBMITTING,
        FOLLOWING,
        /** The job is to be cancelled; the Hub has not confirmed it yet. */
        CANCELLING,
        /** Kept until the build is over: a restart in between must find the result, not submit again. */
        ENDED
    }

    JournalEntry withBuild(String newBuild) {
        return copy(newBuild, key, requestHash, phase, newestBefore, jobId, stop, session);
    }

    JournalEntry withPhase(Phase newPhase) {
        return copy(build, key, requestHash, newPhase, newestBefore, jobId, stop, session);
    }

    JournalEntry withJob(String newJobId) {
        return copy(build, key, requestHash, Phase.FOLLOWING, newestBefore, newJobId, stop, session);
    }

    JournalEntry withKey(String newKey) {
        return copy(build, newKey, requestHash, phase, newestBefore, jobId, stop, session);
    }

    JournalEntry withStop(Outcome.Kind why) {
        return copy(build, key, requestHash, phase, newestBefore, jobId, why, session);
    }

    JournalEntry submitting(String hash, String newest) {
        return copy(build, key, hash, Phase.SUBMITTING, newest, "", stop, session);
    }

    JournalEntry inSession(String newSession) {
        return copy(build, key, requestHash, phase, newestBefore, jobId, stop, newSession);
    }

    private JournalEntry copy(
            String newBuild,
            String newKey,
            String newHash,
            Phase newPhase,
            String newNewest,
            String newJobId,
            Outcome.Kind newStop,
            String newSession) {
        return new JournalEntry(
                newKey,
                newBuild,
                node,
                hub,
                credentialsId,
                workflow,
                site,
                newHash,
                newPhase,
                newNewest,
                newJobId,
                startedMillis,
                deadlineMillis,
                cancelOnAbort,
                newStop,
                newSession);
    }

    /** Whether the job was submitted, or may have been, by whom the record belongs to; false for one that is only waited for. */
    boolean isSubmittedHere() {
        return requestHash != null && !requestHash.isEmpty();
    }

    boolean hasJob() {
        return !jobId.isEmpty();
    }

    /** Null if there is none. */
    Instant deadline() {
        return deadlineMillis == 0 ? null : Instant.ofEpochMilli(deadlineMillis);
    }
}
