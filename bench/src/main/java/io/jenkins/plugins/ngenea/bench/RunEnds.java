package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunObserver;

/** Remembers when a run gave its outcome. */
final class RunEnds implements RunObserver {
    /** Those that are waited for, together. */
    static final class Room {
        private int ended;

        synchronized void await(int toEnd) throws InterruptedException {
            while (ended < toEnd) {
                wait();
            }
        }

        private synchronized void one() {
            ended++;
            notifyAll();
        }
    }

    private final Room room;
    private volatile long heard;

    RunEnds(Room room) {
        this.room = room;
    }

    /** Milliseconds since 1970; 0 if it gave none. */
    long heard() {
        return heard;
    }

    @Override
    public void ended(Outcome outcome) {
        heard = System.currentTimeMillis();
        room.one();
    }

    @Override
    public void line(String text) {
        // not of interest
    }

    @Override
    public void detail(String text) {
        // not of interest
    }

    @Override
    public void submitted(String jobId) {
        // not of interest
    }

    @Override
    public void progress(Job job) {
        // not of interest
    }

    @Override
    public void over(Outcome end, boolean settled) {
        // the outcome is what is waited for
    }
}
