package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RetryBudgetTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private final RetryBudget budget = new RetryBudget(Duration.ofMinutes(30), new Random(5));

    private static HubException failure(Fault fault) {
        try (HubEmulator hub = HubEmulator.start()) {
            hub.faults().next(FaultPoint.JOBS, fault);
            return assertThrows(HubException.class, () -> HubClients.client(hub).jobs(1, 20));
        }
    }

    @Test
    void thePausesDoubleUpToHalfAMinuteWithARandomPartOfAtMostAQuarter() {
        HubException why = failure(Fault.unavailable());
        for (long expected : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            long pause = budget.failed(why, NOON).orElseThrow().toMillis();
            assertTrue(pause >= expected * 1000 && pause <= expected * 1250, expected + " s: " + pause + " ms");
        }
    }

    @Test
    void itIsGivenUpWhenTheTimeIsUsedUp() {
        HubException why = failure(Fault.unavailable());
        assertTrue(budget.failed(why, NOON).isPresent());
        assertTrue(budget.failed(why, NOON.plusSeconds(1799)).isPresent());
        assertEquals(Optional.empty(), budget.failed(why, NOON.plusSeconds(1800)));
    }

    @Test
    void anAnswerMakesTheBudgetWholeAgainAndTellsHowLongItTook() {
        HubException why = failure(Fault.unavailable());
        budget.failed(why, NOON);
        assertTrue(budget.isLost());
        assertEquals(Optional.of(Duration.ofMinutes(29)), budget.succeeded(NOON.plus(Duration.ofMinutes(29))));
        assertFalse(budget.isLost());
        assertEquals(Optional.empty(), budget.succeeded(NOON.plus(Duration.ofMinutes(30))));
        Duration pause = budget.failed(why, NOON.plus(Duration.ofHours(9))).orElseThrow();
        assertTrue(pause.toMillis() <= 1250, pause.toString());
    }

    @ParameterizedTest
    @CsvSource({"7,7", "120,120", "86400,600"})
    void whatTheHubAsksForIsKeptUpToTenMinutes(String retryAfter, long seconds) {
        assertEquals(
                Optional.of(Duration.ofSeconds(seconds)), budget.failed(failure(Fault.unavailable(retryAfter)), NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void aShortPauseThatTheHubAsksForDoesNotEndTheBackOff(String retryAfter) {
        HubException why = failure(Fault.unavailable(retryAfter));
        for (int i = 0; i < 5; i++) {
            budget.failed(why, NOON);
        }
        long pause = budget.failed(why, NOON).orElseThrow().toSeconds();
        assertTrue(pause >= 30, pause + " s");
    }
}
