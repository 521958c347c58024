package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {
    @ParameterizedTest
    @CsvSource({
        "'',0",
        "0,0",
        "5,300",
        "' 5 ',300",
        "90 s,90",
        "90s,90",
        "15 min,900",
        "30m,1800",
        "2 h,7200",
        "2 H,7200",
        "1 d,86400",
        "2147483647,128849018820"
    })
    void aTextIsMinutesUnlessItNamesAUnit(String text, long seconds) {
        assertEquals(seconds, TimeLimit.seconds(text));
    }

    @Test
    void aWholeNumberIsMinutes() {
        for (Number number : List.of(5, 5L, (short) 5, BigInteger.valueOf(5), new BigDecimal("5.0"))) {
            assertEquals(300, TimeLimit.seconds(number), number.getClass().getName());
        }
        assertEquals(0, TimeLimit.seconds(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.5", "1,5", "-1", "5 x", "s", "2147483648", "1e3", "999999999999 d", "9999999999999", "5 5 s"})
    void anotherTextIsRefused(String text) {
        assertRefused(text);
    }

    static List<Object> others() {
        return List.of(
                new BigDecimal("0.5"), 1.9, 5_000_000_000L, -1, Double.NaN, Double.POSITIVE_INFINITY, true, new Date());
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsRefused(Object value) {
        assertRefused(value);
    }

    private static void assertRefused(Object value) {
        String message = assertThrows(IllegalArgumentException.class, () -> TimeLimit.seconds(value))
                .getMessage();
        assertEquals(
                "'timeout' must be a whole number of minutes from 0 to 2147483647, or a text with a unit such as '90 s',"
                        + " '15 min' or '2 h', not ",
                message.substring(0, message.indexOf("not ") + 4));
    }

    @Test
    void minutesAreShownAsANumberAndAnythingElseAsItWasGiven() {
        assertEquals(0, TimeLimit.shown(null));
        assertEquals(5, TimeLimit.shown("5"));
        assertEquals(5, TimeLimit.shown(5L));
        assertEquals("90 s", TimeLimit.shown("90 s"));
        assertEquals("0.5", TimeLimit.shown(new BigDecimal("0.5")));
    }
}
