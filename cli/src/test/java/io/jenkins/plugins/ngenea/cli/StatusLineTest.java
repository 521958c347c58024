package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static Job job(Map<String, Long> counts) {
        Job.Shown nothing = new Job.Shown(null, null, null);
        return new Job("12", JobState.STARTED, "STARTED", false, "migrate", "dfoster1", "", counts, nothing, null);
    }

    @Test
    void countersGiveABarAndAShare() {
        Job job = job(Map.of("total", 8L, "processed", 1L, "failed", 1L));
        assertEquals(
                "[======                  ]  25% job 12 STARTED 1:05", StatusLine.text(job, Duration.ofSeconds(65), 0));
    }

    @Test
    void withoutCountersSomethingMovesWithinTheBar() {
        for (int turn = 0; turn < 100; turn++) {
            String text = StatusLine.text(job(Map.of()), Duration.ZERO, turn);
            assertEquals(26, text.indexOf(']') + 1, text);
            assertTrue(text.contains("<=>"), text);
        }
    }

    @Test
    void itFitsIntoTheTerminal() {
        String text = StatusLine.text(job(Map.of()), Duration.ZERO, 0);
        assertEquals(text, StatusLine.cut(text, 200));
        assertEquals(text.substring(0, 39), StatusLine.cut(text, 40));
        assertEquals("", StatusLine.cut(text, 1));
        assertEquals("", StatusLine.cut(text, 0));
        assertEquals(79, StatusLine.cut("x".repeat(300), 400).length());
        assertEquals("job ?? 1", StatusLine.cut("job \u30CF\u30D6 1", 80));
    }

    @Test
    void itsDigitsAreAsciiWhateverTheLocaleIs() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            String text = StatusLine.text(job(Map.of("total", 8L, "processed", 2L)), Duration.ofSeconds(65), 0);
            assertTrue(text.endsWith("  25% job 12 STARTED 1:05"), text);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void countersThatMakeNoSenseGiveNoNonsense() {
        Job job = job(Map.of("total", 2L, "processed", 9L));
        assertTrue(StatusLine.text(job, Duration.ZERO, 0).contains("100%"));
    }
}
