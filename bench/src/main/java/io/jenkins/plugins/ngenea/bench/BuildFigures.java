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
 * @param cpu seconds of the controller
 * @param allCpu seconds of all that the machine did meanwhile, less what the Hub did: the controller, the processes that
 *     {@code sh} starts, and whatever else there was; 0 if it is not known
 * @param lags from the job's end in the Hub, or that of {@code sleep}, to the next step of the branch, milliseconds, sorted
 */
record BuildFigures(
        long requests, double cpu, double allCpu, long threads, long executors, long bytes, List<Long> lags) {
    static final String HEAD =
            """
            | branches | jobs of | how | Hub requests | lag median | lag most | threads | CPU of Jenkins | machine without Hub | executors | build folder |
            |--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|"""
                    .stripIndent();

    /**
     * @param told by measure.groovy
     * @param hubCpuMillis what the Hub did meanwhile
     * @param ends of the jobs, milliseconds since 1970; empty if there were none, and the branches tell their own
     */
    static BuildFigures parse(String told, long requests, long hubCpuMillis, Map<String, Long> ends)
            throws IOException {
        Map<String, String> values = new HashMap<>();
        List<Long> lags = new ArrayList<>();
        for (String line : told.split("\n")) {
            String[] words = line.split(" ");
            if (words[0].equals("heard") && words.length == 3) {
                long end = ends.isEmpty() ? Long.parseLong(words[1]) : ends.get(words[1]);
                lags.add(Long.parseLong(words[2]) - end);
            } else if (words.length == 2) {
                values.put(words[0], words[1]);
            }
        }
        if (!"SUCCESS".equals(values.get("result"))) {
            throw new IOException("the build did not succeed:\n" + told);
        }
        Collections.sort(lags);
        long machine = Long.parseLong(values.get("machineMillis"));
        return new BuildFigures(
                requests,
                Long.parseLong(values.get("cpuMillis")) / 1000.0,
                machine == 0 ? 0 : (machine - hubCpuMillis) / 1000.0,
                Long.parseLong(values.get("threads")),
                Long.parseLong(values.get("executors")),
                Long.parseLong(values.get("bytes")),
                lags);
    }

    String row(String way, int branches, int seconds) {
        return String.format(
                Locale.ROOT,
                "| %,d | %d s | %s | %,d | %s | %s | %,d | %.1f s | %s | %,d | %,d KB |",
                branches,
                seconds,
                way,
                requests,
                lag(0.5),
                lag(1),
                threads,
                cpu,
                allCpu == 0 ? "" : String.format(Locale.ROOT, "%.1f s", allCpu),
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
