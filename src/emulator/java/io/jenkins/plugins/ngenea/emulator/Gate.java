package io.jenkins.plugins.ngenea.emulator;

import java.time.Duration;

/** Where requests that hang wait: for their time, for {@link #release}, or for the Hub to go down. Thread-safe. */
final class Gate {
    /** To be taken before a test can know of the request, so that nothing that follows is missed. */
    record Ticket(long releases, long downs) {}

    private long releases;
    private long downs;

    synchronized Ticket ticket() {
        return new Ticket(releases, downs);
    }

    synchronized void release() {
        releases++;
        notifyAll();
    }

    /** The Hub goes down: nobody waits any longer. */
    synchronized void down() {
        downs++;
        notifyAll();
    }

    synchronized boolean wentDown(Ticket ticket) {
        return downs > ticket.downs();
    }

    /** False when the Hub went down meanwhile. */
    synchronized boolean hang(Ticket ticket, Duration longest) {
        return await(ticket, longest, true);
    }

    /** The same, but no release shortens it. */
    synchronized boolean pause(Ticket ticket, Duration time) {
        return await(ticket, time, false);
    }

    private boolean await(Ticket ticket, Duration longest, boolean releasable) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!wentDown(ticket) && !(releasable && releases > ticket.releases())) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return !wentDown(ticket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
