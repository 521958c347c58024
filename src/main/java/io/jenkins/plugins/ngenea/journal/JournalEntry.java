package io.jenkins.plugins.ngenea.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * What must survive anything about one workflow run: written before its POST and after each change. It never holds the
 * key or the paths.
 *
 * @param key names the record; unique for each run of a step
 * @param step whom it belongs to
 * @param access on which Hub it is
 * @param workflow for people
 * @param site for people
 * @param requestHash tells whether another request is the same; empty for a job that was not submitted here
 * @param status how far it came
 * @param newestBefore highest job id of the Hub before the POST; empty if it could not be learnt
 * @param jobId empty as long as it is not known
 * @param terms when it is to be over
 * @param stop why the run was told to stop; null if it was not, and in records of versions that did not write it down
 * @param session the process that wrote the record last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournalEntry(
        String key,
        @JsonUnwrapped StepOfBuild step,
        @JsonUnwrapped HubAccess access,
        String workflow,
        String site,
        String requestHash,
        @JsonProperty("phase") Status status,
        String newestBefore,
        String jobId,
        @JsonUnwrapped RunTerms terms,
        StopReason stop,
        String session) {
    /** What an earlier version did not write is not known. */
    public JournalEntry {
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
     */
    public static JournalEntry ofNewRun(
            String key,
            StepOfBuild step,
            HubAccess access,
            String workflow,
            String site,
            String jobId,
            RunTerms terms) {
        Status status = jobId.isEmpty() ? Status.PLANNED : Status.FOLLOWING;
        return new JournalEntry(key, step, access, workflow, site, "", status, "", jobId, terms, null, "");
    }

    static String orEmpty(String text) {
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

    public String build() {
        return step.build();
    }

    public String node() {
        return step.node();
    }

    public String hub() {
        return access.hub();
    }

    public String hubUrl() {
        return access.hubUrl();
    }

    public String credentialsId() {
        return access.credentialsId();
    }

    public long startedMillis() {
        return terms.startedMillis();
    }

    /** Null if there is none. */
    public Instant deadline() {
        return terms.deadline();
    }

    /** Whether the job of a run that is told to stop for this reason is cancelled; else it goes on alone. */
    public boolean isCancelledFor(StopReason why) {
        return terms.isCancelledFor(why);
    }

    JournalEntry withBuild(String build) {
        return with(new StepOfBuild(build, node()), access, status, jobId, stop, session);
    }

    public JournalEntry withStatus(Status newStatus) {
        return with(step, access, newStatus, jobId, stop, session);
    }

    public JournalEntry withJob(String newJobId) {
        return with(step, access, Status.FOLLOWING, newJobId, stop, session);
    }

    public JournalEntry withStop(StopReason why) {
        return with(step, access, status, jobId, why, session);
    }

    JournalEntry inSession(String newSession) {
        return with(step, access, status, jobId, stop, newSession);
    }

    /** The same, of the Hub at this address. */
    public JournalEntry atHub(String url) {
        return with(step, new HubAccess(hub(), url, credentialsId()), status, jobId, stop, session);
    }

    JournalEntry withHubName(String name) {
        return with(step, new HubAccess(name, hubUrl(), credentialsId()), status, jobId, stop, session);
    }

    private JournalEntry with(
            StepOfBuild newStep,
            HubAccess newAccess,
            Status newStatus,
            String newJobId,
            StopReason newStop,
            String newSession) {
        return new JournalEntry(
                key,
                newStep,
                newAccess,
                workflow,
                site,
                requestHash,
                newStatus,
                newestBefore,
                newJobId,
                terms,
                newStop,
                newSession);
    }

    JournalEntry withKey(String newKey) {
        return new JournalEntry(
                newKey, step, access, workflow, site, requestHash, status, newestBefore, jobId, terms, stop, session);
    }

    public JournalEntry submitting(String hash, String newest) {
        return new JournalEntry(
                key, step, access, workflow, site, hash, Status.SUBMITTING, newest, "", terms, stop, session);
    }

    /** Whether this run made a submit that may be what another run of the same build is about to make. */
    boolean mayBeSubmitOf(JournalEntry wanted) {
        boolean sameStep = !node().isEmpty() && node().equals(wanted.node());
        boolean sameWork =
                workflow.equals(wanted.workflow) && site.equals(wanted.site) && access.isSameHub(wanted.access);
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
}
