package io.jenkins.plugins.ngenea.config;

import hudson.Util;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code timeout} as scripts and forms give it: a whole number of minutes, or a text with a unit. */
public final class TimeLimit {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(?:\\s*([a-z]+))?");

    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "min", 60L, "h", 3600L, "d", 86_400L);

    /** Some four thousand years. */
    private static final long MOST_SECONDS = 60L * Integer.MAX_VALUE;

    private TimeLimit() {}

    /**
     * @param given a number, a text, or null
     * @return 0 for none
     * @throws IllegalArgumentException if it is something else; the message is a sentence
     */
    public static long seconds(Object given) {
        if (given == null) {
            return 0;
        }
        return given instanceof Number number ? ofMinutes(number) : ofText(given);
    }

    private static long ofMinutes(Number given) {
        try {
            BigDecimal number = new BigDecimal(given.toString());
            if (number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
                return 60 * number.longValueExact();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw refused(given);
    }

    private static long ofText(Object given) {
        String text = Util.fixNull(given instanceof CharSequence ? given.toString() : null)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (text.isEmpty() && given instanceof CharSequence) {
            return 0;
        }
        Matcher parts = TEXT.matcher(text);
        Long unit = !parts.matches() ? null : parts.group(2) == null ? Long.valueOf(60) : SECONDS.get(parts.group(2));
        if (unit == null || Long.parseLong(parts.group(1)) > MOST_SECONDS / unit) {
            throw refused(given);
        }
        return Long.parseLong(parts.group(1)) * unit;
    }

    private static IllegalArgumentException refused(Object given) {
        String shown = given instanceof Number || given instanceof CharSequence
                ? "'" + given + "'"
                : "a " + given.getClass().getSimpleName();
        return new IllegalArgumentException("'timeout' must be a whole number of minutes from 0 to " + Integer.MAX_VALUE
                + ", or a text with a unit such as '90 s', '15 min' or '2 h', not " + shown + ".");
    }

    /** As a script would write it: minutes are a number, 0 for none; anything else stays the text it is. */
    public static Object shown(Object given) {
        try {
            long seconds = seconds(given);
            boolean hasUnit = given instanceof CharSequence text && text.chars().anyMatch(Character::isLetter);
            return hasUnit ? given.toString().strip() : Integer.valueOf((int) (seconds / 60));
        } catch (IllegalArgumentException e) {
            // said when it is used
            return given.toString();
        }
    }
}
