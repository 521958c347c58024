package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsTest {
    private final HubEmulator hub = HubEmulator.start();
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest(name = "page_size {0} gives {1} of 130 jobs")
    @CsvSource({"1, 20", "19, 20", "20, 20", "50, 50", "100, 100", "1000, 100", "0, 130", "nonsense, 20"})
    void aPageIsNeverBelow20NorAbove100AndZeroDisablesPaging(String asked, int given) throws Exception {
        submit(130);
        JsonNode answer = requests.get("/api/jobs/?page_size=" + asked).json();
        assertEquals(given, answer.path("results").size());
        assertEquals(130, answer.path("count").intValue());
        assertEquals(given == 130, answer.path("next").isNull());
    }

    @Test
    void theLinksLeadThroughAllPages() throws Exception {
        submit(45);
        List<Long> ids = new ArrayList<>();
        String path = "/api/jobs/?page_size=20";
        for (int page = 1; page <= 3; page++) {
            JsonNode answer = requests.get(path).json();
            answer.path("results").forEach(job -> ids.add(job.path("id").longValue()));
            assertEquals(page == 1, answer.path("previous").isNull());
            assertEquals(page == 3, answer.path("next").isNull());
            path = answer.path("next").asText().replace(hub.url(), "");
        }
        assertEquals(45, ids.size());
        assertEquals(45L, ids.get(0));
        assertEquals(1L, ids.get(44));
        assertEquals(404, requests.get("/api/jobs/?page=4").status());
        assertEquals(404, requests.get("/api/jobs/?page=0").status());
    }

    @Test
    void theOrderOfJobsCanBeSet() throws Exception {
        submit(5);
        hub.order(HubProfile.JobOrder.OLDEST_FIRST);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), ids());
        hub.order(HubProfile.JobOrder.NEWEST_FIRST);
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), ids());
        hub.order(HubProfile.JobOrder.UNORDERED);
        List<Long> mixed = ids();
        assertEquals(mixed, ids());
        assertNotEquals(List.of(1L, 2L, 3L, 4L, 5L), mixed);
        assertNotEquals(List.of(5L, 4L, 3L, 2L, 1L), mixed);
    }

    @Test
    void theStatisticsCountEveryJob() throws Exception {
        hub.holdJobs();
        submit(3);
        hub.job("1").finish("SKIPPED");
        JsonNode stats = requests.get("/api/jobs/").json().path("stats");
        assertEquals(3, stats.path("type").path("migrate").intValue());
        assertEquals(0, stats.path("type").path("recall").intValue());
        assertEquals(2, stats.path("state").path("STARTED").intValue());
        assertEquals(1, stats.path("state").path("SKIPPED").intValue());
        assertEquals(0, stats.path("state").path("ERROR").intValue());
        assertEquals(3, stats.path("site").path("dfoster1").intValue());
    }

    @Test
    void workflowsHaveTheMembersOfTheManual() throws Exception {
        JsonNode workflows = requests.get("/api/workflows/").json().path("results");
        List<String> names = new ArrayList<>();
        workflows.forEach(workflow -> names.add(workflow.path("name").textValue()));
        assertEquals(List.of("migrate", "premigrate", "recall", "send", "site_sync", "custom_tiering"), names);
        for (String member : List.of("name", "label", "discovery", "enabled", "visible", "fields")) {
            assertTrue(workflows.get(0).has(member), member);
        }
    }

    @Test
    void sitesCanBeSet() throws Exception {
        hub.sites("london", "leeds");
        JsonNode sites = requests.get("/api/sites/").json();
        assertEquals(2, sites.path("count").intValue());
        assertEquals("london", sites.path("results").path(0).path("name").textValue());
    }

    @Test
    void listsCanBeBareArrays() throws Exception {
        submit(30);
        hub.profile(HubProfile.BARE_ARRAYS);
        assertEquals(6, requests.get("/api/workflows/").json().size());
        assertTrue(requests.get("/api/sites/").json().isArray());
        assertTrue(requests.get("/api/jobs/").json().isObject());
        hub.profile(HubProfile.BARE_JOB_ARRAY);
        assertEquals(30, requests.get("/api/jobs/").json().size());
    }

    @Test
    void theHealthIsThatOfTheHubAndItsSites() throws Exception {
        hub.health("warning");
        JsonNode health = requests.get("/api/health").json();
        assertEquals("warning", health.path("overall_health").textValue());
        assertTrue(health.path("hub_status").isObject());
        JsonNode site = health.path("site_status").path(0);
        assertEquals("dfoster1", site.path("site").textValue());
        assertTrue(site.path("nodes").path(0).path("online").booleanValue());
        assertEquals(health, requests.get("/api/health/").json());
    }

    @Test
    void whatDoesNotExistIs404() throws Exception {
        assertEquals(
                "{\"detail\":\"Not found.\"}", requests.get("/api/jobs/99/").text());
        Requests.Answer page = requests.get("/api/nothing/");
        assertEquals(404, page.status());
        assertTrue(page.text().startsWith("<!doctype html>"));
        assertFalse(page.header("content-type").contains("json"));
    }

    private void submit(int jobs) throws Exception {
        for (int i = 0; i < jobs; i++) {
            requests.submit("/a");
        }
    }

    private List<Long> ids() throws Exception {
        List<Long> ids = new ArrayList<>();
        requests.get("/api/jobs/")
                .json()
                .path("results")
                .forEach(job -> ids.add(job.path("id").longValue()));
        return ids;
    }
}
