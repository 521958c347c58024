package io.jenkins.plugins.ngenea.paths;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A number for a field of a workflow, with all of its digits. */
public final class FieldNumber {
    private static final int MOST_DIGITS = 100;

    private FieldNumber() {}

    /**
     * @throws IllegalArgumentException if it is none, or writing it out would take for ever; the message says what it must be,
     *     as it follows "must be" in a sentence
     */
    public static Number parse(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.substring(0, Math.min(text.length(), MOST_DIGITS + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number", e);
        }
        if (text.length() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            // 1e600000000 would keep a processor busy for minutes
            throw new IllegalArgumentException("a number of at most " + MOST_DIGITS + " digits");
        }
        if (number.scale() > 0) {
            return number;
        }
        BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }
}
