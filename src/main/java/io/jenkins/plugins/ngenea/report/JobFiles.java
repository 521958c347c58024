package io.jenkins.plugins.ngenea.report;

import java.util.Map;

/**
 * What is done of a job, as far as its counters tell: their names are assumed.
 *
 * @param done processed or skipped; -1 if the Hub does not tell
 * @param failed -1 if the Hub does not tell
 * @param total -1 if the Hub does not tell
 */
public record JobFiles(long done, long failed, long total) {
    static JobFiles of(Map<String, Long> counts) {
        long processed = counts.getOrDefault("processed", -1L);
        return new JobFiles(
                processed < 0 ? -1 : processed + Math.max(0, counts.getOrDefault("skipped", 0L)),
                counts.getOrDefault("failed", -1L),
                counts.getOrDefault("total", -1L));
    }

    /** Whether there is a share of the total to be shown. */
    public boolean isKnown() {
        return done >= 0 && total > 0;
    }

    public long getDone() {
        return done;
    }

    public long getFailed() {
        return failed;
    }

    public long getTotal() {
        return total;
    }

    /** Whole percents, 0 to 100, done or failed. */
    public int getPercent() {
        return isKnown() ? (int) Math.max(0, Math.min(100, 100.0 * (done + Math.max(0, failed)) / total)) : 0;
    }
}
