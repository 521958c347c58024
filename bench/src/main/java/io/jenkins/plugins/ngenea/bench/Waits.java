package io.jenkins.plugins.ngenea.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long things took beside submits that hang, milliseconds.
 *
 * @param hanging how many submits
 * @param lag from the end of a job in the Hub to the outcome of its run, median
 * @param cancel from the abort of a run to the arrival of its cancel in the Hub, median
 */
record Waits(int hanging, long lag, long lagHigh, long lagMost, long cancel, long cancelMost) {
    private static final double HIGH = 0.99;

    static Waits of(int hanging, long[] lags, long[] cancels) {
        return new Waits(hanging, at(lags, 0.5), at(lags, HIGH), at(lags, 1), at(cancels, 0.5), at(cancels, 1));
    }

    private static long at(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    String line() {
        return hanging + " " + lag + " " + lagHigh + " " + lagMost + " " + cancel + " " + cancelMost;
    }

    static Waits parse(String line) {
        long[] values =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Waits((int) values[0], values[1], values[2], values[3], values[4], values[5]);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f s | %.1f s | %.1f s | %.2f s | %.2f s |",
                hanging,
                lag / 1000.0,
                lagHigh / 1000.0,
                lagMost / 1000.0,
                cancel / 1000.0,
                cancelMost / 1000.0);
    }
}
