package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.JobListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One round of the follower when its jobs have run for long: each comes due once, is asked for, and goes back into the
 * calendar. With the making of requests and the reading of answers, without a network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class FollowerTickBenchmark {
    /** After so long each job's interval is the longest there is. */
    private static final Duration LONG = Duration.ofMinutes(10);

    @Param({"1", "100", "10000"})
    int jobs;

    private SteppedScheduler scheduler;
    private JobFollower follower;

    @Setup
    public void follow() {
        HubClient client = Parts.client(new FakeHttp(new CannedHub(jobs)), CannedHub.URL, EmulatorProcess.KEY);
        scheduler = new SteppedScheduler();
        follower = Parts.follower(client, Runnable::run, scheduler);
        for (int id = 1; id <= jobs; id++) {
            follower.follow(Integer.toString(id), true, new Nobody());
        }
        scheduler.advance(LONG);
    }

    @Benchmark
    public int round() {
        scheduler.advance(Parts.POLL_CAP);
        if (follower.size() != jobs) {
            throw new IllegalStateException(follower.size() + " jobs are left of " + jobs);
        }
        return follower.size();
    }

    private static final class Nobody implements JobListener {
        @Override
        public void changed(Job job) {
            // nobody is there
        }

        @Override
        public void lostContact(HubException why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void keyRefused(HubException why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void backInContact(Duration lost) {
            // it was never lost
        }

        @Override
        public void failed(HubException why) {
            throw new IllegalStateException(why);
        }
    }
}
