package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ngenea emulator}: runs until it is ended from outside. */
@Command(
        name = "emulator",
        description = "Runs an emulated Hub on 127.0.0.1 until Ctrl-C. Words in a path determine how a job ends:"
                + " fail, error, skip, cancelled, slow, pause.",
        mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65535;

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

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException("--port must be 0 to " + HIGHEST_PORT + ".");
        }
        HubEmulator hub = EmulatedHub.start(profile(), port);
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
