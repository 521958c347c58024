package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The workflows and sites of the Hub, and its health. Documented: the default workflows, a workflow's members, the
 * health's shape. Assumed: how fields are described in the list, and a site's members. Thread-safe.
 */
final class Catalogue {
    private final Map<String, ObjectNode> workflows = new LinkedHashMap<>();
    private final Set<String> sites = new LinkedHashSet<>(List.of("dfoster1", "dfoster2"));
    private final List<ObjectNode> alerts = new ArrayList<>();
    private String health = "ok";

    Catalogue() {
        add("migrate", "Migrate", "recursive", choice("lock_level", "partial", "implicit", "none"));
        add("premigrate", "Premigrate", "recursive");
        add("recall", "Recall", "recursive", choice("lock_level", "partial", "implicit", "none"));
        add(
                "send",
                "Send",
                "recursive",
                field("destinationsite", "string"),
                field("destinationqueue", "string"),
                field("hydrate", "bool"));
        add(
                "site_sync",
                "Site sync",
                "snapdiff",
                field("destinationsite", "string"),
                choice("sync_preference", "newest", "local", "ignore"));
        add(
                "custom_tiering",
                "Custom tiering",
                null,
                field("target", "string"),
                field("days", "int"),
                field("dry_run", "bool"),
                choice("tier", "warm", "cold"));
    }

    private static ObjectNode field(String name, String type) {
        return Json.object().put("name", name).put("type", type);
    }

    private static ObjectNode choice(String name, String... choices) {
        ObjectNode field = field(name, "choice");
        ArrayNode list = field.putArray("choices");
        for (String value : choices) {
            list.add(value);
        }
        return field;
    }

    synchronized void add(String name, String label, String discovery, ObjectNode... fields) {
        ObjectNode workflow = Json.object()
                .put("name", name)
                .put("label", label)
                .put("discovery", discovery)
                .put("enabled", true)
                .put("visible", true);
        workflow.putArray("fields").addAll(List.of(fields));
        workflows.put(name, workflow);
    }

    synchronized void removeWorkflow(String name) {
        workflows.remove(name);
    }

    synchronized void sites(List<String> names) {
        sites.clear();
        sites.addAll(names);
    }

    synchronized void health(String overall) {
        health = overall;
    }

    /** As the manual of 2.9.0 shows an alert. */
    synchronized void alert(String site, String severity, String summary, Instant created) {
        alerts.add(Json.object()
                .put("id", alerts.size() + 1)
                .put("site", site)
                .put("name", "alert-" + (alerts.size() + 1))
                .put("node", site + "-node1")
                .put("queue", "default")
                .put("created", created.toString())
                .put("severity", severity)
                .put("summary", summary)
                .put("suppressed", false));
    }

    /** Those of a site; all if it is null. */
    synchronized List<ObjectNode> alerts(String site) {
        return alerts.stream()
                .filter(alert -> site == null || site.equals(alert.path("site").asText()))
                .toList();
    }

    synchronized Set<String> workflowNames() {
        return Set.copyOf(workflows.keySet());
    }

    synchronized Set<String> siteNames() {
        return Set.copyOf(sites);
    }

    synchronized List<ObjectNode> workflows() {
        return new ArrayList<>(workflows.values());
    }

    synchronized List<ObjectNode> sites() {
        return sites.stream().map(name -> Json.object().put("name", name)).toList();
    }

    synchronized ObjectNode healthReport() {
        ObjectNode report = Json.object().put("overall_health", health);
        report.putObject("hub_status").put("health", health);
        ArrayNode statuses = report.putArray("site_status");
        for (String site : sites) {
            ObjectNode status = statuses.addObject().put("site", site).put("health", health);
            status.putArray("nodes")
                    .addObject()
                    .put("name", site + "-node1")
                    .put("health", health)
                    .put("online", true);
        }
        return report;
    }
}
