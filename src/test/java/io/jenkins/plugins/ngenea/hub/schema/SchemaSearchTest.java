package io.jenkins.plugins.ngenea.hub.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and descriptions of all kinds, good and bad. */
@Timeout(30)
class SchemaSearchTest {
    private static final String STOP = "{\"openapi\":\"3.0.3\",\"paths\":{\"/api/jobs/{id}/stop/\":{\"post\":{}}}}";

    private final Map<String, String> bodies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String hub = "https://hub.example.com";

    private HubResponse answer(URI uri, String accept) {
        asked.add(uri.toString());
        String body = bodies.get(uri.toString().substring(hub.length()));
        return new HubResponse(
                body == null ? 404 : 200,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                (body == null ? "Not Found" : body).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<HubSchema> look() throws Exception {
        return new SchemaSearch(HubUrl.parse(hub), this::answer).look().schema();
    }

    private HubSchema read(String text) throws Exception {
        bodies.put("/api/schema/", text);
        return look().orElseThrow();
    }

    private List<String> cancels(String text) throws Exception {
        return read(text).cancels().stream().map(JobCall::toString).toList();
    }

    /** A description of one call. */
    private static String one(String path, String method, String call) {
        return "{\"openapi\":\"3.0.3\",\"paths\":{\"" + path + "\":{\"" + method + "\":" + call + "}},"
                + "\"components\":{\"schemas\":{"
                + "\"Free\":{\"required\":[\"id\"],\"properties\":{\"id\":{\"readOnly\":true}}},"
                + "\"Strict\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Free\"},{\"required\":[\"reason\"]}]},"
                + "\"Loop\":{\"$ref\":\"#/components/schemas/Loop\"},"
                + "\"Ring\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Ring\"},"
                + "{\"$ref\":\"#/components/schemas/Ring\"}]}}}}";
    }

    private static String taking(String schema) {
        return "{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/"
                + schema + "\"}}}}}";
    }

    @ParameterizedTest
    @CsvSource({
        "post, /api/jobs/{id}/cancel/, '', POST /api/jobs/{id}/cancel/",
        "post, /api/jobs/{job_id}/abort, '', POST /api/jobs/{id}/abort",
        "put, /api/v2/jobs/{pk}/actions/stop/, '', PUT /api/v2/jobs/{id}/actions/stop/",
        "post, /api/jobs/{id}/cancel_job/, '', POST /api/jobs/{id}/cancel_job/",
        "post, /api/jobs/{id}/end/, jobs_cancel_create, POST /api/jobs/{id}/end/",
        "post, /api/jobs/{id}/end/, cancelJob, POST /api/jobs/{id}/end/",
        "delete, /api/jobs/{id}/, abortJob, DELETE /api/jobs/{id}/",
    })
    void aCallThatSaysItCancelsAJobMayBeIt(String method, String path, String name, String call) throws Exception {
        assertEquals(List.of(call), cancels(one(path, method, "{\"operationId\":\"" + name + "\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "get, /api/jobs/{id}/cancel/, ''",
        "post, /api/jobs/cancel/, ''",
        "post, /api/tasks/{id}/cancel/, ''",
        "post, /api/jobs/{id}/tasks/{task}/cancel/, ''",
        "post, /api/jobs/{id}/cancelled/, ''",
        "post, /api/jobs/{id}/stop/logs/, jobs_stop_logs_create",
        "post, /api/jobs/{id}/pause/, jobs_pause_create",
        "delete, /api/jobs/{id}/, jobs_destroy",
        "post, /api/jobs/{id}/../../auth/cancel/, ''",
        "post, /api/jobs/{id}/%2e%2e/cancel/, ''",
        "post, /api/jobs/{id}/cancel/?all=true, ''",
        "post, /elsewhere/jobs/{id}/cancel/, ''",
        "post, //evil.example.com/api/jobs/{id}/cancel/, ''",
    })
    void anyOtherCallIsNot(String method, String path, String name) throws Exception {
        String text = one(path, method, "{\"operationId\":\"" + name + "\"}")
                .replace("\"paths\":{", "\"paths\":{\"/api/jobs/\":{},");
        assertEquals(List.of(), cancels(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"parameters\":[{\"in\":\"query\",\"name\":\"force\",\"required\":true}]}",
                "{\"parameters\":[{\"in\":\"header\",\"name\":\"X-Reason\",\"required\":true}]}",
                "{\"servers\":[{\"url\":\"https://evil.example.com\"}]}",
            })
    void aCallThatNeedsMoreThanTheJobIsNotUsed(String call) throws Exception {
        assertEquals(List.of(), cancels(one("/api/jobs/{id}/cancel/", "post", call)));
    }

    @ParameterizedTest
    @CsvSource({"Strict, 0", "Free, 1", "Loop, 1", "Ring, 1", "Missing, 1"})
    void aBodyWithRequiredMembersIsMoreThanTheJob(String schema, int calls) throws Exception {
        assertEquals(
                calls,
                cancels(one("/api/jobs/{id}/cancel/", "post", taking(schema))).size());
    }

    @Test
    void severalMethodsAtOneAddressAreOneCall() throws Exception {
        String text = STOP.replace("\"post\":{}", "\"put\":{},\"post\":{},\"delete\":{}");
        assertEquals(List.of("POST /api/jobs/{id}/stop/"), cancels(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"https://inside.example.com/api\"}],\"paths\":{\"/jobs/{id}/stop/\":{\"post\":{}}}}",
                "{\"openapi\":\"3.0.3\",\"servers\":[{\"url\":\"/\"}],\"paths\":{\"/api/jobs/{id}/stop/\":{\"post\":{}}}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/jobs/{id}/stop/\":{\"post\":{}}}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/gateway/api/jobs/{id}/stop/\":{\"post\":{}}}}",
                "{\"swagger\":\"2.0\",\"basePath\":\"/api\",\"paths\":{\"/jobs/{id}/stop/\":{\"post\":{}}}}",
                "{\"swagger\":\"2.0\",\"basePath\":\"/api/\",\"paths\":{\"/jobs/{id}/stop/\":{\"post\":{}}}}",
                "swagger: 2.0\nbasePath: /gateway/api\npaths:\n  /jobs/{id}/stop/:\n    post: {}\n",
                "openapi: 3.0.3\npaths:\n  /api/jobs/{id}/stop/: &all\n    post: {}\n"
            })
    void wherePathsBeginIsUnderstood(String text) throws Exception {
        hub = "https://hub.example.com/gateway";
        assertEquals(List.of("POST /api/jobs/{id}/stop/"), cancels(text));
        assertEquals(
                "https://hub.example.com/gateway/api/jobs/7%2F8/stop/",
                read(text).cancel().orElseThrow().at(HubUrl.parse(hub), "7/8").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href=\"/api/spec/openapi.json\">|/api/spec/openapi.json",
                "<redoc spec-url='/api/spec/schema/?version=v1&amp;lang=en'>|/api/spec/schema/?version=v1&lang=en",
                "url: \"/api/our\\u002Dschema/\"|/api/our-schema/",
                "{\"url\": \"http://inside.example.com/api/my.yaml\"}|/api/my.yaml",
                "<a href=\"../v2/schema\">|/api/v2/schema",
                "<a href=\"?format=openapi&x=1\">|/api/docs/?format=openapi&x=1",
            })
    void whatThePageNamesIsAskedForOnTheConfiguredHub(String page, String address) throws Exception {
        bodies.put("/api/docs/", "<html>" + page + "</html>");
        bodies.put(address, STOP);
        assertTrue(look().isPresent(), asked.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/swagger.json",
                "//evil.example.com/openapi.json",
                "https://user:secret@evil.example.com:9/schema/",
                "/api/../admin/schema/",
                "/api/%2e%2e/admin/schema/",
                "/api//schema",
                "/api/./../schema/",
                "/admin/schema/",
                "javascript:alert('schema')",
                "file:///etc/schema.json",
                "/api/jobs/1/cancel/",
                "http://[schema",
            })
    void anAddressOfAnotherPlaceIsNotFollowed(String address) throws Exception {
        bodies.put("/api/docs/", "<a href=\"" + address + "\">");
        assertEquals(Optional.empty(), look());
        assertEquals(
                List.of(
                        "schema/",
                        "docs/",
                        "docs/?format=openapi",
                        "swagger.json",
                        "docs/swagger.json",
                        "schema/?format=json"),
                asked.stream()
                        .map(uri -> uri.substring((hub + "/api/").length()))
                        .toList());
    }

    @Test
    void aPageWithAThousandLinksCostsNoMoreThanEightRequests() throws Exception {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            page.append("<a href=\"/api/schema").append(i).append("/\">");
        }
        bodies.put("/api/docs/", page.toString());
        assertEquals(Optional.empty(), look());
        assertEquals(SchemaSearch.MOST_REQUESTS, asked.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "true",
                "12",
                "\"openapi\"",
                "[]",
                "[{\"openapi\":\"3.0.3\",\"paths\":{}}]",
                "{}",
                "{\"openapi\":3,\"paths\":[]}",
                "{\"openapi\":\"3.0.3\"}",
                "{\"openapi\":\"1\",\"paths\":{}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{}",
                "{\"openapi\":\"3.0.3\",\"paths\":{}} trailing",
                "<html>openapi: 3</html>",
                "openapi: 3.0.3\npaths: [unclosed",
                "openapi: 3.0.3\npaths: !!java.lang.Object {}\n\t- x",
                "a plain text",
                "--- \n...\n--- {openapi: 3.0.3}",
                "\u0000\u0001",
            })
    void whatIsNoDescriptionIsNone(String text) throws Exception {
        bodies.put("/api/schema/", text);
        assertEquals(Optional.empty(), look());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/api/jobs/{id}/stop/\":7}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/api/jobs/{id}/stop/\":{\"post\":\"x\"},\"x\":[]}}",
                "{\"openapi\":\"3.0.3\",\"servers\":{},\"paths\":{\"/api/jobs/{id}/stop/\":{\"post\":[{\"parameters\":4}]}}}",
                "{\"openapi\":\"3.0.3\",\"servers\":[{\"url\":\"{scheme}://x\"}],\"paths\":{\"/api/file/workflow/\":{\"post\":{\"requestBody\":{\"content\":{}}}}}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/api/jobs/\":{\"get\":{\"parameters\":[null,1,{\"in\":[]},{\"$ref\":\"https://evil.example.com/x\"},{\"$ref\":\"#/paths\"}]}}}}",
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/api/jobs/{id}/\":{\"get\":{\"responses\":{\"200\":{\"content\":{\"a\":{\"schema\":{\"properties\":{\"state\":{\"enum\":[{},null,1]}}}}}}}}}}}",
            })
    void aDescriptionWithTheWrongTypesIsReadAsFarAsItGoes(String text) throws Exception {
        assertEquals("OpenAPI 3.0.3", read(text).dialect());
    }

    @Test
    void aliasesAreNotExpanded() throws Exception {
        StringBuilder laughs = new StringBuilder("openapi: 3.0.3\npaths: {}\nl0: &l0 [lol, lol]\n");
        for (int i = 1; i < 100; i++) {
            String before = "*l" + (i - 1);
            laughs.append("l" + i + ": &l" + i + " [" + (before + ", ").repeat(9) + before + "]\n");
        }
        assertEquals(List.of(), read(laughs.toString()).cancels());
    }

    @Test
    void schemasThatReferToEachOtherOverAndOverAreLookedAtOnce() throws Exception {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            String next = "{\"$ref\":\"#/s/" + (i + 1) + "\"}";
            schemas.append("\"" + i + "\":{\"allOf\":[" + (next + ",").repeat(9) + next + "]},");
        }
        String body = "{\"requestBody\":{\"content\":{\"a\":{\"schema\":{\"$ref\":\"#/s/0\"}}}}}";
        assertEquals(
                List.of(),
                cancels("{\"s\":{" + schemas + "\"150\":{\"required\":[\"reason\"]}},"
                        + one("/api/jobs/{id}/cancel/", "post", body).substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "- ", "? ", "{a: "})
    void whatIsNestedWithoutEndIsNoDescription(String level) throws Exception {
        bodies.put("/api/schema/", "{\"openapi\":\"3.0.3\",\"paths\":{},\"x\":" + level.repeat(100_000));
        bodies.put("/api/swagger.json", "openapi: 3.0.3\npaths: {}\nx:\n  " + level.repeat(100_000));
        assertEquals(Optional.empty(), look());
    }

    @Test
    void manyPathsThatAllMeanTheSameAreReadInReasonableTime() throws Exception {
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            paths.append("\"/api/v" + i + "/jobs/{id}/cancel/\":{\"$ref\":\"#/item\"},");
        }
        String item = "{\"post\":{\"parameters\":[" + "{\"in\":\"query\",\"name\":\"a\"},".repeat(50_000) + "{}]}}";
        assertTrue(cancels("{\"openapi\":\"3.0.3\",\"item\":" + item + ",\"paths\":{" + paths + "\"/\":{}}}")
                        .size()
                > 1);
    }

    @Test
    void namesAreCleanAndBounded() throws Exception {
        StringBuilder parameters = new StringBuilder("{\"in\":\"query\",\"name\":\"a\\u001b[31m\\u202eb\"}");
        for (int i = 0; i < 1000; i++) {
            parameters.append(",{\"in\":\"query\",\"name\":\"" + "x".repeat(500) + i + "\"}");
        }
        HubSchema schema = read("{\"openapi\":\"3.0.3" + "!".repeat(500) + "\",\"paths\":{\"/api/jobs/\":{\"get\":"
                + "{\"parameters\":[" + parameters + "]}}}}");
        assertEquals("a [31m b", schema.jobFilters().get(0));
        assertTrue(schema.jobFilters().stream().allMatch(name -> name.length() <= 100));
        assertTrue(schema.jobFilters().size() <= 100);
        assertTrue(schema.dialect().length() <= 100);
    }

    @Test
    void anAnswerThatIsTooLargeIsNoDescription() throws Exception {
        SchemaSearch search = new SchemaSearch(HubUrl.parse(hub), (uri, accept) -> {
            throw new HubInvalidAnswerException("too large", null);
        });
        assertEquals(new SchemaSearch.Found(Optional.empty(), true), search.look());
    }

    @Test
    void aHubThatDoesNotAnswerIsToldToWhoeverAsks() {
        SchemaSearch search = new SchemaSearch(HubUrl.parse(hub), (uri, accept) -> {
            throw new HubUnreachableException("no answer", null, true, true, null);
        });
        assertThrows(HubUnreachableException.class, search::look);
    }
}
