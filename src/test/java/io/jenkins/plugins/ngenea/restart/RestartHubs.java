package io.jenkins.plugins.ngenea.restart;

import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A Hub for each {@link Moment}, which holds its builds there until it lets them go on. */
final class RestartHubs implements AutoCloseable {
    /** The Hub of the job that builds wait for which have done their own. */
    static final String GATE = "GATE";

    /** Behind the path of a job that comes before the one in question. */
    static final String FIRST = "/first";

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private final Map<Moment, HubEmulator> hubs = new EnumMap<>(Moment.class);
    private final HubEmulator gate = HubEmulator.start();

    RestartHubs() {
        gate.holdJobs();
        for (Moment moment : Moment.values()) {
            HubEmulator hub = HubEmulator.start(HubProfile.PATHS_IN_JOBS);
            hub.holdJobs();
            hold(moment, hub);
            hubs.put(moment, hub);
        }
    }

    private static void hold(Moment moment, HubEmulator hub) {
        switch (moment) {
            case BEFORE_SUBMIT -> hub.faults().always(FaultPoint.JOBS, Fault.hang());
            case DURING_SUBMIT -> hub.faults().always(FaultPoint.SUBMIT, Fault.hang());
            case AFTER_SUBMIT -> hub.faults().always(FaultPoint.SUBMIT, Fault.takenThen(Fault.hang()));
            case CANCELLING, CANCEL_LEFT_BEHIND -> hub.faults().always(FaultPoint.CANCEL, Fault.unavailable());
            case JOB_ENDED -> hub.faults().always(FaultPoint.TASKS, Fault.hang());
            case FOLLOWING, HUB_DOWN, END_WRITTEN, SECOND_JOB -> {
                // held by their jobs
            }
        }
    }

    HubEmulator of(Moment moment) {
        return hubs.get(moment);
    }

    HubEmulator gate() {
        return gate;
    }

    /** Name and URL of each, and a key for each kind of build: those that share one would wait for each other's requests. */
    String[][] forJenkins() {
        List<String[]> all = new ArrayList<>();
        all.add(forJenkins(GATE, gate));
        hubs.forEach((moment, hub) -> all.add(forJenkins(moment.name(), hub)));
        return all.toArray(new String[0][]);
    }

    private static String[] forJenkins(String name, HubEmulator hub) {
        List<String> given = new ArrayList<>(List.of(name, hub.url()));
        for (int i = 0; i < Kind.values().length; i++) {
            given.add(hub.newClientKey());
        }
        return given.toArray(new String[0]);
    }

    void awaitRequests(Moment moment, FaultPoint point, int number) {
        Awaitility.await(number + " requests " + point + " of " + moment)
                .atMost(LONG_ENOUGH)
                .until(() -> of(moment).requests(point).size() >= number);
    }

    /** The jobs of these builds fail, and the Hub keeps the reasons to itself. */
    void fail(Moment moment) {
        for (EmulatedJob job : of(moment).jobs()) {
            job.failTask(job.paths().get(0), "disk is full");
            job.finish("FAILURE");
        }
    }

    void succeed(Moment moment) {
        of(moment).jobs().stream().filter(job -> !job.ended()).forEach(job -> job.finish("SUCCESS"));
    }

    void awaitSecondJobs(String[] builds) {
        succeed(Moment.SECOND_JOB);
        for (String build : builds) {
            Awaitility.await("the second job of " + build)
                    .atMost(LONG_ENOUGH)
                    .until(() -> !jobs(Moment.SECOND_JOB, build).isEmpty());
        }
    }

    /** When Jenkins is down: what is out reaches the Hub, or is lost with its answer. */
    void letRequestsArrive(int duringSubmit) {
        for (Moment moment : List.of(Moment.DURING_SUBMIT, Moment.AFTER_SUBMIT)) {
            of(moment).faults().clear();
            of(moment).faults().release();
        }
        Awaitility.await("the requests that were out")
                .atMost(LONG_ENOUGH)
                .until(() -> of(Moment.DURING_SUBMIT).jobs().size() == duringSubmit);
    }

    /** Nothing is held any more; jobs end as they should. */
    void letGo() {
        of(Moment.HUB_DOWN).comeBack();
        hubs.forEach((moment, hub) -> {
            hub.plan(JobPlan.immediate());
            hub.faults().clear();
            hub.faults().release();
            if (!moment.isCancel()) {
                succeed(moment);
            }
        });
    }

    /** The jobs of one build. */
    List<EmulatedJob> jobs(Moment moment, String build) {
        return of(moment).jobs().stream()
                .filter(job -> job.paths().equals(List.of(RestartTable.path(build))))
                .toList();
    }

    /** How often one build's request was sent. */
    long posts(Moment moment, String build) {
        return of(moment).requests(FaultPoint.SUBMIT).stream()
                .filter(request -> request.body().contains('"' + RestartTable.path(build) + '"'))
                .count();
    }

    @Override
    public void close() {
        hubs.values().forEach(HubEmulator::close);
        gate.close();
    }
}
