package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelAddress;
import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelCall;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaDialect;
import java.util.List;
import java.util.Locale;

/** The calls of this Hub as drf-spectacular (OpenAPI 3) or drf-yasg (Swagger 2) describe them. */
final class SchemaDocument {
    private static final List<String> STATES = List.of(
            "NEW",
            "PENDING",
            "STARTED",
            "PAUSING",
            "PAUSED",
            "CANCELLING",
            "SUCCESS",
            "FAILURE",
            "ERROR",
            "SKIPPED",
            "CANCELLED");

    private final HubProfileBuilder profile;
    private final boolean isSwagger;
    private final ObjectNode root = Json.object();
    private final ObjectNode paths;
    private final ObjectNode schemas;

    SchemaDocument(HubProfileBuilder profile) {
        this.profile = profile;
        isSwagger = profile.schemaDialect == SchemaDialect.SWAGGER_2;
        root.put(isSwagger ? "swagger" : "openapi", isSwagger ? "2.0" : "3.0.3");
        root.putObject("info").put("title", "Ngenea Hub API").put("version", "2.9.0");
        if (isSwagger) {
            root.put("basePath", "/api");
        }
        paths = root.putObject("paths");
        schemas = isSwagger
                ? root.putObject("definitions")
                : root.putObject("components").putObject("schemas");
    }

    ObjectNode json() {
        schemas();
        ObjectNode list = call("GET", "/jobs/", "jobs_list", "JobList");
        for (String filter : List.of("created", "ordering", "page", "page_size", "site", "state")) {
            parameter(list, "query", filter);
        }
        ofJob("GET", "", "jobs_retrieve");
        ofJob("POST", "pause/", "jobs_pause_create");
        ofJob("POST", "resume/", "jobs_resume_create");
        if (profile.cancelCall == CancelCall.ANSWERS_JOB || profile.cancelCall == CancelCall.ANSWERS_NOTHING) {
            for (CancelAddress at : profile.cancelAt) {
                ofJob(at.method, at.word + "/", "jobs_" + at.word + "_" + at.method.toLowerCase(Locale.ROOT));
            }
        }
        body(call("POST", "/file/workflow/", "file_workflow_create", "Job"), "Submit");
        parameter(call("GET", "/tasks/", "tasks_list", "TaskList"), "query", "job");
        if (profile.pathsBesideTasks) {
            parameter(call("GET", "/tasks/{id}/files/", "tasks_files_list", "TaskList"), "path", "id");
        }
        call("GET", "/workflows/", "workflows_list", "WorkflowList");
        call("GET", "/sites/", "sites_list", "SiteList");
        return root;
    }

    private void schemas() {
        ArrayNode words = schemas.putObject("StateEnum").put("type", "string").putArray("enum");
        STATES.forEach(state -> words.add(profile.stateWords.getOrDefault(state, state)));
        ObjectNode job = schemas.putObject("Job").put("type", "object");
        job.putArray("required").add("id").add("state");
        ObjectNode members = job.putObject("properties");
        members.putObject("id").put("type", "integer").put("readOnly", true);
        members.putObject("state").put("readOnly", true).putArray("allOf").add(ref("StateEnum"));
        members.putObject("site").put("type", "string");
        ObjectNode submit = schemas.putObject("Submit").put("type", "object");
        submit.putArray("required").add("paths").add("site").add("workflow");
        ObjectNode keys = submit.putObject("properties");
        keys.putObject("paths").put("type", "array");
        for (String key : List.of("site", "workflow", "discovery")) {
            keys.putObject(key).put("type", "string");
        }
        keys.putObject("fields").put("type", "object");
        if (profile.queues) {
            keys.putObject("queue").put("type", "string");
        }
        for (String list : List.of("JobList", "TaskList", "WorkflowList", "SiteList")) {
            schemas.putObject(list)
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("count");
        }
    }

    private void ofJob(String method, String below, String name) {
        parameter(call(method, "/jobs/{id}/" + below, name, "Job"), "path", "id");
    }

    private ObjectNode call(String method, String path, String name, String answer) {
        ObjectNode call = paths.withObjectProperty(isSwagger ? path : "/api" + path)
                .putObject(method.toLowerCase(Locale.ROOT))
                .put("operationId", name);
        call.putArray("parameters");
        ObjectNode ok = call.putObject("responses").putObject("200").put("description", "");
        content(ok).set("schema", ref(answer));
        return call;
    }

    private ObjectNode content(ObjectNode message) {
        return isSwagger ? message : message.putObject("content").putObject("application/json");
    }

    private void body(ObjectNode call, String schema) {
        if (isSwagger) {
            call.withArray("parameters")
                    .addObject()
                    .put("name", "data")
                    .put("in", "body")
                    .put("required", true)
                    .set("schema", ref(schema));
        } else {
            content(call.putObject("requestBody").put("required", true)).set("schema", ref(schema));
        }
    }

    private void parameter(ObjectNode call, String in, String name) {
        ObjectNode parameter = call.withArray("parameters")
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", in.equals("path"));
        (isSwagger ? parameter : parameter.putObject("schema")).put("type", "string");
    }

    private ObjectNode ref(String schema) {
        return Json.object().put("$ref", (isSwagger ? "#/definitions/" : "#/components/schemas/") + schema);
    }
}
