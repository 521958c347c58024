package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientKeyTest {
    @Test
    void theKeyIsSentAsTheManualWritesIt() {
        assertEquals("Api-Key abc.DEF-1", new ClientKey("abc.DEF-1").header(null, null));
    }

    @Test
    void whiteSpaceAroundAPastedKeyIsDropped() {
        assertEquals("Api-Key abc.DEF-1", new ClientKey(" \tabc.DEF-1\r\n").header(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top-sec\nret",
                "top-sec\r\nX-Evil: ret",
                "top-sec ret",
                "top-sec\u0000ret",
                "top-sec\u00a0ret",
                "top-secrét"
            })
    void aKeyThatCannotStandInAHeaderIsRefusedWithoutShowingIt(String key) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ClientKey(key))
                .getMessage();
        assertFalse(message.contains("sec") || message.contains("ret"), message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyKeyIsRefused(String key) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ClientKey(key))
                .getMessage();
        assertEquals("the client key is empty", message);
    }

    @ParameterizedTest
    @CsvSource({"7,fewer than 8", "8193,more than 8192", "1000000,more than 8192"})
    void aTextThatIsTooShortOrTooLongForAKeyIsRefusedWithoutShowingIt(int length, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ClientKey("k".repeat(length)))
                .getMessage();
        assertTrue(message.startsWith("the client key has " + why + " characters: "), message);
        assertFalse(message.contains("kk"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 8192})
    void theShortestAndTheLongestKeyAreTaken(int length) {
        assertEquals("Api-Key " + "k".repeat(length), new ClientKey("k".repeat(length)).header(null, null));
    }

    @Test
    void theKeyIsNotPrinted() {
        assertEquals("client key", new ClientKey("abc.DEF-1").toString());
    }

    @Test
    void aRefusedKeyIsNotTriedTwice() {
        try (HubEmulator hub = HubEmulator.start()) {
            HubClient client = HubClients.client(hub.url(), "never-given-out");
            assertThrows(HubUnauthorizedException.class, () -> client.jobs(1, 20));
            assertEquals(1, hub.requests(FaultPoint.JOBS).size());
        }
    }
}
