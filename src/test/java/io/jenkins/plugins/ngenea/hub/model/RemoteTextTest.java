package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.hub.AnswerKindsTest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteTextTest {
    @Test
    void terminalEscapesAndLineEndsBecomeBlanks() {
        String clean = RemoteText.line(Fault.EVIL_TEXT);
        AnswerKindsTest.assertClean(clean);
        assertTrue(clean.startsWith("[31mred [0m ]0;title [2J 31m Finished: SUCCESS gnp.exe"), clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u200b", "\ufeff", "\u2028", "\u0085", "\u007f", "\ud800", "\ue000", "\u00a0"})
    void whatCannotBeSeenBecomesABlank(String invisible) {
        assertEquals("a b", RemoteText.line("a" + invisible + invisible + "b"));
        assertEquals("a", RemoteText.line(invisible + "a" + invisible));
    }

    @Test
    void lettersOfAllWritingsAreKept() {
        assertEquals("Größe 日本 \ud83d\ude00", RemoteText.line("Größe 日本 \ud83d\ude00"));
    }

    @Test
    void nullIsEmpty() {
        assertEquals("", RemoteText.line(null));
    }

    @Test
    void longTextIsCutWithAMark() {
        assertEquals("x".repeat(99) + "…", RemoteText.name("x".repeat(101)));
        assertEquals("x".repeat(100), RemoteText.name("x".repeat(100)));
    }

    @Test
    void whateverComesTheResultIsCleanAndBounded() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x100 : 0x110000));
            }
            int max = random.nextInt(30);
            String clean = RemoteText.clean(text.toString(), max);
            assertTrue(clean.length() <= max, () -> clean.length() + " > " + max);
            AnswerKindsTest.assertClean(clean);
            assertEquals(clean.strip(), clean.startsWith(" ") ? "" : clean);
            assertFalse(clean.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE));
        }
    }
}
