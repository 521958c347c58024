package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private final PollSchedule schedule = new PollSchedule(Duration.ofSeconds(15), Duration.ZERO);

    @ParameterizedTest
    @CsvSource({"0,1", "3,1", "4,2", "24,2", "25,4", "79,4", "80,8", "149,8", "150,15", "86400,15"})
    void theIntervalIsAboutATenthOfTheTimeSinceTheLastChangeUpToTheCap(long since, long interval) {
        assertEquals(Duration.ofSeconds(interval), schedule.interval(Duration.ofSeconds(since)));
    }

    @Test
    void aClockThatWentBackAsksAfterASecond() {
        assertEquals(Duration.ofSeconds(1), schedule.interval(Duration.ofHours(-1)));
    }

    @Test
    void jobsAskedForAtDifferentMomentsComeDueInTheSameTick() {
        Instant changed = NOON.minusSeconds(3600);
        assertEquals(NOON.plusSeconds(15), schedule.next(NOON.plusMillis(300), changed));
        assertEquals(NOON.plusSeconds(15), schedule.next(NOON.plusMillis(13_900), changed));
        assertEquals(NOON.plusSeconds(15), schedule.next(NOON, changed));
    }

    @Test
    void theOffsetMovesTheGridAndNothingElse() {
        PollSchedule moved = new PollSchedule(Duration.ofSeconds(15), Duration.ofMillis(250));
        assertEquals(NOON.plusSeconds(15).plusMillis(250), moved.next(NOON.plusMillis(300), NOON.minusSeconds(3600)));
    }

    @Test
    void aCapBelowTwoSecondsIsTwo() {
        assertEquals(
                Duration.ofSeconds(2),
                new PollSchedule(Duration.ofMillis(1), Duration.ZERO).interval(Duration.ofDays(1)));
    }

    @Test
    void anAnswerThatTakesAMomentDoesNotSkipASecond() {
        assertEquals(NOON.plusSeconds(1), schedule.next(NOON.plusMillis(400), NOON));
    }

    @Test
    void anAnswerThatTakesLongerDoesSoThatTheHubIsNotPressed() {
        assertEquals(NOON.plusSeconds(2), schedule.next(NOON.plusMillis(600), NOON));
    }

    @ParameterizedTest
    @CsvSource({"12,2", "40,4", "100,8", "1000,15"})
    void aJobThatWasAskedForLateIsBackInStepTheNextTime(long since, long step) {
        for (long late = 0; late < step * 1000; late += 50) {
            Instant asked = NOON.plusMillis(late);
            Instant next = schedule.next(asked, asked.minusSeconds(since));
            assertEquals(0, Math.floorMod(next.toEpochMilli(), step * 1000), "late by " + late);
        }
    }

    @Test
    void wheneverItIsAskedTheNextTimeIsOnTheGridAndNeitherTooSoonNorTooLate() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long cap = 2 + random.nextInt(60);
            long offset = random.nextInt(1000);
            PollSchedule any = new PollSchedule(Duration.ofSeconds(cap), Duration.ofMillis(offset));
            Duration since = Duration.ofMillis(random.nextInt(2_000_000));
            Instant asked = NOON.plusMillis(random.nextInt(10_000_000));
            Duration interval = any.interval(since);
            Instant next = any.next(asked, asked.minus(since));
            Duration pause = Duration.between(asked, next);
            String what = "cap " + cap + ", since " + since + ": " + pause;
            assertEquals(0, Math.floorMod(next.toEpochMilli() - offset, interval.toMillis()), what);
            assertTrue(pause.compareTo(Duration.ofMillis(500)) >= 0, what);
            assertTrue(pause.compareTo(interval.plusSeconds(1)) <= 0, what);
            assertTrue(interval.compareTo(Duration.ofSeconds(cap)) <= 0, what);
        }
    }
}
