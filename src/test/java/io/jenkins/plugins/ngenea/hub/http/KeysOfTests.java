package io.jenkins.plugins.ngenea.hub.http;

import java.util.Random;

/** Secrets of any length in the alphabet of tokens. */
final class KeysOfTests {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    private KeysOfTests() {}

    /** The same for the same length. */
    static String random(int length) {
        Random random = new Random(length);
        StringBuilder key = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }
}
