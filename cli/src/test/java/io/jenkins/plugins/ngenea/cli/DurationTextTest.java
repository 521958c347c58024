package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "30m, PT30M", "1h30m, PT90M", "2d, P2D", "0s, PT0S", "5M, PT5M"})
    void durationsAreWrittenWithUnits(String text, Duration expected) {
        assertEquals(expected, DurationText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "m", "1m1h", "-5m", "1.5h", "soon"})
    void anythingElseIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> DurationText.parse(text));
    }
}
