package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.poll.JobListener;
import java.time.Duration;

/** Somebody who waits for a job and remembers when he heard of its end. */
final class Waiting implements JobListener {
    /** Those who wait, together. */
    static final class Room {
        private int seen;
        private int over;
        private int lost;

        synchronized void await(int toBeSeen, int toBeOver) throws InterruptedException {
            while (seen < toBeSeen || over < toBeOver) {
                wait();
            }
        }

        private synchronized void seen() {
            seen++;
            notifyAll();
        }

        /** How often the Hub did not answer somebody. */
        synchronized int lost() {
            return lost;
        }

        private synchronized void lose() {
            lost++;
        }

        private synchronized void over() {
            over++;
            notifyAll();
        }
    }

    private final Room room;
    private String job;
    private boolean seen;
    private long heard;

    Waiting(Room room) {
        this.room = room;
    }

    void waitsFor(String id) {
        job = id;
    }

    String job() {
        return job;
    }

    /** Milliseconds since 1970; 0 if it never did. */
    long heard() {
        return heard;
    }

    @Override
    public void changed(Job shown) {
        if (!seen) {
            seen = true;
            room.seen();
        }
        if (shown.state().isEnd()) {
            heard = System.currentTimeMillis();
            room.over();
        }
    }

    @Override
    public void lostContact(HubException why) {
        room.lose();
    }

    @Override
    public void keyRefused(HubException why) {
        room.lose();
    }

    @Override
    public void backInContact(Duration lost) {
        // counted when it was lost
    }

    @Override
    public void failed(HubException why) {
        System.err.println("failed: " + why.getMessage());
        room.over();
    }
}
