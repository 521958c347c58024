package io.jenkins.plugins.ngenea.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one measurement found.
 *
 * @param requests of polling: submits left out
 * @param pages how many of them were for pages of the job list
 * @param median from a job's end in the Hub to the callback, milliseconds; 0 where no job ends
 * @param heap bytes a job, after a full collection; 0 where jobs end
 */
record Figures(
        int jobs, long requests, long pages, long median, long high, long most, int threads, long heap, double cpu) {
    private static final double HIGH = 0.99;

    static Figures of(int jobs, EmulatorLink.Counts counts, long[] lags, int threads, long heap, double cpu) {
        Arrays.sort(lags);
        return new Figures(
                jobs,
                counts.all(),
                counts.list(),
                at(lags, 0.5),
                at(lags, HIGH),
                at(lags, 1),
                threads,
                heap / jobs,
                cpu);
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    String line() {
        return String.join(
                " ",
                Arrays.asList(
                        String.valueOf(jobs),
                        String.valueOf(requests),
                        String.valueOf(pages),
                        String.valueOf(median),
                        String.valueOf(high),
                        String.valueOf(most),
                        String.valueOf(threads),
                        String.valueOf(heap),
                        String.format(Locale.ROOT, "%.2f", cpu)));
    }

    static Figures parse(String line) {
        String[] words = line.split(" ");
        return new Figures(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Integer.parseInt(words[6]),
                Long.parseLong(words[7]),
                Double.parseDouble(words[8]));
    }
}
