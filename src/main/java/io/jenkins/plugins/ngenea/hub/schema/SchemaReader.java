package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.schema.OpenApi.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what this plugin needs to know from a description. */
final class SchemaReader {
    private static final int MOST_NAMES = 100;
    private static final Set<String> CANCEL = Set.of("cancel", "abort", "stop");
    private static final Pattern SUBMIT = Pattern.compile("file/workflow/?");
    private static final Pattern JOBS = Pattern.compile("jobs/?");
    private static final Pattern JOB = Pattern.compile("jobs/\\{[^/]+\\}/?");

    private final OpenApi api;
    private final List<Operation> operations;

    SchemaReader(OpenApi api) {
        this.api = api;
        this.operations = api.operations();
    }

    /**
     * @param address where the description was found
     */
    HubSchema read(String address) {
        JobCalls calls = new JobCalls(api, operations);
        ObjectShape submit = new ObjectShape(
                api, find("POST", SUBMIT).map(api::requestSchema).orElse(MissingNode.getInstance()));
        return new HubSchema(
                RemoteText.name(address),
                api.dialect(),
                calls.thatSay(CANCEL),
                names(submit.requestKeys()),
                names(submit.requiredKeys()),
                jobFilters(),
                states());
    }

    private Optional<Operation> find(String method, Pattern path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matcher(operation.path()).matches())
                .findFirst();
    }

    private Optional<Operation> jobList() {
        return find("GET", JOBS);
    }

    private List<String> jobFilters() {
        return names(jobList().stream()
                .flatMap(call -> api.parameters(call).stream())
                .filter(parameter -> parameter.path("in").asText("").equals("query"))
                .map(parameter -> parameter.path("name").asText(""))
                .toList());
    }

    /** Those of a job; where it does not say, those that the list can be filtered by. */
    private List<String> states() {
        Optional<JsonNode> ofJob =
                find("GET", JOB).map(call -> new ObjectShape(api, api.answerSchema(call)).member("state"));
        List<String> words = ofJob.map(this::words).orElse(List.of());
        return words.isEmpty() ? statesOfFilter() : words;
    }

    private List<String> statesOfFilter() {
        return jobList().stream()
                .flatMap(call -> api.parameters(call).stream())
                .filter(parameter -> parameter.path("name").asText("").equals("state"))
                .findFirst()
                .map(parameter -> words(parameter.has("schema") ? parameter.path("schema") : parameter))
                .orElse(List.of());
    }

    private List<String> words(JsonNode schema) {
        JsonNode resolved = api.resolved(schema);
        return names(new ObjectShape(api, resolved.has("items") ? resolved.path("items") : resolved).words());
    }

    private static List<String> names(Collection<String> some) {
        return some.stream()
                .map(RemoteText::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }
}
