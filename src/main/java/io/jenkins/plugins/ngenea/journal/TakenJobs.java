package io.jenkins.plugins.ngenea.journal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest jobs that runs of this process submitted or found, and whose they are: a job stays its run's though the record
 * is gone, so no search for a lost answer takes it. Thread-safe.
 */
final class TakenJobs {
    /** A search lasts minutes: what is older than so many jobs is older than it, or is told apart by a record. */
    static final int KEPT = 10_000;

    /** By Hub and id: the key of the run. */
    private final Map<String, String> owners = new LinkedHashMap<>();

    /** False if another run has it. */
    synchronized boolean take(JournalEntry asking, String jobId) {
        String owner = owners.putIfAbsent(name(asking, jobId), asking.key());
        if (owners.size() > KEPT) {
            Iterator<String> oldest = owners.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return owner == null || owner.equals(asking.key());
    }

    synchronized boolean isOfAnother(JournalEntry asking, String jobId) {
        String owner = owners.get(name(asking, jobId));
        return owner != null && !owner.equals(asking.key());
    }

    private static String name(JournalEntry asking, String jobId) {
        return (asking.hubUrl().isEmpty() ? asking.hub() : asking.hubUrl()) + '\n' + jobId;
    }
}
