package io.jenkins.plugins.ngenea.bench;

import java.util.Locale;
import java.util.Map;

/** Figures as rows of Markdown. */
final class Table {
    static final String RUNS_HEAD =
            """
            | jobs | how | Hub requests | of them list pages | requests a job | lag median | lag 99 % | lag most | threads | CPU |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|"""
                    .stripIndent();
    static final String HEAP_HEAD =
            """
            | jobs | follower, bytes a job | thread for each job, bytes a job without its stack |
            |--:|--:|--:|"""
                    .stripIndent();

    static final String RUN_HEAP_HEAD = "| paths in the request | bytes a run |\n|--:|--:|";

    static final String WAITS_HEAD =
            """
            | submits that hang | lag median | lag 99 % | lag most | abort to cancel, median | abort to cancel, most |
            |--:|--:|--:|--:|--:|--:|"""
                    .stripIndent();

    private Table() {}

    static String run(String scenario, Contender.Kind kind, Figures figures) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %.2f | %.1f s | %.1f s | %.1f s | %,d | %.1f s |",
                scenario,
                kind.argument(),
                figures.requests(),
                figures.pages(),
                (double) figures.requests() / figures.jobs(),
                figures.median() / 1000.0,
                figures.high() / 1000.0,
                figures.most() / 1000.0,
                figures.threads(),
                figures.cpu());
    }

    static String heap(Map<Contender.Kind, Figures> figures) {
        Figures follower = figures.get(Contender.Kind.FOLLOWER);
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d |",
                follower.jobs(),
                follower.heap(),
                figures.get(Contender.Kind.RIVAL).heap());
    }

    static String runHeap(int paths, long bytes) {
        return String.format(Locale.ROOT, "| %,d | %,d |", paths, bytes);
    }
}
