package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.Journal;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.poll.NewestJob;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Searches for the job of a submit whose answer was lost, among the jobs newer than the newest one before it, which {@link
 * LostJobScanner} provides. It accepts a job only if the Hub shows its paths, exactly one job matches in everything shown,
 * and no other record claims that job: a wrong guess would track somebody else's data. Used by one thread at a time.
 */
final class LostJobSearch {
    /** How long to look, counted from the first answer: a gateway may still hold the request. */
    private static final Duration WINDOW = Duration.ofMinutes(2);

    private static final int NAMED = 10;

    private final Journal journal;
    private final JournalEntry entry;
    private final WorkflowRequest request;
    private final BigInteger newestBefore;

    /** Of our paths; null until a job is worth the reading of all of them. */
    private String digest;

    private Instant firstLook;

    /** What this look has shown. */
    private final List<Candidate> candidates = new ArrayList<>();

    LostJobSearch(Journal journal, JournalEntry entry, WorkflowRequest request) {
        this.journal = journal;
        this.entry = entry;
        this.request = request;
        this.newestBefore = NewestJob.number(entry.newestBefore());
    }

    /** @param matches whether it shows our paths; else it shows none */
    private record Candidate(BigInteger number, String id, boolean matches) {}

    /**
     * What a look found.
     *
     * @param jobId the one job that is ours as far as the Hub shows it; empty if there is none
     * @param over whether looking on is of no use
     * @param candidates newer jobs of the same workflow and site that could be ours, for a person to look at
     */
    record Look(String jobId, boolean over, List<String> candidates) {
        /** Where nothing can be looked for. */
        static final Look NOWHERE = new Look("", true, List.of());
    }

    /** The highest number of a job that cannot be ours; null if no number tells. */
    BigInteger newestBefore() {
        return newestBefore;
    }

    /**
     * A job that the Hub lists now.
     *
     * @param user in whose name we submit; empty if that is not known
     * @throws IOException if our paths cannot be read
     */
    void see(BigInteger number, Job job, String user) throws IOException {
        String shown = job.shown().pathsDigest();
        if (number.compareTo(newestBefore) > 0
                && couldBeOurs(job, user)
                && (shown == null || shown.equals(digest()))
                && !journal.knows(entry, job.id())) {
            candidates.add(new Candidate(number, job.id(), shown != null));
        }
    }

    private String digest() throws IOException {
        if (digest == null) {
            digest = PathsDigest.of(request.paths());
        }
        return digest;
    }

    /**
     * The look is over; the next one begins.
     *
     * @param whole whether it has shown all newer jobs: else another one might match, too
     */
    Look end(boolean whole, Instant now) {
        if (firstLook == null) {
            firstLook = now;
        }
        candidates.sort(Comparator.comparing(Candidate::number));
        List<String> ours = candidates.stream()
                .filter(Candidate::matches)
                .map(Candidate::id)
                .toList();
        List<String> named = candidates.stream().limit(NAMED).map(Candidate::id).toList();
        candidates.clear();
        boolean over = Duration.between(firstLook, now).compareTo(WINDOW) >= 0;
        return new Look(whole && ours.size() == 1 ? ours.get(0) : "", over, named);
    }

    /** Makes the job that was found ours, unless somebody else has it by now. */
    boolean take(Look look) throws IOException {
        return !look.jobId().isEmpty()
                && !journal.isTheSameOut(entry)
                && !journal.knows(entry, look.jobId())
                && journal.takeJob(entry, look.jobId());
    }

    private boolean couldBeOurs(Job job, String user) {
        return isOrNotShown(job.workflow(), request.workflow())
                && isOrNotShown(job.site(), request.site())
                && (user.isEmpty() || isOrNotShown(job.owner(), RemoteText.name(user)))
                && sameDiscovery(job)
                && sameFields(job);
    }

    private static boolean isOrNotShown(String shown, String asked) {
        return shown.isEmpty() || shown.equals(asked);
    }

    private boolean sameDiscovery(Job job) {
        String shown = job.shown().discovery();
        return shown == null || request.discovery() == null || shown.equals(request.discovery());
    }

    private boolean sameFields(Job job) {
        Map<String, String> shown = job.shown().fields();
        if (shown == null) {
            return true;
        }
        return request.fields().entrySet().stream().allMatch(field -> {
            String value = shown.get(field.getKey());
            // a Hub can write the same list or map in many ways
            boolean nested = field.getValue() instanceof Iterable || field.getValue() instanceof Map;
            return value == null || nested || value.equals(String.valueOf(field.getValue()));
        });
    }
}
