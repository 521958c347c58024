package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a secret is like, whatever it is spelled like, and however much of it is almost there. */
@Timeout(60)
class SecretSearchTest {
    private static final String MASK = "****";

    private static String masked(String secret, String text) {
        return new SecretSearch(secret).over(text).masked(MASK);
    }

    /** Any visible characters, if enough of them are no escapes; no backslash that JSON reads with what is behind it. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(SecretSearch.SHORTEST)
                .ofMaxLength(40)
                .filter(secret -> !secret.contains("\\u")
                        && !secret.endsWith("\\")
                        && secret.replaceAll("%[0-9A-Fa-f]{2}|\\\\", "").length() >= 4);
    }

    @Property
    void aSecretIsFoundAsItIsWhateverStandsAroundIt(
            @ForAll("secrets") String secret, @ForAll("secrets") String before, @ForAll("secrets") String behind) {
        String masked = masked(secret, before + secret + behind);
        assertFalse(masked.contains(secret), masked);
    }

    @Property
    void aSecretIsFoundInAnyMixOfSpellings(@ForAll("secrets") String secret, @ForAll long seed) {
        assertEquals("<****>", masked(secret, "<" + spelled(secret, new Random(seed)) + ">"));
    }

    /** As JSON or an address may write it, each character in another way. */
    private static String spelled(String secret, Random random) {
        StringBuilder text = new StringBuilder();
        for (char c : secret.toCharArray()) {
            boolean mayStandThere = c != '\\' && c != '%';
            int way = random.nextInt(mayStandThere ? 4 : 2);
            if (way == 0) {
                text.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (way == 1) {
                text.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c));
            } else if (way == 2 && c != 'u') {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // JSON in a string of JSON, as a gateway wraps what it was answered
                "AbCd\\\\u002dEf\\\\/Gh",
                "AbCd\\\\\\\\u002dEf\\\\\\\\/Gh",
                // an address in an address
                "AbCd%252dEf%252FGh",
                // both
                "AbCd\\u00252dEf%5C/Gh"
            })
    void aSecretIsFoundInSpellingsThatAreSpelledThemselves(String spelling) {
        assertEquals("<****>", masked("AbCd-Ef/Gh", "<" + spelling + ">"));
    }

    @Test
    void theEscapesAroundASecretStayWhereTheyAre() {
        assertEquals("{\"a\":\"\\n****\\n\"}", masked("AbCdEfGh", "{\"a\":\"\\nAbCdEfGh\\n\"}"));
    }

    @Test
    void secretsThatOverlapAreGoneAltogether() {
        assertEquals("<****>", masked("abcabcabc", "<abcabcabcabcabc>"));
        assertEquals("<****>", masked("aaaaaaaaaa", "<" + "a".repeat(25) + ">"));
    }

    @Test
    void aSecretOfEscapesDoesNotTakeTheLettersTheyStandForOutOfATextThatHasThem() {
        assertEquals("AAA ****", masked("%41%41%41", "AAA %41%41%41"));
    }

    @Test
    void aTextWithoutTheSecretIsTheSameObject() {
        String text = "{\"state\":\"STARTED\",\"path\":\"\\/mmfs1\\/100%25\"}";
        assertSame(text, new SecretSearch("AbCdEfGh").over(text).masked(MASK));
    }

    static Stream<Arguments> pathological() {
        String as = "a".repeat(5000);
        return Stream.of(
                Arguments.of(as + "b", "a"),
                Arguments.of(as, "aab"),
                Arguments.of(as + "b" + as, as + "b" + as.substring(1) + "c"),
                Arguments.of("ab".repeat(2500) + "c", "ab"),
                Arguments.of("\\".repeat(5000) + "x", "\\"),
                Arguments.of("%".repeat(5000) + "x", "%25"),
                Arguments.of("\\u0061".repeat(800) + "b", "\\u0061"),
                Arguments.of("aaaaaaaa%", "\\u0025".repeat(9) + "61"));
    }

    /** The old pattern took exponential time for some of these, or the whole stack. */
    @ParameterizedTest
    @MethodSource("pathological")
    void almostASecretAgainAndAgainTakesTimeThatGrowsWithTheTextAlone(String secret, String almost) {
        SecretSearch search = new SecretSearch(secret);
        for (int length : List.of(10_000, 100_000, 1_000_000)) {
            String text = almost.repeat(length / almost.length());
            SecretSearch.Scan scan = search.over(text);
            scan.masked(MASK);
            assertTrue(
                    scan.steps() <= 4L * text.length(),
                    () -> String.format(Locale.ROOT, "%d steps for %d characters", scan.steps(), text.length()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000, 8_192, 1_000_000})
    void aLongSecretIsFoundLikeAShortOne(int length) {
        String secret = KeysOfTests.random(length);
        String text = "<" + secret + "," + spelled(secret, new Random(1)) + "," + secret.substring(1) + ">";
        SecretSearch.Scan scan = new SecretSearch(secret).over(text);
        assertEquals("<****,****," + secret.substring(1) + ">", scan.masked(MASK));
        assertTrue(scan.steps() <= 4L * text.length(), () -> scan.steps() + " steps");
    }
}
