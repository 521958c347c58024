package io.jenkins.plugins.ngenea.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures both contenders in all scenarios and prints tables in Markdown. With an argument: scenarios whose name has it. */
public final class Scale {
    private static final String MIXED = "20000,60000,120000";

    /** Above so many jobs the two contenders do not run at the same time: they would measure each other. */
    private static final int TOGETHER = 1000;

    private static final String HEAP = "-Xmx1g";

    private static final List<Scenario> RUNS = List.of(
            new Scenario("1 job of 20 s", 1, "20000", 0),
            new Scenario("10 mixed", 10, MIXED, 0),
            new Scenario("100 mixed", 100, MIXED, 0),
            new Scenario("1,000 mixed", 1_000, MIXED, 0),
            new Scenario("10,000 mixed, begun over 20 s", 10_000, MIXED, 20_000),
            new Scenario("1,000 of 20 s", 1_000, "20000", 0),
            new Scenario("1,000 of 20 s, begun over 60 s", 1_000, "20000", 60_000),
            new Scenario("1,000 of 60 s", 1_000, "60000", 0),
            new Scenario("1,000 of 60 s, begun over 60 s", 1_000, "60000", 60_000),
            new Scenario("1,000 of 5 min", 1_000, "300000", 0),
            new Scenario("1,000 of 60 s, list with the oldest first", 1_000, "60000", 0).on("OLDEST_FIRST"),
            new Scenario("200 of 60 s, below 2,000 newer ones of others", 200, "60000", 0).below(2_000));
    private static final List<Scenario> HEAPS = List.of(
            new Scenario("heap, 100 jobs", 100, "0", 0),
            new Scenario("heap, 1,000 jobs", 1_000, "0", 0),
            new Scenario("heap, 10,000 jobs", 10_000, "0", 0));

    public static void main(String[] args) throws IOException {
        String wanted = args.length == 0 ? "" : args[0];
        List<Scenario> runs = named(RUNS, wanted);
        if (!runs.isEmpty()) {
            System.out.println(Table.RUNS_HEAD);
        }
        for (Scenario scenario : runs) {
            measure(scenario).forEach((kind, figures) -> System.out.println(Table.run(scenario.name(), kind, figures)));
        }
        List<Scenario> heaps = named(HEAPS, wanted);
        if (!heaps.isEmpty()) {
            System.out.println("\n" + Table.HEAP_HEAD);
        }
        for (Scenario scenario : heaps) {
            System.out.println(Table.heap(measure(scenario)));
        }
        if ("heap, runs".contains(wanted)) {
            runs();
        }
        if ("hanging submits".contains(wanted)) {
            hangingSubmits();
        }
    }

    private static List<Scenario> named(List<Scenario> scenarios, String wanted) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().contains(wanted))
                .toList();
    }

    private static void runs() throws IOException {
        System.out.println("\n" + Table.RUN_HEAP_HEAD);
        for (String paths : List.of("1", "100000")) {
            String bytes = line(Jvm.start(RunHeap.class, HEAP, List.of(paths)));
            System.out.println(Table.runHeap(Integer.parseInt(paths), Long.parseLong(bytes)));
        }
    }

    private static void hangingSubmits() throws IOException {
        System.out.println("\n" + Table.WAITS_HEAD);
        for (String hanging : List.of("0", "50")) {
            System.out.println(Waits.parse(line(Jvm.start(HangingSubmits.class, HEAP, List.of(hanging))))
                    .row());
        }
    }

    private static Map<Contender.Kind, Figures> measure(Scenario scenario) throws IOException {
        Map<Contender.Kind, Figures> found = new EnumMap<>(Contender.Kind.class);
        Map<Contender.Kind, Process> running = new EnumMap<>(Contender.Kind.class);
        for (Contender.Kind kind : Contender.Kind.values()) {
            running.put(kind, start(kind, scenario));
            if (scenario.jobs() > TOGETHER) {
                found.put(kind, Figures.parse(line(running.remove(kind))));
            }
        }
        for (Map.Entry<Contender.Kind, Process> one : running.entrySet()) {
            found.put(one.getKey(), Figures.parse(line(one.getValue())));
        }
        return found;
    }

    private static Process start(Contender.Kind kind, Scenario scenario) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(kind.argument());
        arguments.add(Integer.toString(scenario.jobs()));
        arguments.add(Long.toString(scenario.overMillis()));
        arguments.add(scenario.lengths());
        arguments.add(Integer.toString(scenario.newer()));
        arguments.add(scenario.hub());
        return Jvm.start(Measurement.class, HEAP, arguments);
    }

    private static String line(Process process) throws IOException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("a measurement failed; see above");
            }
            return line;
        }
    }
}
