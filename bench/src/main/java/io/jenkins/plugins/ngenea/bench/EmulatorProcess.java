package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/**
 * The emulated Hub in a process of its own, told over standard input what to do: so that what is measured is the client
 * alone, and the Hub itself says when a job ended. It makes the jobs too; a client that is measured only follows.
 */
public final class EmulatorProcess {
    static final String KEY = "bench.this-key-is-no-secret";

    /** Jobs of one length still differ by so much of it, as true ones do. */
    private static final double SPREAD = 0.1;

    private static final Duration PENDING = Duration.ofSeconds(1);
    private static final long SEED = 4711;

    private final HubEmulator hub = HubEmulator.start();
    private final Random random = new Random(SEED);

    public static void main(String[] args) throws IOException, InterruptedException {
        new EmulatorProcess().serve();
        // the one it served is gone, however it ended; the server's threads would stay
        System.exit(0);
    }

    private void serve() throws IOException, InterruptedException {
        hub.addClientKey(KEY);
        hub.keepPaths(1);
        System.out.println("url " + hub.url());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "jobs" ->
                    make(Integer.parseInt(words[1]), Duration.ofMillis(Long.parseLong(words[2])), words[3].split(","));
                case "profile" -> hub.profile(HubProfile.named(words[1]));
                case "hold" -> hub.holdJobs();
                case "hang" -> hub.faults().always(FaultPoint.SUBMIT, Fault.hang());
                case "cancels" -> cancels();
                case "plan" -> plan(Integer.parseInt(words[1]), words[2].split(","));
                case "counts" -> counts();
                case "ends" -> ends();
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println("done");
            System.out.flush();
        }
    }

    /** Submits so many jobs, evenly over a time; their lengths come in turn, 0 for one that never ends. */
    private void make(int jobs, Duration over, String[] lengths) throws InterruptedException {
        plan(jobs, lengths);
        new Submitter(hub.url(), KEY).submit(jobs, over, id -> System.out.println("job " + id));
    }

    private void plan(int jobs, String... lengths) {
        for (int i = 0; i < jobs; i++) {
            hub.planNext(plan(Long.parseLong(lengths[i % lengths.length])));
        }
    }

    private JobPlan plan(long millis) {
        if (millis == 0) {
            return JobPlan.held();
        }
        long varied = (long) (millis * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
        return JobPlan.lasting(PENDING, Duration.ofMillis(varied).minus(PENDING));
    }

    private void counts() {
        System.out.println("counts " + hub.requestCount(FaultPoint.JOB) + " " + hub.requestCount(FaultPoint.JOBS) + " "
                + (hub.requestCount() - hub.requestCount(FaultPoint.SUBMIT)));
    }

    private void cancels() {
        for (RecordedRequest request : hub.requests(FaultPoint.CANCEL)) {
            System.out.println("cancel " + request.path().split("/")[3] + " "
                    + request.at().toEpochMilli());
        }
    }

    private void ends() {
        for (EmulatedJob job : hub.jobs()) {
            if (job.completed() != null) {
                System.out.println("end " + job.id() + " " + job.completed().toEpochMilli());
            }
        }
    }
}
