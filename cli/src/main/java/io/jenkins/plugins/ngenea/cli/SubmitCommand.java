package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.paths.RequestRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ngenea submit}. */
@Command(
        name = "submit",
        description = "Submits a workflow, at most once. With --wait, waits for its job to end.",
        mixinStandardHelpOptions = true)
final class SubmitCommand extends HubCommand {
    @Mixin
    private FollowOptions follow;

    @Mixin
    private ListOptions lists;

    @Mixin
    private FailedPaths failed;

    @Mixin
    private PathArguments paths;

    @Option(names = "--workflow", required = true, paramLabel = "NAME", description = "Name of the workflow.")
    private String workflow;

    @Option(names = "--site", required = true, paramLabel = "NAME", description = "Site where the workflow starts.")
    private String site;

    @Option(
            names = "--discovery",
            paramLabel = "NAME",
            description = "File discovery, e.g. recursive, or none (default: that of the workflow).")
    private String discovery;

    @Option(
            names = "--field",
            paramLabel = "NAME=TEXT",
            description = "Parameter of a custom workflow; NAME:=5 and NAME:=true for numbers and booleans.")
    private List<String> fields = List.of();

    @Option(names = "--queue", paramLabel = "NAME", description = "Queue of the Hub (default: the default queue of the Hub).")
    private String queue;

    @Option(names = "--wait", description = "Wait for the job to end and exit with its result.")
    private boolean wait;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (workflow.isBlank() || site.isBlank()) {
            throw new UsageException("--workflow and --site must not be blank.");
        }
        if (!wait && follow.hasTimeout()) {
            throw new UsageException("--timeout requires --wait.");
        }
        if (!wait && failed.isWanted()) {
            throw new UsageException("--failed-paths-to requires --wait.");
        }
        if (lists.isNul() && !paths.hasList() && !failed.isWanted()) {
            throw new UsageException("--null requires --paths-from or --failed-paths-to.");
        }
        if (hub.isKeyOnStandardInput() && paths.isStandardInput()) {
            throw new UsageException("the key and the paths cannot both come from standard input.");
        }
        Map<String, Object> values = FieldArguments.parse(fields);
        checkTexts(values);
        String queueOrNull = queue == null || queue.isBlank() ? null : queue.strip();
        if (queueOrNull != null && !RequestRules.isQueue(queueOrNull)) {
            throw new UsageException("--queue '" + Output.shown(queue) + "' may contain only letters, digits, '_' and '-'.");
        }
        try (PathArguments given = paths;
                HubSession session = HubSession.open(hub, follow.patience(wait))) {
            Path state = StateDirectory.of(System.getenv());
            failed.prepare(output, paths.file());
            PathSource source = given.source(lists.separator(), output);
            WorkflowRequest request = new WorkflowRequest(
                    workflow.strip(), site.strip(), source, Discovery.normalise(discovery), values, queueOrNull);
            return new RunCommand(session, output, follow, state, failed, lists.separator())
                    .submit(() -> request, request.workflow(), request.site(), wait);
        }
    }

    private void checkTexts(Map<String, Object> values) throws UsageException {
        check("--workflow", workflow);
        check("--site", site);
        check("--discovery", discovery);
        for (Map.Entry<String, Object> field : values.entrySet()) {
            check("--field", field.getKey());
            check("--field '" + Output.shown(field.getKey()) + "'", String.valueOf(field.getValue()));
        }
    }

    private static void check(String option, String text) throws UsageException {
        String flaw = text == null ? null : RequestRules.flaw(text);
        if (flaw != null) {
            throw new UsageException(option + " has " + flaw + ".");
        }
    }
}
