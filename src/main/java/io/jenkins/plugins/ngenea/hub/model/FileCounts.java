package io.jenkins.plugins.ngenea.hub.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done of a job, as far as its counters tell: their names are assumed.
 *
 * @param done processed or skipped; -1 if the Hub does not tell
 * @param failed -1 if the Hub does not tell
 * @param skipped among those that are done; 0 if the Hub does not tell
 * @param total -1 if the Hub does not tell
 * @param others counters that are none of these, with the Hub's names
 */
public record FileCounts(long done, long failed, long skipped, long total, Map<String, Long> others) {
    private static final String PROCESSED = "processed";
    private static final String FAILED = "failed";
    private static final String SKIPPED = "skipped";
    private static final String TOTAL = "total";
    private static final Set<String> OF_FILES = Set.of(PROCESSED, FAILED, SKIPPED, TOTAL);

    /**
     * @param counts a job's counters with the Hub's names
     */
    public static FileCounts of(Map<String, Long> counts) {
        long processed = counts.getOrDefault(PROCESSED, -1L);
        long skipped = Math.max(0, counts.getOrDefault(SKIPPED, 0L));
        Map<String, Long> others = Map.of();
        if (!OF_FILES.containsAll(counts.keySet())) {
            others = new LinkedHashMap<>(counts);
            others.keySet().removeAll(OF_FILES);
        }
        return new FileCounts(
                processed < 0 ? -1 : processed + skipped,
                counts.getOrDefault(FAILED, -1L),
                skipped,
                counts.getOrDefault(TOTAL, -1L),
                others);
    }

    /** Whether there is a share of the total to be shown. */
    public boolean isShareKnown() {
        return done >= 0 && total > 0;
    }

    /** How much is done or failed, 0 to 1; 0 if that is not known. */
    public double share() {
        return isShareKnown() ? Math.max(0, Math.min(1, ((double) done + Math.max(0, failed)) / total)) : 0;
    }

    /** {@link #share} in whole percents, rounded down. */
    public int percent() {
        return (int) (100 * share());
    }

    /**
     * For a log: {@code 4 of 5 files, 1 failed}, and with the Hub's names what is not known to count files. That nothing
     * failed goes without saying. Empty if nothing is known.
     */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (done >= 0 && total >= 0) {
            parts.add(done + " of " + files(total));
        } else if (done >= 0) {
            parts.add(files(done) + " done");
        } else if (total >= 0) {
            parts.add(files(total));
        }
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        if (skipped > 0) {
            parts.add(skipped + " skipped");
        }
        others.forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }

    private static String files(long count) {
        return count + (count == 1 ? " file" : " files");
    }
}
