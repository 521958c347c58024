package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.check.CheckReport;
import io.jenkins.plugins.ngenea.hub.check.CheckRow;
import io.jenkins.plugins.ngenea.hub.check.HubCheck;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.io.Console;
import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ngenea check}. */
@Command(
        name = "check",
        description = "Checks, with calls that only read, whether the Hub is as this program needs it. The report contains no"
                + " key, path, user or host, so it can be sent to the maintainers. Exits with 1 if something that is needed"
                + " is contradicted.",
        mixinStandardHelpOptions = true)
final class CheckCommand extends HubCommand {
    @Option(
            names = "--try-cancel",
            description = "In place of the report: submits a workflow on one path, cancels its job and shows each step.")
    private boolean tryCancel;

    @Option(names = "--workflow", paramLabel = "NAME", description = "Name of the workflow for --try-cancel.")
    private String workflow;

    @Option(names = "--site", paramLabel = "NAME", description = "Site for --try-cancel.")
    private String site;

    @Option(names = "--yes", description = "Do not ask before --try-cancel.")
    private boolean yes;

    @Parameters(paramLabel = "PATH", arity = "0..1", description = "Path for --try-cancel.")
    private String path;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        if (tryCancel) {
            return tryCancel();
        }
        if (workflow != null || site != null || path != null || yes) {
            throw new UsageException("--workflow, --site, --yes and a path require --try-cancel.");
        }
        try (HubSession session = HubSession.open(hub)) {
            CheckReport report = new HubCheck(session.client(), InstantSource.system()).run();
            if (output.isJson()) {
                output.result(json(report));
            } else {
                report.text().lines().forEach(output::result);
            }
            if (report.problem().isPresent()) {
                throw report.problem().get();
            }
            return report.fits() ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
        }
    }

    private static ObjectNode json(CheckReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fits", report.fits()).put("verdict", report.verdict());
        ArrayNode rows = json.putArray("rows");
        for (CheckRow row : report.rows()) {
            rows.addObject()
                    .put("thing", row.thing())
                    .put("needed", row.needed())
                    .put("finding", row.finding().name())
                    .put("here", row.here())
                    .put("then", row.then());
        }
        return json;
    }

    private int tryCancel() throws UsageException, HubException, InterruptedException {
        CancelTrial trial = new CancelTrial(workflow, site, path, output);
        try (HubSession session = HubSession.open(hub)) {
            if (!yes) {
                ask(session);
            }
            return trial.run(session.client());
        }
    }

    private void ask(HubSession session) throws UsageException {
        Console console = Terminal.console();
        if (console == null) {
            throw new UsageException("--try-cancel asks before it submits: run it on a terminal, or add --yes.");
        }
        String answer = console.readLine(
                "Run workflow %s on %s at site %s of Hub %s, and cancel its job? Some of its work may be done by then. [y/N] ",
                Output.shown(workflow), Output.shown(path), Output.shown(site), session.url());
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new UsageException("nothing was submitted.");
        }
    }
}
