package io.jenkins.plugins.ngenea.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The faults set at a Hub. Those with a number come in the order they were set; one for always counts only where none
 * with a number is left, the one set last first. Thread-safe.
 */
public final class Faults {
    private static final class Rule {
        private final FaultPoint point;
        private final Fault fault;
        private int left;

        private Rule(FaultPoint point, Fault fault, int left) {
            this.point = point;
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
        counted.add(new Rule(point, fault, times));
    }

    /** For every such request. */
    public synchronized void always(FaultPoint point, Fault fault) {
        lasting.add(0, new Rule(point, fault, 0));
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
            if (rule.left > 0 && rule.point.matches(method, path)) {
                rule.left--;
                counted.removeIf(spent -> spent.left <= 0);
                fired++;
                return rule.fault;
            }
        }
        for (Rule rule : lasting) {
            if (rule.point.matches(method, path)) {
                fired++;
                return rule.fault;
            }
        }
        return null;
    }
}
