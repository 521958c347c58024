package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The {@code curl} examples of the manual's page on the API, word for word but for the host and the password. */
class ManualPageTest {
    private static final String TOKEN = "curl -s -X POST 'http://localhost:8000/api/auth/token/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -d '{\"username\": \"dfoster\", \"password\": \"******\"}'";
    private static final String REFRESH = "curl -s -X POST 'http://localhost:8000/api/auth/token/refresh/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -d '{\"refresh\": \"<refresh_token>\"}'";
    private static final String JOBS_WITH_TOKEN = "curl -s -X GET 'http://localhost:8000/api/jobs/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -H \"Authorization: Bearer $JWT_ACCESS_TOKEN\"";
    private static final String NEW_KEY = "curl -s -X POST 'http://localhost:8000/api/auth/clientkeys/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -H \"Authorization: Bearer $JWT_TOKEN\" -d '{\"name\": \"my_automation_key\"}'";
    private static final String JOBS_WITH_KEY = "curl -s -X GET 'http://localhost:8000/api/jobs/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -H \"Authorization: Api-Key $API_KEY\"";
    private static final String SUBMIT = "curl -s -X POST 'http://example.com/api/file/workflow/'"
            + " -H 'Accept: application/json' -H 'Content-Type: application/json'"
            + " -H \"Authorization: Api-Key $TOKEN\" -d '{\"paths\": [\"/mmfs1/data/sample_data.tgz\"],"
            + " \"site\": \"dfoster1\", \"workflow\": \"migrate\", \"discovery\": null}'";
    private static final String NO_JOBS = "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": [],"
            + " \"stats\": {\"type\": {\"migrate\": 0, \"premigrate\": 0, \"recall\": 0},"
            + " \"state\": {\"SUCCESS\": 0, \"FAILURE\": 0, \"STARTED\": 0, \"PENDING\": 0, \"ERROR\": 0},"
            + " \"created\": {}, \"site\": {}}}";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HubEmulator hub = HubEmulator.start();

    @BeforeEach
    void someoneHasCurl() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no /usr/bin/curl");
        hub.addUser("dfoster", "******");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aPasswordGivesTwoTokens() throws Exception {
        JsonNode answer = run(TOKEN, Map.of());
        assertEquals(List.of("access", "refresh"), names(answer));
    }

    @Test
    void aTokenListsNoJobsExactlyAsShown() throws Exception {
        String token = run(TOKEN, Map.of()).path("access").textValue();
        assertEquals(mapper.readTree(NO_JOBS), run(JOBS_WITH_TOKEN, Map.of("JWT_ACCESS_TOKEN", token)));
    }

    @Test
    void aRefreshTokenGivesAnAccessTokenOnly() throws Exception {
        String refresh = run(TOKEN, Map.of()).path("refresh").textValue();
        JsonNode answer = run(REFRESH.replace("<refresh_token>", refresh), Map.of());
        assertEquals(List.of("access"), names(answer));
        String token = answer.path("access").textValue();
        assertEquals(
                0,
                run(JOBS_WITH_TOKEN, Map.of("JWT_ACCESS_TOKEN", token))
                        .path("count")
                        .intValue());
    }

    @Test
    void aClientKeyIsMadeShownOnceAndListsJobs() throws Exception {
        String token = run(TOKEN, Map.of()).path("access").textValue();
        JsonNode key = run(NEW_KEY, Map.of("JWT_TOKEN", token));
        assertEquals(List.of("url", "id", "name", "api_key"), names(key));
        assertEquals(hub.url() + "/api/auth/clientkeys/1/", key.path("url").textValue());
        assertEquals(1, key.path("id").intValue());
        assertEquals("my_automation_key", key.path("name").textValue());
        String secret = key.path("api_key").textValue();
        assertEquals(mapper.readTree(NO_JOBS), run(JOBS_WITH_KEY, Map.of("API_KEY", secret)));
        Requests again = new Requests(hub, "Bearer " + token);
        assertFalse(again.get("/api/auth/clientkeys/").text().contains(secret));
    }

    @Test
    void aFileIsMigrated() throws Exception {
        run(SUBMIT, Map.of("TOKEN", hub.newClientKey()));
        EmulatedJob job = hub.lastJob();
        assertEquals("migrate", job.workflow());
        assertEquals("dfoster1", job.site());
        assertEquals(List.of("/mmfs1/data/sample_data.tgz"), job.paths());
        assertTrue(job.discovery().isNull());
    }

    @Test
    void aSubmitWithoutTheTrailingSlashErrorsAndMakesNoJob() throws Exception {
        Requests requests = Requests.withKey(hub);
        for (HubProfile profile :
                List.of(HubProfile.DOCUMENTED_ONLY, HubProfile.MISSING_SLASH_500, HubProfile.MISSING_SLASH_REDIRECT)) {
            hub.profile(profile);
            int status = requests.post("/api/file/workflow", Requests.submission("/a"))
                    .status();
            assertTrue(status >= 300, profile + ": " + status);
        }
        requests.get("/api/file/workflow");
        assertEquals(405, requests.get("/api/file/workflow/").status());
        assertTrue(hub.jobs().isEmpty());
    }

    private JsonNode run(String curl, Map<String, String> environment) throws IOException, InterruptedException {
        String command = curl.replace("http://localhost:8000", hub.url()).replace("http://example.com", hub.url());
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command + " --noproxy '*'");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return mapper.readTree(output);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
