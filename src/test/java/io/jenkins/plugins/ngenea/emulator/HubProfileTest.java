package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HubProfileTest {
    private final HubEmulator hub = HubEmulator.start();
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void everyConstantIsListedUnderItsOwnName() throws Exception {
        List<String> constants = new ArrayList<>();
        for (Field field : HubProfile.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == HubProfile.class) {
                assertEquals(field.getName(), ((HubProfile) field.get(null)).name());
                constants.add(field.getName());
            }
        }
        assertEquals(constants, HubProfile.all().stream().map(HubProfile::name).toList());
        assertEquals(HubProfile.DOCUMENTED_ONLY, HubProfile.named("documented_only"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "SUBMIT_JOB_ID|{\"job_id\":1}",
                "SUBMIT_JOB_NUMBER|{\"job\":1}",
                "SUBMIT_JOB_URL|{\"job\":\"URL/api/jobs/1/\"}",
                "SUBMIT_JOBS_NUMBERS|{\"jobs\":[1]}",
                "SUBMIT_JOBS_URLS|{\"jobs\":[\"URL/api/jobs/1/\"]}",
                "SUBMIT_URL|{\"url\":\"URL/api/jobs/1/\"}",
                "SUBMIT_WITHOUT_ID|{\"status\":\"ok\"}",
                "STRING_IDS|{\"id\":\"1\"}",
            })
    void theAnswerToASubmitIsTheProfiles(String profile, String answer) throws Exception {
        hub.profile(HubProfile.named(profile));
        assertEquals(answer.replace("URL", hub.url()), requests.submit("/a").text());
        assertEquals(1, hub.jobs().size());
    }

    @Test
    void theJobItselfCanBeTheAnswer() throws Exception {
        assertEquals(
                1, submit(HubProfile.SUBMIT_JOB_OBJECT).path("job").path("id").intValue());
        assertEquals(
                2,
                submit(HubProfile.SUBMIT_JOBS_OBJECTS)
                        .path("jobs")
                        .path(0)
                        .path("id")
                        .intValue());
        assertEquals(3, submit(HubProfile.SUBMIT_JOB_RESOURCE).path("id").intValue());
    }

    @Test
    void theAnswerCanBeALocationOnly() throws Exception {
        hub.profile(HubProfile.SUBMIT_LOCATION);
        Requests.Answer answer = requests.submit("/a");
        assertEquals("", answer.text());
        assertEquals(hub.url() + "/api/jobs/1/", answer.header("location"));
    }

    @Test
    void theStatusOfASubmitIsTheProfiles() throws Exception {
        hub.profile(HubProfile.SUBMIT_200);
        assertEquals(200, requests.submit("/a").status());
        hub.profile(HubProfile.SUBMIT_202);
        assertEquals(202, requests.submit("/a").status());
    }

    @Test
    void pathsAndDetailsAreShownOnlyWhereTheProfileSaysSo() throws Exception {
        hub.planNext(JobPlan.held());
        requests.submit("/a");
        assertFalse(job().has("paths"));
        assertFalse(task().has("paths"));
        hub.profile(HubProfile.PATHS_IN_JOBS);
        assertEquals("[\"/a\"]", job().path("paths").toString());
        assertFalse(job().has("owner"));
        hub.profile(HubProfile.PATHS_IN_TASKS);
        assertEquals("[\"/a\"]", task().path("paths").toString());
        hub.profile(HubProfile.DETAILS_IN_JOBS);
        assertEquals("dfoster", job().path("owner").textValue());
        hub.profile(HubProfile.RESULTS_IN_TASKS);
        hub.job("1").errorTask("/a", "refused");
        assertEquals(
                "{\"processed\":[],\"failed\":[{\"path\":\"/a\",\"error\":\"refused\"}],\"aborted\":[]}",
                task().path("result").toString());
    }

    @Test
    void statesIdsAndNamesAreSpelledAsTheProfileSays() throws Exception {
        hub.holdJobs();
        requests.submit("/a");
        hub.profile(HubProfile.LOWER_CASE_STATES);
        assertEquals("started", job().path("state").textValue());
        hub.job("1").finish("CANCELLED");
        hub.profile(HubProfile.CANCELED_SPELLING);
        assertEquals("CANCELED", job().path("state").textValue());
        hub.profile(HubProfile.WORKFLOW_KEY);
        assertEquals("migrate", job().path("workflow").textValue());
        assertFalse(job().has("type"));
        hub.profile(HubProfile.TYPE_AND_WORKFLOW_KEYS);
        assertTrue(job().has("type") && job().has("workflow"));
        hub.profile(HubProfile.FLAT_COUNTERS);
        assertEquals(1, job().path("total").intValue());
        hub.profile(HubProfile.NO_COUNTERS);
        assertFalse(job().has("counts"));
        hub.profile(HubProfile.UUID_IDS);
        String id = requests.submit("/b").json().path("id").textValue();
        assertEquals(36, id.length());
        assertEquals(id, requests.get("/api/jobs/" + id + "/").json().path("id").textValue());
    }

    @Test
    void cancelCanBeMissing() throws Exception {
        hub.holdJobs();
        requests.submit("/a");
        hub.profile(HubProfile.NO_CANCEL_404);
        assertEquals(404, requests.post("/api/jobs/1/cancel/", "").status());
        hub.profile(HubProfile.NO_CANCEL_405);
        assertEquals(405, requests.post("/api/jobs/1/cancel/", "").status());
        assertEquals("STARTED", hub.job("1").state());
        hub.profile(HubProfile.CANCEL_204);
        assertEquals(204, requests.post("/api/jobs/1/cancel/", "").status());
        assertEquals("CANCELLING", hub.job("1").state());
    }

    @Test
    void cancelCanBeElsewhere() throws Exception {
        hub.holdJobs();
        requests.submit("/a");
        hub.profile(HubProfile.CANCEL_IS_PATCH);
        assertEquals(404, requests.post("/api/jobs/1/cancel/", "").status());
        assertEquals(404, requests.post("/api/jobs/1/abort/", "").status());
        assertEquals("STARTED", hub.job("1").state());
        assertEquals(
                200,
                requests.send("PATCH", "/api/jobs/1/abort/", BodyPublishers.noBody())
                        .status());
        assertEquals("CANCELLING", hub.job("1").state());
    }

    @Test
    void theDescriptionIsOnlyWhereTheProfileSaysAndThePageLinksIt() throws Exception {
        assertEquals(404, requests.get("/api/schema/").status());
        assertEquals(200, requests.get("/api/docs/").status());
        hub.profile(HubProfile.SCHEMA_IN_YAML);
        assertTrue(requests.get("/api/schema/").text().contains("openapi: \"3.0.3\""));
        hub.profile(HubProfile.SWAGGER_OF_DOCS);
        assertEquals(404, requests.get("/api/schema/").status());
        assertEquals(
                "2.0",
                requests.get("/api/docs/?format=openapi").json().path("swagger").textValue());
        hub.profile(HubProfile.SCHEMA_LINKED);
        assertTrue(requests.get("/api/docs/").text().contains("/api/reference/open\\u002Dapi.json"));
        assertEquals(
                "3.0.3",
                requests.get("/api/reference/open-api.json")
                        .json()
                        .path("openapi")
                        .textValue());
    }

    @Test
    void anOldEditionKnowsNeitherQueuesNorSnapdiff() throws Exception {
        String more = "\"queue\": \"fast\", \"discovery\": \"snapdiff\", ";
        String submission = Requests.submission("/a").replace("{", "{" + more);
        assertEquals(201, requests.post("/api/file/workflow/", submission).status());
        hub.profile(HubProfile.OLD_EDITION);
        Requests.Answer refused = requests.post("/api/file/workflow/", submission);
        assertEquals(400, refused.status());
        assertTrue(refused.json().has("queue") && refused.json().has("discovery"), refused.text());
    }

    @Test
    void theRefusalOfATokenCanHaveAList() throws Exception {
        hub.profile(HubProfile.NESTED_REFUSALS);
        assertEquals(
                "Token is invalid or expired",
                new Requests(hub, "Bearer wrong")
                        .get("/api/jobs/")
                        .json()
                        .path("messages")
                        .path(0)
                        .path("message")
                        .textValue());
    }

    @Test
    void statesCanBeSpelledAsThePagesOfTheHubSpellThem() throws Exception {
        hub.holdJobs();
        requests.submit("/a");
        hub.profile(HubProfile.WORDS_OF_PAGES);
        hub.job("1").finish("SUCCESS");
        assertEquals("Succeeded", job().path("state").textValue());
        hub.profile(HubProfile.NEWEST_EDITION);
        hub.job("1").moveTo("CANCELLING");
        assertEquals("DEQUEUING", job().path("state").textValue());
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.ngenea.emulator.HubProfile#all")
    void everyProfileTakesAJobToItsEnd(HubProfile profile) throws Exception {
        hub.profile(profile);
        hub.holdJobs();
        assertEquals(2, requests.submit("/a").status() / 100);
        hub.lastJob().finish("SUCCESS");
        JsonNode job = requests.get("/api/jobs/" + hub.lastJob().id() + "/").json();
        assertEquals(JobState.SUCCESS, JobState.of(job.path("state").textValue()));
    }

    private JsonNode submit(HubProfile profile) throws Exception {
        hub.profile(profile);
        return requests.submit("/a").json();
    }

    private JsonNode job() throws Exception {
        return requests.get("/api/jobs/1/").json();
    }

    private JsonNode task() throws Exception {
        return requests.get("/api/tasks/?job=1").json().path("results").path(0);
    }
}
