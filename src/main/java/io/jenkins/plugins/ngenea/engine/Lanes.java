package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.poll.SinglePolls;
import java.util.concurrent.Executor;

/**
 * Threads for the requests of one Hub and key, a few for each kind: each request blocks one, so a kind that hangs delays its
 * own only. Within a lane it is first come, first served.
 *
 * @param submits what brings requests to the Hub, with the look at the newest job before each; a log line and the record that
 *     must come before the request are waited for here, too
 * @param cancels a cancel waits for nothing but other cancels
 * @param polls of the {@code JobFollower}
 * @param questions about single jobs: why one failed, or waits for long; and about the Hub's own API, where an assumed call is missing
 * @param searches of {@link LostJobScanner}: a pass reads whole pages, of which others' jobs may make much
 */
public record Lanes(Executor submits, Executor cancels, Executor polls, Executor questions, Executor searches) {
    /** Makes the threads of a lane: at most so many, daemons, which end when idle. After its end a lane drops what it gets. */
    @FunctionalInterface
    public interface Threads {
        Executor lane(String name, int threads);
    }

    /** Of the sizes they are meant to have. */
    public static Lanes on(Threads threads) {
        return new Lanes(
                threads.lane("submit", 2),
                threads.lane("cancel", 4),
                // as many as a follower has out: a page, one that was left behind, and single jobs
                threads.lane("poll", 2 + SinglePolls.AT_ONCE),
                threads.lane("ask", 2),
                threads.lane("search", 1));
    }
}
