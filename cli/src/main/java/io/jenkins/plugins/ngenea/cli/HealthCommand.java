package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import picocli.CommandLine.Command;

/** {@code ngenea health}. */
@Command(
        name = "health",
        description = "Shows the health that the Hub reports. Exits with 0 regardless of it.",
        mixinStandardHelpOptions = true)
final class HealthCommand extends HubCommand {
    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        try (HubSession session = HubSession.open(hub)) {
            HubHealth health = session.client().health();
            if (output.isJson()) {
                ObjectNode json = JsonNodeFactory.instance.objectNode().put("overall", health.overall());
                ObjectNode sites = json.putObject("sites");
                health.sites().forEach(sites::put);
                output.result(json);
            } else {
                output.result("overall: " + health.overall());
                health.sites().forEach((site, state) -> output.result(site + ": " + state));
            }
            return ExitCode.SUCCESS;
        }
    }
}
