package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ngenea demo}: the manual's example against an emulated Hub in the same process. */
@Command(
        name = "demo",
        description = "Runs the manual's example against an emulated Hub and prints the log that a build would show.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Mixin
    private Output output;

    @Option(names = "--fail", description = "Run a job that fails.")
    private boolean fail;

    @Override
    public Integer call() throws UsageException, InterruptedException, IOException {
        Path state = Files.createTempDirectory("ngenea-demo");
        try (HubEmulator hub = EmulatedHub.start(HubProfile.DOCUMENTED_ONLY, 0);
                HubSession session = HubSession.direct(HubUrl.parse(hub.url()), EmulatedHub.KEY, PATIENCE)) {
            PathSource paths = PathSource.of(
                    fail
                            ? List.of("/mmfs1/data/sample_data.tgz", "/mmfs1/data/failing_data.tgz")
                            : List.of("/mmfs1/data/sample_data.tgz"));
            WorkflowRequest request = new WorkflowRequest("migrate", "dfoster1", paths, Discovery.NONE, Map.of(), null);
            return new RunCommand(session, output, new FollowOptions(), state, new FailedPaths(), Separator.LINE_END)
                    .submit(() -> request, request.workflow(), request.site(), true);
        } finally {
            delete(state);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
