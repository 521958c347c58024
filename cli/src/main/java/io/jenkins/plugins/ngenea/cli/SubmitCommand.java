package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ngenea submit}. */
@Command(
        name = "submit",
        description = "Submits a workflow, at most once, and with --wait follows its job to the end.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Mixin
    private Output output;

    @Mixin
    private FollowOptions follow;

    @Mixin
    private PathArguments paths;

    @Option(names = "--workflow", required = true, paramLabel = "NAME", description = "Name of the workflow.")
    private String workflow;

    @Option(names = "--site", required = true, paramLabel = "NAME", description = "Where the workflow starts.")
    private String site;

    @Option(
            names = "--discovery",
            paramLabel = "NAME",
            description = "File discovery, e.g. recursive; none for none; left out: the workflow's own.")
    private String discovery;

    @Option(
            names = "--field",
            paramLabel = "NAME=TEXT",
            description = "Parameter of a custom workflow; NAME:=5 and NAME:=true for numbers and booleans.")
    private List<String> fields = List.of();

    @Option(names = "--queue", paramLabel = "NAME", description = "The Hub's queue; left out: its default.")
    private String queue;

    @Option(names = "--wait", description = "Wait for the end of the job and exit with its result.")
    private boolean wait;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (workflow.isBlank() || site.isBlank()) {
            throw new UsageException("--workflow and --site must not be blank.");
        }
        if (!wait && follow.hasTimeout()) {
            throw new UsageException("--timeout needs --wait.");
        }
        Map<String, Object> values = FieldArguments.parse(fields);
        try (PathArguments given = paths;
                HubSession session = HubSession.open(hub, follow.patience(wait))) {
            PathSource source = given.source();
            Path state = StateDirectory.of(System.getenv());
            String queueOrNull = queue == null || queue.isBlank() ? null : queue.strip();
            WorkflowRequest request = new WorkflowRequest(
                    workflow.strip(), site.strip(), source, Discovery.normalise(discovery), values, queueOrNull);
            return new RunCommand(session, output, follow, state)
                    .submit(() -> request, request.workflow(), request.site(), wait);
        }
    }
}
