package io.jenkins.plugins.ngenea.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The faults set at a Hub. Those with a number come in the order they were set; one for always counts only where none
 * with a number is left, the one set last first. Thread-safe.
 */
public final class Faults {
    private static final class Rule {
        private final BiPredicate<String, String> matches;
        private final Fault fault;
        private int left;

        private Rule(BiPredicate<String, String> matches, Fault fault, int left) {
            this.matches = matches;
            this.fault = fault;
            this.left = left;
        }
    }

    private final Gate gate;
    private final List<Rule> counted = new ArrayList<>();
    private final List<Rule> lasting = new ArrayList<>();
    private long fired;

    Faults(Gate gate) {
        this.gate = gate;
    }

    /** For the next such request. */
    public void next(FaultPoint point, Fault fault) {
        times(1, point, fault);
    }

    /** For the next so many such requests. */
    public synchronized void times(int times, FaultPoint point, Fault fault) {
        counted.add(new Rule(point::matches, fault, times));
    }

    /** For every such request. */
    public synchronized void always(FaultPoint point, Fault fault) {
        lasting.add(0, new Rule(point::matches, fault, 0));
    }

    /** For every request for one job: {@code GET /api/jobs/ID/}. */
    public synchronized void alwaysForJob(String id, Fault fault) {
        String wanted = "/api/jobs/" + id + "/";
        lasting.add(0, new Rule((method, path) -> method.equals("GET") && path.equals(wanted), fault, 0));
    }

    /** No more faults; requests that hang go on hanging. */
    public synchronized void clear() {
        counted.clear();
        lasting.clear();
    }

    /** Lets all requests go on that hang now. */
    public void release() {
        gate.release();
    }

    /** How many requests met a fault. */
    public synchronized long fired() {
        return fired;
    }

    /** How many faults with a number have not been met yet. */
    public synchronized int pending() {
        return counted.stream().mapToInt(rule -> rule.left).sum();
    }

    /** The fault of this request, or null. */
    synchronized Fault take(String method, String path) {
        for (Rule rule : counted) {
            if (rule.left > 0 && rule.matches.test(method, path)) {
                rule.left--;
                counted.removeIf(spent -> spent.left <= 0);
                fired++;
                return rule.fault;
            }
        }
        for (Rule rule : lasting) {
            if (rule.matches.test(method, path)) {
                fired++;
                return rule.fault;
            }
        }
        return null;
    }
}
