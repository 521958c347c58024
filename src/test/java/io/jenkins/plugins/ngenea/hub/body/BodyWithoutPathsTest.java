package io.jenkins.plugins.ngenea.hub.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /** Gives a text once, or again and again, in pieces of so many bytes, and remembers how much of it was taken. */
    private static final class Answer extends InputStream {
        private final byte[] once;
        private final byte[] forEver;
        private final int piece;
        private long taken;

        private Answer(String once, String forEver, int piece) {
            this.once = bytes(once);
            this.forEver = bytes(forEver);
            this.piece = piece;
        }

        @Override
        public int read() {
            long at = taken;
            if (at >= once.length && forEver.length == 0) {
                return -1;
            }
            taken++;
            return at < once.length
                    ? once[(int) at] & 0xff
                    : forEver[(int) ((at - once.length) % forEver.length)] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, piece));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is kept of a text that comes in pieces of so many bytes. */
    private static String receive(String text, int piece, boolean digested) throws Exception {
        return new String(BodyWithoutPaths.read(new Answer(text, "", piece), LIMIT, digested), StandardCharsets.UTF_8);
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
        assertEquals(kept.replace('\'', '"'), receive(answer.replace('\'', '"'), 3, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>502</html>", "{\"id\":", "{\"id\":1}}", "{\"paths\":[\"/a\"", "", "nonsense"})
    void whatIsNoJsonComesAsItIs(String answer) throws Exception {
        assertEquals(answer, receive(answer, 2, false));
    }

    @Test
    void ofALongTextThatIsNoJsonTheBeginningIsEnough() throws Exception {
        assertEquals("x".repeat(4096), receive("x".repeat(100_000), 1000, false));
    }

    @Property(tries = 500)
    void nothingElseIsLostHoweverTheAnswerIsCut(
            @ForAll("answers") JsonNode answer, @ForAll @IntRange(min = 1, max = 40) int piece) throws Exception {
        JsonNode expected = answer.deepCopy();
        removePaths(expected);
        assertEquals(MAPPER.readTree(expected.toString()), MAPPER.readTree(receive(answer.toString(), piece, false)));
    }

    @Property(tries = 500)
    void whoComparesPathsGetsTheDigestOfWhatTheySayInTheirPlaceHoweverTheAnswerIsCut(
            @ForAll("answers") JsonNode answer, @ForAll @IntRange(min = 1, max = 40) int piece) throws Exception {
        JsonNode expected = answer.deepCopy();
        digestPaths(expected);
        String kept = receive(answer.toString(), piece, true);
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
        String million = ",\"/mmfs1/data/some/where/a/file\"".repeat(20 * LIMIT / 32);
        assertEquals(
                "{\"id\":1,\"state\":\"STARTED\"}",
                receive("{\"id\":1,\"paths\":[\"/first\"" + million + "],\"state\":\"STARTED\"}", 10_000, false));
    }

    @ParameterizedTest
    @CsvSource({"'{\"paths\":[','1,'", "'{\"other\":[','1,'", "'{\"text\":\"','x'"})
    void anAnswerWithoutEndIsBrokenOff(String beginning, String forEver) {
        Answer endless = new Answer(beginning, forEver, 10_000);
        assertThrows(BoundedBody.TooLargeException.class, () -> BodyWithoutPaths.read(endless, LIMIT, false));
        assertTrue(endless.taken < 40L * LIMIT, () -> "read: " + endless.taken);
    }

    @Test
    void ofAPageWithoutEndTheBeginningIsRead() throws Exception {
        Answer endless = new Answer("<html>", "x", 10_000);
        byte[] kept = BodyWithoutPaths.read(endless, LIMIT, false);
        assertEquals("<html>" + "x".repeat(4090), new String(kept, StandardCharsets.UTF_8));
        assertTrue(endless.taken < 100_000, () -> "read: " + endless.taken);
    }
}
