package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.body.OneShotPublisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkflowBodyTest {
    private static final List<String> ONE = List.of("/a");

    @Test
    void theManualsExampleIsSentAsTheManualWritesIt() throws Exception {
        String manual =
                "{\"paths\": [\"/mmfs1/data/sample_data.tgz\"], \"site\": \"dfoster1\", \"workflow\": \"migrate\","
                        + " \"discovery\": null}";
        assertEquals(manual.replace(" ", ""), json(HubClients.manualsExample()));
    }

    @Test
    void theManualsExampleArrivesAtTheHubWithTheManualsHeaders() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            String key = hub.newClientKey();
            HubClients.client(hub.url(), key).submit(WorkflowBody.of(HubClients.manualsExample()));
            RecordedRequest request = hub.requests(FaultPoint.SUBMIT).get(0);
            assertEquals("/api/file/workflow/", request.path());
            assertNull(request.query());
            assertEquals("application/json", request.header("content-type"));
            assertEquals("application/json", request.header("accept"));
            assertEquals("Api-Key " + key, request.header("authorization"));
            assertEquals(
                    "{\"paths\":[\"/mmfs1/data/sample_data.tgz\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\","
                            + "\"discovery\":null}",
                    request.body());
        }
    }

    @Test
    void discoveryIsLeftOutUnlessItWasGiven() throws Exception {
        assertEquals(
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\"}",
                json(HubClients.request(ONE, null)));
    }

    @Test
    void aDiscoveryIsSentByItsName() throws Exception {
        assertEquals(
                "{\"paths\":[\"/a\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\",\"discovery\":\"snapdiff\"}",
                json(HubClients.request(ONE, "snapdiff")));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "NULL,NULL",
                "'',NULL",
                "'  ',NULL",
                "none,none",
                "None,none",
                "null,none",
                "default,NULL",
                "Default,NULL",
                "' recursive ',recursive"
            },
            nullValues = "NULL")
    void whatAPersonWritesForDiscoveryIsNormalised(String written, String meant) {
        assertEquals(meant, Discovery.normalise(written));
    }

    @Test
    void fieldsKeepNumbersAndBooleans() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "5");
        fields.put("int", 5);
        fields.put("long", 5_000_000_000L);
        fields.put("decimal", new BigDecimal("0.10"));
        fields.put("flag", true);
        JsonNode sent = new ObjectMapper()
                .readTree(json(HubClients.request(ONE, null, fields, null)))
                .path("fields");
        assertEquals(
                "{\"decimal\":0.10,\"flag\":true,\"int\":5,\"long\":5000000000,\"text\":\"5\"}",
                json(HubClients.request(ONE, null, fields, null)).replaceAll(".*\"fields\":(\\{.*})}", "$1"));
        assertTrue(sent.path("text").isTextual()
                && sent.path("int").isInt()
                && sent.path("flag").isBoolean());
    }

    @Test
    void fieldsAreLeftOutIfThereAreNone() throws Exception {
        assertEquals(-1, json(HubClients.request(ONE, null, Map.of(), null)).indexOf("fields"));
    }

    @Test
    void aQueueIsNamedIfThereIsOne() throws Exception {
        assertTrue(json(HubClients.request(ONE, null, Map.of(), "night")).endsWith(",\"queue\":\"night\"}"));
        assertEquals(-1, json(HubClients.request(ONE, null)).indexOf("queue"));
    }

    @Test
    void awkwardPathsArriveAsTheyAre() throws Exception {
        List<String> awkward =
                List.of("/a \"b\"\\c", "/tab\tand\nline", "/ümläut/日本/\ud83d\ude00", "/'$(rm)'", " /blank ");
        try (HubEmulator hub = HubEmulator.start()) {
            HubClients.client(hub).submit(WorkflowBody.of(HubClients.request(awkward, Discovery.NONE)));
            assertEquals(awkward, hub.lastJob().paths());
        }
    }

    @Test
    void aHundredThousandPathsArriveWithTheLengthThatWasAnnounced() throws Exception {
        List<String> many = IntStream.range(0, 100_000)
                .mapToObj(i -> "/mmfs1/data/projekt-ä/file-" + i)
                .toList();
        WorkflowBody body = WorkflowBody.of(HubClients.request(many, Discovery.NONE));
        try (HubEmulator hub = HubEmulator.start()) {
            HubClients.client(hub).submit(body);
            RecordedRequest request = hub.requests(FaultPoint.SUBMIT).get(0);
            assertEquals(Long.toString(body.length()), request.header("content-length"));
            assertEquals(body.length(), request.bodyLength());
            assertEquals(many, hub.lastJob().paths());
            assertEquals(100_000, body.pathCount());
        }
    }

    @Test
    void aLargeBodyIsMadeInSmallPieces() throws Exception {
        List<String> many = IntStream.range(0, 20_000)
                .mapToObj(i -> "/mmfs1/data/file-" + i)
                .toList();
        int pieces = 0;
        try (WorkflowBody.Pieces all =
                WorkflowBody.of(HubClients.request(many, null)).pieces()) {
            while (all.hasNext()) {
                assertTrue(all.next().length < 64 * 1024);
                pieces++;
            }
        }
        assertTrue(pieces > 10, pieces + " pieces");
    }

    @Test
    void theSameRequestHasTheSameHashInWhateverOrderItsFieldsCome() throws Exception {
        Map<String, Object> oneWay = new LinkedHashMap<>();
        oneWay.put("a", 1);
        oneWay.put("b", 2);
        Map<String, Object> theOther = new LinkedHashMap<>();
        theOther.put("b", 2);
        theOther.put("a", 1);
        assertEquals(
                hash(HubClients.request(ONE, null, oneWay, null)), hash(HubClients.request(ONE, null, theOther, null)));
    }

    @Test
    void anyDifferenceIsAnotherHash() throws Exception {
        List<WorkflowRequest> all = List.of(
                HubClients.request(ONE, null),
                HubClients.request(List.of("/b"), null),
                HubClients.request(ONE, Discovery.NONE),
                HubClients.request(ONE, null, Map.of("n", 1), null),
                HubClients.request(ONE, null, Map.of("n", "1"), null),
                HubClients.request(ONE, null, Map.of(), "q"));
        for (WorkflowRequest a : all) {
            for (WorkflowRequest b : all) {
                if (a != b) {
                    assertNotEquals(hash(a), hash(b));
                }
            }
        }
    }

    @Test
    void pathsThatCannotBeReadAreAnIoException() {
        WorkflowRequest request = new WorkflowRequest(
                "migrate",
                "dfoster1",
                () -> {
                    throw new IOException("the file is gone");
                },
                null,
                Map.of(),
                null);
        assertEquals(
                "the file is gone",
                assertThrows(IOException.class, () -> WorkflowBody.of(request)).getMessage());
    }

    @Test
    void theBodyIsHandedOutOnlyOnce() throws Exception {
        try (OneShotPublisher publisher = new OneShotPublisher(WorkflowBody.of(HubClients.manualsExample()))) {
            assertEquals(json(HubClients.manualsExample()), collected(publisher).get());
            Exception refused =
                    assertThrows(Exception.class, () -> collected(publisher).get());
            assertEquals(
                    "the request was already sent and is not sent again",
                    refused.getCause().getMessage());
        }
    }

    private static CompletableFuture<String> collected(Flow.Publisher<ByteBuffer> publisher) {
        CompletableFuture<String> all = new CompletableFuture<>();
        List<ByteBuffer> pieces = new ArrayList<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                pieces.add(piece);
            }

            @Override
            public void onError(Throwable error) {
                all.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                StringBuilder text = new StringBuilder();
                pieces.forEach(piece -> text.append(StandardCharsets.UTF_8.decode(piece)));
                all.complete(text.toString());
            }
        });
        return all;
    }

    private static String hash(WorkflowRequest request) throws IOException {
        return WorkflowBody.of(request).hash();
    }

    private static String json(WorkflowRequest request) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (WorkflowBody.Pieces pieces = WorkflowBody.of(request).pieces()) {
            while (pieces.hasNext()) {
                all.writeBytes(pieces.next());
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
