package io.jenkins.plugins.ngenea.hub.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyWithoutPathsTest {
    private static final int LIMIT = 1024 * 1024;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final class Line implements Flow.Subscription {
        private boolean cancelled;

        @Override
        public void request(long n) {
            // the test sends what it wants
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Line line = new Line();
    private final BodyWithoutPaths body = new BodyWithoutPaths(LIMIT, false);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Receives a text in pieces of so many bytes. */
    private static String receive(String text, int piece) throws Exception {
        return receive(new BodyWithoutPaths(LIMIT, false), text, piece);
    }

    private static String receive(BodyWithoutPaths body, String text, int piece) throws Exception {
        body.onSubscribe(new Line());
        byte[] all = bytes(text);
        for (int at = 0; at < all.length; at += piece) {
            body.onNext(List.of(ByteBuffer.wrap(all, at, Math.min(piece, all.length - at))));
        }
        body.onComplete();
        return new String(body.getBody().toCompletableFuture().get(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':7,'paths':['/a','/b'],'state':'STARTED'}|{'id':7,'state':'STARTED'}",
                "{'results':[{'id':7,'paths':[]},{'paths':[{'path':'/a'},[1]]}]}|{'results':[{'id':7},{}]}",
                "{'paths':null}|{'paths':null}",
                "{'paths':3}|{'paths':3}",
                "{'paths':{'a':['/a']}}|{'paths':{'a':['/a']}}",
                "['paths',['/a']]|['paths',['/a']]",
                "{'n':1e600000000}|{'n':1e600000000}"
            })
    void onlyArraysCalledPathsAreLeftOut(String answer, String kept) throws Exception {
        assertEquals(kept.replace('\'', '"'), receive(answer.replace('\'', '"'), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>502</html>", "{\"id\":", "{\"id\":1}}", "{\"paths\":[\"/a\"", "", "nonsense"})
    void whatIsNoJsonComesAsItIs(String answer) throws Exception {
        assertEquals(answer, receive(answer, 2));
    }

    @Test
    void ofALongTextThatIsNoJsonTheBeginningIsEnough() throws Exception {
        assertEquals("x".repeat(4096), receive("x".repeat(100_000), 1000));
    }

    @Property(tries = 500)
    void nothingElseIsLostHoweverTheAnswerIsCut(
            @ForAll("answers") JsonNode answer, @ForAll @IntRange(min = 1, max = 40) int piece) throws Exception {
        JsonNode expected = answer.deepCopy();
        removePaths(expected);
        assertEquals(MAPPER.readTree(expected.toString()), MAPPER.readTree(receive(answer.toString(), piece)));
    }

    @Property(tries = 500)
    void whoComparesPathsGetsTheDigestOfWhatTheySayInTheirPlaceHoweverTheAnswerIsCut(
            @ForAll("answers") JsonNode answer, @ForAll @IntRange(min = 1, max = 40) int piece) throws Exception {
        JsonNode expected = answer.deepCopy();
        digestPaths(expected);
        String kept = receive(new BodyWithoutPaths(LIMIT, true), answer.toString(), piece);
        assertEquals(MAPPER.readTree(expected.toString()), MAPPER.readTree(kept));
    }

    private static void digestPaths(JsonNode node) throws Exception {
        JsonNode paths = node.path("paths");
        if (paths.isArray()) {
            List<String> said = new ArrayList<>();
            paths.forEach(path -> said.add(path.isObject() ? path.path("path").asText("") : path.asText()));
            ((ObjectNode) node).putArray("paths").add(PathsDigest.of(PathSource.of(said)));
        }
        // what was put in contains no pathss; its neighbours may
        for (JsonNode inner : node) {
            digestPaths(inner);
        }
    }

    private static void removePaths(JsonNode node) {
        if (node.path("paths").isArray()) {
            ((ObjectNode) node).remove("paths");
        }
        node.forEach(BodyWithoutPathsTest::removePaths);
    }

    @Provide
    Arbitrary<JsonNode> answers() {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(12)
                        .map(text -> MAPPER.getNodeFactory().textNode(text)),
                Arbitraries.longs().map(number -> MAPPER.getNodeFactory().numberNode(number)),
                Arbitraries.of(true, false).map(value -> MAPPER.getNodeFactory().booleanNode(value)),
                Arbitraries.just(MAPPER.nullNode()));
        return Arbitraries.recursive(() -> leaf, BodyWithoutPathsTest::nest, 0, 3);
    }

    private static Arbitrary<JsonNode> nest(Arbitrary<JsonNode> inner) {
        Arbitrary<String> names = Arbitraries.of("paths", "id", "state", "Paths", "path", "\u00fc\"\\");
        Arbitrary<JsonNode> object = Combinators.combine(names, inner)
                .as((name, value) -> new Object[] {name, value})
                .list()
                .ofMaxSize(4)
                .map(members -> {
                    ObjectNode node = MAPPER.createObjectNode();
                    members.forEach(member -> node.set((String) member[0], (JsonNode) member[1]));
                    return node;
                });
        Arbitrary<JsonNode> array = inner.list().ofMaxSize(3).map(items -> {
            ArrayNode node = MAPPER.createArrayNode();
            items.forEach(node::add);
            return node;
        });
        return Arbitraries.oneOf(object, array);
    }

    @Test
    void manyTimesTheLimitMayStandInPaths() throws Exception {
        body.onSubscribe(line);
        send("{\"id\":1,\"paths\":[\"/first\"");
        String million = ",\"/mmfs1/data/some/where/a/file\"".repeat(1000);
        for (int sent = 0; sent < 20 * LIMIT; sent += million.length()) {
            send(million);
        }
        send("],\"state\":\"STARTED\"}");
        body.onComplete();
        assertEquals(
                "{\"id\":1,\"state\":\"STARTED\"}",
                new String(body.getBody().toCompletableFuture().get(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"paths\":[", "{\"other\":[", "{\"text\":\"", "<html>"})
    void anAnswerWithoutEndIsBrokenOff(String beginning) {
        body.onSubscribe(line);
        send(beginning);
        String piece = beginning.endsWith("[") ? "1,".repeat(50_000) : "x".repeat(100_000);
        for (int sent = 0; sent < 40 * LIMIT && !line.cancelled; sent += piece.length()) {
            send(piece);
        }
        assertTrue(line.cancelled);
        ExecutionException e = assertThrows(
                ExecutionException.class,
                () -> body.getBody().toCompletableFuture().get());
        assertInstanceOf(CollectedBody.TooLargeException.class, e.getCause());
    }

    private void send(String text) {
        body.onNext(List.of(ByteBuffer.wrap(bytes(text))));
    }
}
