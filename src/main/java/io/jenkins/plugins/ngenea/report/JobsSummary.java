package io.jenkins.plugins.ngenea.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Hub jobs of a build in one line, a bar, and the few that a person wants to see first. */
public final class JobsSummary {
    /** So many are each shown. */
    private static final int FEW = 5;

    private static final int MOST_FAILURES = 10;
    private static final int BAR_WIDTH = 1000;

    private final List<ReportedJob> entries;
    private final Map<String, Integer> counts = new HashMap<>();

    JobsSummary(List<ReportedJob> entries) {
        this.entries = entries;
        for (JobStatus status : JobStatus.values()) {
            counts.put(status.name(), 0);
        }
        entries.forEach(job -> counts.merge(job.getStatus().name(), 1, Integer::sum));
    }

    public int getTotal() {
        return entries.size();
    }

    int count(JobStatus status) {
        return counts.get(status.name());
    }

    /** How many there are of each, by the name of the {@link JobStatus}. */
    public Map<String, Integer> getCounts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Whether the end of a job is still to come. */
    public boolean isUnderWay() {
        return count(JobStatus.RUNNING) + count(JobStatus.WAITING) + count(JobStatus.CONTACT_LOST) > 0;
    }

    /** Those that failed first; the others only if all are few. At most ten. */
    public List<ReportedJob> getShown() {
        if (!isBrief()) {
            return entries.stream()
                    .sorted(Comparator.comparing(job -> job.getStatus() != JobStatus.FAILED))
                    .toList();
        }
        return entries.stream()
                .filter(job -> job.getStatus() == JobStatus.FAILED)
                .limit(MOST_FAILURES)
                .toList();
    }

    /** Whether each job that is shown gets only what it is and why it failed: ten of them are to fit on a screen. */
    public boolean isBrief() {
        return entries.size() > FEW;
    }

    /** How many failed and are not {@linkplain #getShown shown}. */
    public int getNotShown() {
        return isBrief() ? Math.max(0, count(JobStatus.FAILED) - MOST_FAILURES) : 0;
    }

    /** How many failures of each job are shown: about ten of all. */
    public int getFailuresOfEach() {
        return Math.max(1, MOST_FAILURES / Math.max(1, Math.min(MOST_FAILURES, count(JobStatus.FAILED))));
    }

    /** One for each status, in their order. */
    public List<Part> getParts() {
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (JobStatus status : JobStatus.values()) {
            int start = at(before);
            before += count(status);
            parts.add(new Part(status.name(), start, at(before) - start));
        }
        return parts;
    }

    private int at(int jobs) {
        return entries.isEmpty() ? 0 : (int) ((long) BAR_WIDTH * jobs / entries.size());
    }

    /**
     * A part of the bar, which is 1000 wide.
     *
     * @param status name of a {@link JobStatus}
     */
    public record Part(String status, int start, int width) {}
}
