package io.jenkins.plugins.ngenea.hub.model;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What {@code POST /api/file/workflow/} asks for.
 *
 * @param workflow name (documented, required)
 * @param site where it starts (documented, required)
 * @param paths documented, required
 * @param discovery null: key left out; {@link Discovery#NONE}: JSON null; else the technique's name
 * @param fields runtime parameters of custom workflows (key name assumed); values are strings, numbers, booleans, or lists and maps of these; left
 *     out of the body if empty
 * @param queue null: left out, which means the Hub's queue {@code default} (key name assumed)
 */
public record WorkflowRequest(
        String workflow, String site, PathSource paths, String discovery, Map<String, Object> fields, String queue) {
    public WorkflowRequest {
        Objects.requireNonNull(workflow, "workflow");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(paths, "paths");
        // sorted: one request has one body, and so one hash, in whatever order a script named the fields
        fields = new TreeMap<>(fields);
    }
}
