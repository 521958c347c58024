package io.jenkins.plugins.ngenea.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one build took.
 *
 * @param requests of polling: submits left out
 * @param cpu seconds of the controller; the processes that it starts for {@code sh} come on top and are not counted
 * @param lags from the job's end in the Hub to the next step of the branch, milliseconds, sorted
 */
record BuildFigures(long requests, double cpu, long threads, long executors, long bytes, List<Long> lags) {
    static final String HEAD =
            """
            | branches | jobs of | how | Hub requests | lag median | lag most | threads | CPU of Jenkins | executors | build folder |
            |--:|--:|---|--:|--:|--:|--:|--:|--:|--:|"""
                    .stripIndent();

    /** @param told by measure.groovy */
    static BuildFigures parse(String told, long requests, Map<String, Long> ends) throws IOException {
        Map<String, String> values = new HashMap<>();
        List<Long> lags = new ArrayList<>();
        for (String line : told.split("\n")) {
            String[] words = line.split(" ");
            if (words[0].equals("heard") && words.length == 3) {
                lags.add(Long.parseLong(words[2]) - ends.get(words[1]));
            } else if (words.length == 2) {
                values.put(words[0], words[1]);
            }
        }
        if (!"SUCCESS".equals(values.get("result"))) {
            throw new IOException("the build did not succeed:\n" + told);
        }
        Collections.sort(lags);
        return new BuildFigures(
                requests,
                Long.parseLong(values.get("cpuMillis")) / 1000.0,
                Long.parseLong(values.get("threads")),
                Long.parseLong(values.get("executors")),
                Long.parseLong(values.get("bytes")),
                lags);
    }

    String row(String way, int branches, int seconds) {
        return String.format(
                Locale.ROOT,
                "| %,d | %d s | %s | %,d | %s | %s | %,d | %.1f s | %,d | %,d KB |",
                branches,
                seconds,
                way,
                requests,
                lag(0.5),
                lag(1),
                threads,
                cpu,
                executors,
                bytes / 1024);
    }

    private String lag(double share) {
        if (lags.isEmpty()) {
            return "";
        }
        return String.format(Locale.ROOT, "%.1f s", lags.get((int) Math.ceil(share * lags.size()) - 1) / 1000.0);
    }
}
