package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import java.util.Locale;

/** A way to wait for many jobs. */
interface Contender {
    /** Tells {@code waiting} each time the job was seen, at the latest with its end. Returns at once. */
    void follow(String job, Waiting waiting);

    /** The ways there are. */
    enum Kind {
        /** The plugin's. */
        FOLLOWER,
        /** As others do it. */
        RIVAL;

        Contender open(HubClient client) {
            return this == FOLLOWER ? follower(client) : new Rival(client);
        }

        String argument() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String argument) {
            return valueOf(argument.toUpperCase(Locale.ROOT));
        }
    }

    private static Contender follower(HubClient client) {
        JobFollower follower = Parts.connection(client, Parts.scheduler()).follower();
        return (job, waiting) -> follower.follow(job, true, waiting);
    }

    /**
     * A thread for each job that sleeps ten seconds, asks for the job, and so on. It shares one HTTP client, which the true
     * ones do not, and does not ask in the moment of the submit, which many do: both in its favour.
     */
    final class Rival implements Contender {
        private static final long PAUSE_MILLIS = 10_000;
        private static final long SMALL_STACK = 256 * 1024;

        private final HubClient client;

        private Rival(HubClient client) {
            this.client = client;
        }

        @Override
        public void follow(String job, Waiting waiting) {
            Thread thread = new Thread(null, () -> poll(job, waiting), "poller", SMALL_STACK);
            thread.setDaemon(true);
            thread.start();
        }

        private void poll(String id, Waiting waiting) {
            try {
                boolean ended = false;
                while (!ended) {
                    Thread.sleep(PAUSE_MILLIS);
                    ended = ask(id, waiting);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean ask(String id, Waiting waiting) throws InterruptedException {
            try {
                Job job = client.job(id);
                waiting.changed(job);
                return job.state().isEnd();
            } catch (HubException e) {
                waiting.lostContact(e);
                return false;
            }
        }
    }
}
