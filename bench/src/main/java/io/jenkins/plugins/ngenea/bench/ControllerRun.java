package io.jenkins.plugins.ngenea.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The step in a Jenkins, beside what users write today ({@code sh} and curl in {@code waitUntil}): parallel branches that
 * wait for jobs, one Pipeline after another in one Jenkins. Arguments: jenkins.war, directory of plugins, the plugin, and
 * how many branches if not all numbers are to be measured.
 */
public final class ControllerRun {
    private record Wanted(String way, int branches, int seconds) {}

    private static final String STEP = "step";
    private static final String CURL = "curl";

    /** What Jenkins itself takes for branches that only wait. */
    private static final String SLEEP = "sleep";

    /** To load classes and compile them; not shown. */
    private static final List<Wanted> WARM_UP =
            List.of(new Wanted(STEP, 50, 5), new Wanted(CURL, 20, 5), new Wanted(STEP, 51, 5), new Wanted(CURL, 21, 5));

    private static final List<Wanted> ALL = List.of(
            new Wanted(STEP, 10, 20),
            new Wanted(CURL, 10, 20),
            new Wanted(STEP, 30, 20),
            new Wanted(CURL, 30, 20),
            new Wanted(SLEEP, 30, 20),
            new Wanted(STEP, 50, 20),
            new Wanted(CURL, 50, 20),
            new Wanted(STEP, 100, 20),
            new Wanted(STEP, 500, 20),
            new Wanted(SLEEP, 500, 20),
            new Wanted(STEP, 10, 60),
            new Wanted(CURL, 10, 60),
            new Wanted(STEP, 30, 60),
            new Wanted(CURL, 30, 60),
            new Wanted(SLEEP, 30, 60),
            new Wanted(STEP, 50, 60),
            new Wanted(CURL, 50, 60),
            new Wanted(STEP, 100, 60),
            new Wanted(STEP, 500, 60));

    private final EmulatorLink hub;
    private final Controller jenkins;

    private ControllerRun(EmulatorLink hub, Controller jenkins) {
        this.hub = hub;
        this.jenkins = jenkins;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (EmulatorLink hub = new EmulatorLink()) {
            Map<String, String> environment = Map.of("BENCH_HUB", hub.url(), "BENCH_KEY", EmulatorProcess.KEY);
            try (Controller jenkins =
                    new Controller(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), environment)) {
                jenkins.awaitUp();
                new ControllerRun(hub, jenkins).all(args.length > 3 ? Integer.parseInt(args[3]) : 0);
            }
        }
        System.exit(0);
    }

    /** @param branches 0 for all numbers */
    private void all(int branches) throws IOException, InterruptedException {
        for (Wanted wanted : WARM_UP) {
            measure(wanted);
        }
        System.out.println(BuildFigures.HEAD);
        for (Wanted wanted : ALL) {
            if (branches == 0 || branches == wanted.branches()) {
                System.out.println(measure(wanted).row(wanted.way(), wanted.branches(), wanted.seconds()));
            }
        }
    }

    private BuildFigures measure(Wanted wanted) throws IOException, InterruptedException {
        if (!wanted.way().equals(SLEEP)) {
            hub.plan(wanted.branches(), wanted.seconds() * 1000L);
        }
        EmulatorLink.Counts before = hub.counts();
        long hubCpuBefore = hub.cpuMillis();
        String pipeline = Controller.script(wanted.way() + ".groovy")
                .replace("BRANCHES", Integer.toString(wanted.branches()))
                .replace("SECONDS", Integer.toString(wanted.seconds()));
        String told = jenkins.run(Controller.script("measure.groovy")
                .replace("NAME", wanted.way() + "-" + wanted.branches() + "-" + wanted.seconds())
                .replace("PIPELINE", Base64.getEncoder().encodeToString(pipeline.getBytes(StandardCharsets.UTF_8))));
        long hubCpu = hub.cpuMillis() - hubCpuBefore;
        EmulatorLink.Counts requests = hub.counts().since(before);
        // before its POST the step asks for the Hub's newest job, so that a lost answer can be cleared up
        long polling = requests.all() - (wanted.way().equals(STEP) ? wanted.branches() : 0);
        return BuildFigures.parse(told, polling, hubCpu, wanted.way().equals(SLEEP) ? Map.of() : hub.ends());
    }
}
