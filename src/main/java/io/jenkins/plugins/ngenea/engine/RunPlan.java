package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * What a run is to do.
 *
 * @param entry its record as it would be before anything was done; with a job id, that job is polled
 * @param request what to submit; null if the entry names a job
 * @param awaitEnd whether to wait for the job, or only for its id
 * @param keepRecord asked at the run's end: whether the record must outlive it until the build is over, because a restart
 *     may ask again how it ended
 * @param attended whether somebody waits for the outcome: a stop must then give one soon, even if the job has not ended
 */
public record RunPlan(
        JournalEntry entry, RequestSource request, boolean awaitEnd, BooleanSupplier keepRecord, boolean attended) {
    /** Where the request comes from, when it is needed: it may be large and on disk. */
    @FunctionalInterface
    public interface RequestSource {
        /**
         * @throws IOException if it cannot be read; the message tells a person what to do
         */
        WorkflowRequest request() throws IOException;
    }

    public RunPlan(JournalEntry entry, RequestSource request, boolean awaitEnd, BooleanSupplier keepRecord) {
        this(entry, request, awaitEnd, keepRecord, true);
    }

    public RunPlan(JournalEntry entry, RequestSource request, boolean awaitEnd, boolean keepRecord) {
        this(entry, request, awaitEnd, () -> keepRecord);
    }

    /** The same, with nobody waiting for its outcome. */
    public RunPlan unattended() {
        return new RunPlan(entry, request, awaitEnd, keepRecord, false);
    }
}
