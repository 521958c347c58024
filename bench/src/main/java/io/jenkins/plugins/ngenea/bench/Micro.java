package io.jenkins.plugins.ngenea.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of JMH and prints a table in Markdown. */
public final class Micro {
    private static final String BYTES = "gc.alloc.rate.norm";

    private Micro() {}

    public static void main(String[] args) throws RunnerException {
        var results = new Runner(new OptionsBuilder()
                        .include(Micro.class.getPackageName())
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.println("| what | of | time | allocated |");
        System.out.println("|---|---|--:|--:|");
        results.forEach(result -> System.out.println(row(result)));
    }

    private static String row(RunResult result) {
        var parameters = result.getParams();
        String of = parameters.getParamsKeys().stream()
                .map(name -> String.format(Locale.ROOT, "%,d ", Long.parseLong(parameters.getParam(name))) + name)
                .collect(Collectors.joining(", "));
        String benchmark = parameters.getBenchmark();
        String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
        double micros = result.getPrimaryResult().getScore();
        double error = result.getPrimaryResult().getScoreError();
        double bytes = result.getSecondaryResults().get(BYTES).getScore();
        return String.format(
                Locale.ROOT, "| %s | %s | %,.1f ± %,.1f µs | %,.0f bytes |", name, of, micros, error, bytes);
    }
}
