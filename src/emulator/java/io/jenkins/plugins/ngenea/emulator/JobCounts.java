package io.jenkins.plugins.ngenea.emulator;

/** A job's counters. That the Hub has such counters is documented, their names are assumed: this is where they live. */
public record JobCounts(long total, long processed, long failed, long skipped) {
    static final String TOTAL = "total";
    static final String PROCESSED = "processed";
    static final String FAILED = "failed";
    static final String SKIPPED = "skipped";
}
