package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * One contender in one scenario, in a process of its own with an emulator in another; prints its {@link Figures}. Jobs of
 * length 0 never end: then the heap is measured, once each of them was seen.
 */
public final class Measurement {
    private static final int LIST_PAGE = 100;

    /** So many jobs have been seen before the heap counts: what there is once for all jobs is no part of it. */
    private static final int WARM_UP = 200;

    private static final String NEVER_ENDS = "0";

    private final EmulatorLink hub;
    private final HubClient client;
    private final Contender.Kind kind;

    private Measurement(EmulatorLink hub, Contender.Kind kind) {
        this.hub = hub;
        this.client = Parts.client(hub.url(), EmulatorProcess.KEY);
        this.kind = kind;
    }

    public static void main(String[] args) throws IOException, HubException, InterruptedException {
        Contender.Kind kind = Contender.Kind.of(args[0]);
        int jobs = Integer.parseInt(args[1]);
        try (EmulatorLink hub = new EmulatorLink()) {
            hub.profile(args[5]);
            Measurement measurement = new Measurement(hub, kind);
            Figures figures = args[3].equals(NEVER_ENDS)
                    ? measurement.heap(jobs)
                    : measurement.run(jobs, Long.parseLong(args[2]), args[3], Integer.parseInt(args[4]));
            System.out.println(figures.line());
        }
        System.exit(0);
    }

    private Figures run(int jobs, long overMillis, String lengths, int newer)
            throws IOException, HubException, InterruptedException {
        // classes and connection
        client.jobs(1, LIST_PAGE);
        Waiting.Room room = new Waiting.Room();
        List<Waiting> all = waiting(jobs, room);
        EmulatorLink.Counts before = hub.counts();
        Meter meter = new Meter();
        follow(kind.open(client), all, overMillis, lengths);
        hub.makeJobs(newer, 0, NEVER_ENDS, id -> {});
        room.await(jobs, jobs);
        if (room.lost() > 0) {
            System.err.println(kind.argument() + ": the emulator did not answer " + room.lost() + " requests");
        }
        double cpu = meter.cpuSeconds();
        return Figures.of(jobs, hub.counts().since(before), lags(all, hub.ends()), meter.peakThreads(), 0, cpu);
    }

    private Figures heap(int jobs) throws IOException, InterruptedException {
        Contender contender = kind.open(client);
        Waiting.Room warmUp = new Waiting.Room();
        follow(contender, waiting(WARM_UP, warmUp), 0, NEVER_ENDS);
        warmUp.await(WARM_UP, 0);
        Waiting.Room room = new Waiting.Room();
        List<Waiting> all = waiting(jobs, room);
        EmulatorLink.Counts before = hub.counts();
        Meter meter = new Meter();
        follow(contender, all, 0, NEVER_ENDS);
        room.await(jobs, 0);
        double cpu = meter.cpuSeconds();
        return Figures.of(jobs, hub.counts().since(before), new long[0], meter.peakThreads(), meter.heap(), cpu);
    }

    private void follow(Contender contender, List<Waiting> all, long overMillis, String lengths) throws IOException {
        Iterator<Waiting> next = all.iterator();
        hub.makeJobs(all.size(), overMillis, lengths, id -> {
            Waiting waiting = next.next();
            waiting.waitsFor(id);
            contender.follow(id, waiting);
        });
    }

    private static List<Waiting> waiting(int jobs, Waiting.Room room) {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(new Waiting(room));
        }
        return all;
    }

    private static long[] lags(List<Waiting> all, Map<String, Long> ends) {
        return all.stream()
                .filter(waiting -> waiting.heard() > 0)
                .mapToLong(waiting -> waiting.heard() - ends.get(waiting.job()))
                .toArray();
    }
}
