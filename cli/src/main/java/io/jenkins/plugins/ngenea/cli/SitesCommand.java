package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ngenea sites}. */
@Command(name = "sites", description = "Lists the sites of the Hub.", mixinStandardHelpOptions = true)
final class SitesCommand extends HubCommand {
    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        try (HubSession session = HubSession.open(hub)) {
            List<String> sites = session.client().sites();
            if (output.isJson()) {
                ArrayNode json = JsonNodeFactory.instance.arrayNode();
                sites.forEach(json::add);
                output.result(json);
            } else {
                sites.forEach(output::result);
            }
            return ExitCode.SUCCESS;
        }
    }
}
