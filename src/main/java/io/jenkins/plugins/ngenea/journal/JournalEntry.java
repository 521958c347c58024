package io.jenkins.plugins.ngenea.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What must survive anything about one workflow run: written before its POST and after each change. It never holds the
 * key or the paths.
 *
 * @param key names the record; unique for each run of a step
 * @param build the build it belongs to, as Jenkins can find it again; of a command, a name of its own
 * @param node the FlowNode of the step, for people; empty for a freestyle build
 * @param hub name of the configured Hub
 * @param hubUrl its address when the run first reached it: ids of jobs are that Hub's, whatever the name means by now; empty
 *     before that, and in records of versions that did not write it down
 * @param credentialsId empty for the Hub's own
 * @param workflow for people
 * @param site for people
 * @param requestHash tells whether another request is the same; empty for a job that was not submitted here
 * @param status how far it came
 * @param newestBefore highest job id of the Hub before the POST; empty if it could not be learnt
 * @param jobId empty as long as it is not known
 * @param startedMillis when the run began, milliseconds since 1970
 * @param deadlineMillis when it must have ended, milliseconds since 1970; 0 for never
 * @param cancelOnAbort whether the Hub job is to be cancelled when the build is aborted
 * @param cancelOnFailure whether the Hub job is to be cancelled when the build ends by itself before the job; false in records
 *     of versions that did not write it down
 * @param stop why the run was told to stop; null if it was not, and in records of versions that did not write it down
 * @param session the process that wrote the record last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournalEntry(
        String key,
        String build,
        String node,
        String hub,
        String hubUrl,
        String credentialsId,
        String workflow,
        String site,
        String requestHash,
        @JsonProperty("phase") Status status,
        String newestBefore,
        String jobId,
        long startedMillis,
        long deadlineMillis,
        boolean cancelOnAbort,
        boolean cancelOnFailure,
        StopReason stop,
        String session) {
    /** What an earlier version did not write is not known. */
    public JournalEntry {
        node = orEmpty(node);
        hubUrl = orEmpty(hubUrl);
        credentialsId = orEmpty(credentialsId);
        workflow = orEmpty(workflow);
        site = orEmpty(site);
        requestHash = orEmpty(requestHash);
        newestBefore = orEmpty(newestBefore);
        jobId = orEmpty(jobId);
        session = orEmpty(session);
    }

    /**
     * The record of a run that has done nothing yet.
     *
     * @param jobId empty if a job is to be submitted
     * @param deadline null for never
     */
    public static JournalEntry ofNewRun(
            String key,
            String build,
            String node,
            String hub,
            String credentialsId,
            String workflow,
            String site,
            String jobId,
            Instant started,
            Instant deadline,
            boolean cancelOnAbort) {
        return new JournalEntry(
                key,
                build,
                node,
                hub,
                "",
                credentialsId,
                workflow,
                site,
                "",
                jobId.isEmpty() ? Status.PLANNED : Status.FOLLOWING,
                "",
                jobId,
                started.toEpochMilli(),
                deadline == null ? 0 : deadline.toEpochMilli(),
                cancelOnAbort,
                false,
                null,
                "");
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** How far a run came. A record is never in a phase earlier than what was done. */
    public enum Status {
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
        return copy(newBuild, key, hub, hubUrl, requestHash, status, newestBefore, jobId, stop, session);
    }

    public JournalEntry withStatus(Status newStatus) {
        return copy(build, key, hub, hubUrl, requestHash, newStatus, newestBefore, jobId, stop, session);
    }

    public JournalEntry withJob(String newJobId) {
        return copy(build, key, hub, hubUrl, requestHash, Status.FOLLOWING, newestBefore, newJobId, stop, session);
    }

    JournalEntry withKey(String newKey) {
        return copy(build, newKey, hub, hubUrl, requestHash, status, newestBefore, jobId, stop, session);
    }

    public JournalEntry withStop(StopReason why) {
        return copy(build, key, hub, hubUrl, requestHash, status, newestBefore, jobId, why, session);
    }

    public JournalEntry submitting(String hash, String newest) {
        return copy(build, key, hub, hubUrl, hash, Status.SUBMITTING, newest, "", stop, session);
    }

    JournalEntry inSession(String newSession) {
        return copy(build, key, hub, hubUrl, requestHash, status, newestBefore, jobId, stop, newSession);
    }

    /** The same, of the Hub at this address. */
    public JournalEntry atHub(String url) {
        return copy(build, key, hub, url, requestHash, status, newestBefore, jobId, stop, session);
    }

    /** The same, of a run that cancels its job when its build ends by itself, or does not. */
    public JournalEntry cancellingOnFailure(boolean cancels) {
        return new JournalEntry(
                key,
                build,
                node,
                hub,
                hubUrl,
                credentialsId,
                workflow,
                site,
                requestHash,
                status,
                newestBefore,
                jobId,
                startedMillis,
                deadlineMillis,
                cancelOnAbort,
                cancels,
                stop,
                session);
    }

    /** Whether the job of a run that is told to stop for this reason is cancelled; else it goes on alone. */
    public boolean isCancelledFor(StopReason why) {
        return switch (why) {
            case ABORTED -> cancelOnAbort;
            case BUILD_FAILED -> cancelOnFailure;
            case TIMED_OUT -> true;
        };
    }

    JournalEntry withHubName(String newName) {
        return copy(build, key, newName, hubUrl, requestHash, status, newestBefore, jobId, stop, session);
    }

    private JournalEntry copy(
            String newBuild,
            String newKey,
            String newHub,
            String newHubUrl,
            String newHash,
            Status newStatus,
            String newNewest,
            String newJobId,
            StopReason newStop,
            String newSession) {
        return new JournalEntry(
                newKey,
                newBuild,
                node,
                newHub,
                newHubUrl,
                credentialsId,
                workflow,
                site,
                newHash,
                newStatus,
                newNewest,
                newJobId,
                startedMillis,
                deadlineMillis,
                cancelOnAbort,
                cancelOnFailure,
                newStop,
                newSession);
    }

    /** Whether the same id is the same job for both: by the address of their Hubs, or by the name as long as one has none. */
    boolean isOfSameHub(JournalEntry other) {
        return hubUrl.isEmpty() || other.hubUrl.isEmpty() ? hub.equals(other.hub) : hubUrl.equals(other.hubUrl);
    }

    /** Whether its Hub is, or may be, the one at this address. */
    boolean isAt(String url) {
        return hubUrl.isEmpty() || hubUrl.equals(url);
    }

    /** Whether this run made a submit that may be what another run of the same build is about to make. */
    boolean mayBeSubmitOf(JournalEntry wanted) {
        boolean sameStep = !node.isEmpty() && node.equals(wanted.node);
        boolean sameWork = workflow.equals(wanted.workflow) && site.equals(wanted.site) && isOfSameHub(wanted);
        return !requestHash.isEmpty() && (sameStep || sameWork);
    }

    /** Nobody knows yet how its job ended, and no cancel of it is pending. */
    boolean isOpen() {
        return status == Status.SUBMITTING || status == Status.FOLLOWING;
    }

    /** Whether the job was submitted, or may have been, by whom the record belongs to; false for one that is only waited for. */
    public boolean isSubmittedHere() {
        return !requestHash.isEmpty();
    }

    /** Whether its job, or one that may come of its request, counts among those of its Hub. */
    public boolean isUnderWay() {
        return isSubmittedHere() && status != Status.ENDED;
    }

    public boolean hasJob() {
        return !jobId.isEmpty();
    }

    /** Null if there is none. */
    public Instant deadline() {
        return deadlineMillis == 0 ? null : Instant.ofEpochMilli(deadlineMillis);
    }
}
