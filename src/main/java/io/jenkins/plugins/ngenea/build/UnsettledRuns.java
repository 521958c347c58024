package io.jenkins.plugins.ngenea.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs that ended in a way that somebody must check, with no build left to report it: the newest ones, and how many more.
 */
final class UnsettledRuns {
    static final int MOST = 100;

    /** The newest first. */
    private final Deque<BackgroundRun> newest = new ArrayDeque<>();

    private int more;

    synchronized void add(BackgroundRun run) {
        newest.addFirst(run);
        if (newest.size() > MOST) {
            newest.removeLast();
            more++;
        }
    }

    /** The newest first. */
    synchronized List<BackgroundRun> list() {
        return List.copyOf(newest);
    }

    /** How many there are beyond those of the list. */
    synchronized int more() {
        return more;
    }

    synchronized void forget() {
        newest.clear();
        more = 0;
    }

    /**
     * @param newName gives the name of a build by now
     */
    synchronized void rename(UnaryOperator<String> newName) {
        List<BackgroundRun> renamed = new ArrayList<>();
        newest.forEach(run -> renamed.add(run.of(newName.apply(run.buildId()))));
        newest.clear();
        newest.addAll(renamed);
    }
}
