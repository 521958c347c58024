package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run that meets one trouble in one phase, from its beginning until long after its end. */
final class FaultScene implements AutoCloseable {
    /** When the trouble strikes, and for how long. */
    enum Phase {
        /** The request is about to be sent; the next one meets the trouble. */
        SUBMIT,
        /** The same, for ever. */
        SUBMIT_ALWAYS,
        /** The request has made a job, and the answer meets the trouble. */
        TAKEN,
        /** The same, and the Hub does not show the paths by which its job could be found again. */
        TAKEN_UNSEEN,
        /** The job runs; the next requests for it meet the trouble. */
        FOLLOW,
        FOLLOW_ALWAYS,
        /** The run is being aborted; the next cancels meet the trouble. */
        CANCEL,
        CANCEL_ALWAYS,
        /** The job has failed, and the Hub is asked why. */
        TASKS
    }

    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration BUDGET = Duration.ofMinutes(10);

    final Rig rig;
    final Seen seen = new Seen();
    private final Trouble trouble;
    private final Phase phase;
    private final String key;

    FaultScene(Path directory, Trouble trouble, Phase phase) {
        this.rig =
                new Rig(directory, phase == Phase.TAKEN_UNSEEN ? HubProfile.DOCUMENTED_ONLY : HubProfile.PATHS_IN_JOBS);
        this.key = rig.clientKey();
        this.phase = phase;
        this.trouble = phase == Phase.TAKEN || phase == Phase.TAKEN_UNSEEN ? trouble.taken() : trouble;
        rig.budget = BUDGET;
        // a job of a state that nobody knows would be followed for ever
        rig.deadline = Duration.ofHours(1);
        this.trouble.prepare(rig);
    }

    void play() {
        switch (phase) {
            case SUBMIT, TAKEN, TAKEN_UNSEEN -> submit(1);
            case SUBMIT_ALWAYS -> submit(Trouble.ALWAYS);
            case FOLLOW -> follow(trouble.passing());
            case FOLLOW_ALWAYS -> follow(Trouble.ALWAYS);
            case CANCEL -> cancel(trouble.passing());
            case CANCEL_ALWAYS -> cancel(Trouble.ALWAYS);
            case TASKS -> tasks();
            default -> throw new AssertionError(phase);
        }
        // whatever is still to come
        rig.time.advance(HOURS);
    }

    private void submit(int times) {
        if (trouble.isOfTheWholeHub()) {
            trouble.strike(rig, FaultPoint.SUBMIT, times);
        } else {
            seen.onLine = line -> {
                if (line.contains("submitting workflow")) {
                    trouble.strike(rig, FaultPoint.SUBMIT, times);
                }
            };
        }
        rig.start(seen);
        rig.untilOver(seen, HOURS);
    }

    private void follow(int times) {
        rig.hub.holdJobs();
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        trouble.strike(rig, FaultPoint.JOB, times);
        rig.time.advance(Trouble.OUTAGE.multipliedBy(2));
        if (times != Trouble.ALWAYS) {
            rig.hub.lastJob().finish("SUCCESS");
        }
        rig.untilOver(seen, HOURS);
    }

    private void cancel(int times) {
        rig.hub.holdJobs();
        HubJobRun run = rig.start(seen);
        rig.time.advance(Duration.ofSeconds(5));
        trouble.strike(rig, FaultPoint.CANCEL, times);
        run.abort();
        rig.untilOver(seen, Duration.ofSeconds(20));
    }

    private void tasks() {
        rig.hub.plan(JobPlan.lasting(Duration.ofSeconds(1), Duration.ofSeconds(5))
                .endingIn("FAILURE")
                .withFailedTask("/mmfs1/data/sample_data.tgz", "no such file"));
        seen.onProgress = job -> {
            if (job.state().isEnd()) {
                trouble.strike(rig, FaultPoint.TASKS, Trouble.ALWAYS);
            }
        };
        rig.start(seen);
        rig.untilOver(seen, HOURS);
    }

    /** What a person could read, with HUB for the Hub's address. */
    String text() {
        return seen.text().replace(rig.address(), "HUB");
    }

    /** State of the job in the Hub; "-" if there is none. */
    String jobState() {
        return rig.hub.jobs().isEmpty() ? "-" : rig.hub.lastJob().state();
    }

    /** Whether the log says that contact was lost and came back: kept, back, lost. */
    String contact() {
        List<Long> lines = List.of(seen.linesWith("Lost contact: "), seen.linesWith("Reconnected to Hub"));
        if (lines.equals(List.of(0L, 0L))) {
            return "kept";
        }
        return lines.equals(List.of(1L, 1L)) ? "back" : lines.equals(List.of(1L, 0L)) ? "lost" : lines.toString();
    }

    /** Whether a person could read a key. */
    boolean showsKey() {
        return seen.text().contains(key) || seen.text().contains(rig.clientKey());
    }

    @Override
    public void close() throws Exception {
        rig.hub.faults().release();
        rig.close();
        trouble.close();
    }
}
