package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ngenea workflows}. */
@Command(name = "workflows", description = "Lists the workflows of the Hub.", mixinStandardHelpOptions = true)
final class WorkflowsCommand extends HubCommand {
    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        try (HubSession session = HubSession.open(hub)) {
            List<WorkflowInfo> workflows = session.client().workflows();
            if (output.isJson()) {
                output.result(json(workflows));
                return ExitCode.SUCCESS;
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("WORKFLOW", "LABEL", "DISCOVERY", "FIELDS", ""));
            for (WorkflowInfo workflow : workflows) {
                rows.add(List.of(
                        workflow.name(),
                        workflow.label(),
                        workflow.discovery() == null ? "none" : workflow.discovery(),
                        String.join(", ", workflow.fields()),
                        workflow.enabled() ? "" : "disabled"));
            }
            output.table(rows);
            return ExitCode.SUCCESS;
        }
    }

    private static ArrayNode json(List<WorkflowInfo> workflows) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (WorkflowInfo workflow : workflows) {
            ObjectNode item = json.addObject()
                    .put("name", workflow.name())
                    .put("label", workflow.label())
                    .put("discovery", workflow.discovery())
                    .put("enabled", workflow.enabled())
                    .put("visible", workflow.visible());
            ArrayNode fields = item.putArray("fields");
            workflow.fields().forEach(fields::add);
        }
        return json;
    }
}
