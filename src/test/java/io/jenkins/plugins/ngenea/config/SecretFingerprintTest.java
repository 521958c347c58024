package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hudson.Util;
import org.junit.jupiter.api.Test;

class SecretFingerprintTest {
    private static final String SECRET = "AbCdEf.0123456789";

    private final SecretFingerprint process = new SecretFingerprint();

    @Test
    void theSameSecretHasTheSameFingerprintAndAnotherOneAnother() {
        assertEquals(process.of(SECRET), process.of(SECRET));
        assertNotEquals(process.of(SECRET), process.of(SECRET + "0"));
        assertEquals(64, process.of("").length());
    }

    @Test
    void noOtherProcessCanCompareAGuess() {
        assertNotEquals(process.of(SECRET), new SecretFingerprint().of(SECRET));
        assertNotEquals(process.of(SECRET), Util.getDigestOf(SECRET));
    }
}
