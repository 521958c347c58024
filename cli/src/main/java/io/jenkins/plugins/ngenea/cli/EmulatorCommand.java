package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ngenea emulator}: runs until it is ended from outside. */
@Command(
        name = "emulator",
        description = "Runs an emulated Hub on 127.0.0.1 until Ctrl-C. Words in a path determine how a job ends:"
                + " fail, error, skip, cancelled, slow, pause. A path with the word once fails only the first time. The Hub"
                + " goes away for some seconds after a job whose first path has the word outage.",
        mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65535;
    private static final long UNTIL_OUTAGE_SECONDS = 3;
    private static final long UNTIL_BACK_SECONDS = 15;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port to listen on; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "DOCUMENTED_ONLY",
            description = "How to answer where the manual is silent (default: ${DEFAULT-VALUE}).")
    private String profile;

    @Option(
            names = "--sites",
            paramLabel = "NAME",
            split = ",",
            description = "Names of its sites, separated by commas (default: dfoster1,dfoster2).")
    private String[] sites;

    private final ScheduledExecutorService timer = Threads.scheduler("outage");

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException("--port must be 0 to " + HIGHEST_PORT + ".");
        }
        HubEmulator hub = EmulatedHub.start(profile(), port);
        if (sites != null) {
            hub.sites(sites);
        }
        hub.whenSubmitted(job -> {
            if (job.paths().get(0).contains("outage")) {
                timer.schedule(hub::goDown, UNTIL_OUTAGE_SECONDS, TimeUnit.SECONDS);
                timer.schedule(hub::comeBack, UNTIL_BACK_SECONDS, TimeUnit.SECONDS);
            }
        });
        System.out.println("Emulated Ngenea Hub at " + hub.url() + " (press Ctrl-C to stop)");
        System.out.println("  client key " + EmulatedHub.KEY);
        System.out.println("  user       " + EmulatedHub.USER + ", password " + EmulatedHub.PASSWORD);
        System.out.println();
        System.out.println("  export NGENEA_HUB_URL=" + hub.url() + " NGENEA_API_KEY=" + EmulatedHub.KEY);
        System.out.println("  ngenea submit --workflow migrate --site dfoster1 --discovery none --wait"
                + " /mmfs1/data/sample_data.tgz");
        System.out.println();
        System.out.println("  curl -s -X POST '" + hub.url() + "/api/file/workflow/' -H 'Accept: application/json'"
                + " -H 'Content-Type: application/json' -H \"Authorization: Api-Key $NGENEA_API_KEY\""
                + " -d '{\"paths\": [\"/mmfs1/data/sample_data.tgz\"], \"site\": \"dfoster1\","
                + " \"workflow\": \"migrate\", \"discovery\": null}'");
        System.out.println("  curl -s '" + hub.url() + "/api/jobs/' -H \"Authorization: Api-Key $NGENEA_API_KEY\"");
        System.out.flush();
        new CountDownLatch(1).await();
        return ExitCode.SUCCESS;
    }

    private HubProfile profile() throws UsageException {
        String name = profile.toUpperCase(Locale.ROOT).replace('-', '_');
        for (HubProfile known : HubProfile.all()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new UsageException("unknown profile '" + Output.shown(profile) + "'. Available: "
                + HubProfile.all().stream().map(HubProfile::name).collect(Collectors.joining(", ")) + ".");
    }
}
