package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTest {
    private final HubEmulator hub = HubEmulator.start();
    private final Requests requests = Requests.withKey(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void theLeastAnswerIsAnId() throws Exception {
        Requests.Answer answer = requests.submit("/a");
        assertEquals(201, answer.status());
        assertEquals("{\"id\":1}", answer.text());
    }

    @Test
    void everythingSubmittedIsKept() throws Exception {
        String body = "{\"paths\": [\"/a\", \"/b\"], \"site\": \"dfoster2\", \"workflow\": \"custom_tiering\","
                + " \"discovery\": \"recursive\", \"fields\": {\"days\": 3, \"dry_run\": true}, \"queue\": \"night\"}";
        requests.post("/api/file/workflow/", body);
        EmulatedJob job = hub.job("1");
        assertEquals(body, job.body());
        assertEquals(List.of("/a", "/b"), job.paths());
        assertEquals("recursive", job.discovery().textValue());
        assertEquals(3, job.fields().path("days").intValue());
        assertEquals("night", job.queue());
        assertEquals("dfoster", job.owner());
    }

    @Test
    void anAbsentDiscoveryIsNotTheSameAsNull() throws Exception {
        requests.submit("/a");
        assertNull(hub.lastJob().discovery());
        requests.post("/api/file/workflow/", Requests.submission("/a").replace("}", ", \"discovery\": null}"));
        assertTrue(hub.lastJob().discovery().isNull());
    }

    @ParameterizedTest(name = "{0} is refused naming {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}|workflow,site,paths",
                "[]|non_field_errors",
                "{\"paths\":[],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}|paths",
                "{\"paths\":\"/a\",\"site\":\"dfoster1\",\"workflow\":\"migrate\"}|paths",
                "{\"paths\":[1],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}|paths",
                "{\"paths\":[\"\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}|paths",
                "{\"paths\":[\"/a\"],\"site\":\"nowhere\",\"workflow\":\"migrate\"}|site",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"nothing\"}|workflow",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"discovery\":\"magic\"}|discovery",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"fields\":[]}|fields",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"queue\":7}|queue",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"colour\":{\"a\":[1]}}|colour",
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\"|detail",
                "{\"paths\":[\"/a\"|detail",
                "no json|detail",
            })
    void whatIsWrongIsRefusedByName(String body, String fields) throws Exception {
        Requests.Answer answer = requests.post("/api/file/workflow/", body);
        assertEquals(400, answer.status());
        for (String field : fields.split(",")) {
            assertTrue(answer.json().has(field), answer.text());
        }
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void aBodyOfAHundredMegabytesIsTaken() throws Exception {
        hub.keepPaths(10);
        String path = "\"/mmfs1/" + "x".repeat(1000) + "\"";
        int count = 100_000;
        InputStream body = new SequenceInputStream(Collections.enumeration(List.of(
                stream("{\"site\": \"dfoster1\", \"workflow\": \"migrate\", \"paths\": [" + path),
                new SequenceInputStream(repeated("," + path, count - 1)),
                stream("]}"))));
        Requests.Answer answer = requests.send("POST", "/api/file/workflow/", BodyPublishers.ofInputStream(() -> body));
        assertEquals(201, answer.status(), answer.text());
        assertEquals(count, hub.lastJob().pathCount());
        assertEquals(10, hub.lastJob().paths().size());
        RecordedRequest recorded = hub.requests(FaultPoint.SUBMIT).get(0);
        assertTrue(recorded.bodyLength() > 100_000_000);
        assertEquals(1 << 20, recorded.body().length());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Enumeration<InputStream> repeated(String text, int times) {
        return Collections.enumeration(
                IntStream.range(0, times).mapToObj(i -> stream(text)).toList());
    }
}
