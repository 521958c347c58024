package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.concurrent.ManualScheduler;
import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time servers set clocks. */
@Timeout(60)
class ClockSetBackTest {
    private final ManualScheduler time = new ManualScheduler();
    private Duration skew = Duration.ZERO;

    private final Scheduler clock = new Scheduler() {
        @Override
        public Instant now() {
            return time.now().plus(skew);
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return time.after(delay, task);
        }
    };

    @Test
    void singleRequestsGoOn() {
        int[] asked = {0};
        SinglePolls polls = new SinglePolls(Runnable::run, clock, job -> asked[0]++);
        FollowedJob job = new FollowedJob("1", new Heard(), null, clock.now(), false);
        polls.add(List.of(job));
        skew = Duration.ofHours(-3);
        for (int i = 0; i < 2 * SinglePolls.IN_A_SECOND; i++) {
            polls.add(List.of(job));
        }
        time.advance(Duration.ofSeconds(5));
        assertEquals(1 + 2 * SinglePolls.IN_A_SECOND, asked[0]);
    }
}
