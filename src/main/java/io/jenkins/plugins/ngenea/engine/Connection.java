package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.schema.SchemaLookup;
import io.jenkins.plugins.ngenea.poll.JobFollower;
import io.jenkins.plugins.ngenea.poll.WaitReasons;

/**
 * One Hub with one secret.
 *
 * @param follower shared by all runs with the same Hub and secret; another secret gives another one
 * @param lanes where requests are made; shared likewise
 * @param searches for the jobs of lost submits; shared likewise
 * @param schemas what the Hub says of its own API; shared likewise
 * @param reasons why jobs may wait; shared likewise
 */
public record Connection(
        HubClient client,
        JobFollower follower,
        Lanes lanes,
        LostJobScanner searches,
        SchemaLookup schemas,
        WaitReasons reasons) {
    public Connection(HubClient client, JobFollower follower, Lanes lanes) {
        this(
                client,
                follower,
                lanes,
                new LostJobScanner(client, lanes.searches()),
                new SchemaLookup(client::schema, lanes.questions()),
                new WaitReasons(client, lanes.questions()));
    }

    /** Looks the Hub and its credential up anew each time: keys are rotated. */
    @FunctionalInterface
    public interface Source {
        /**
         * May take its time: credentials can be kept elsewhere.
         *
         * @throws ConnectionException if the Hub or the credential is not (any more) what it should be
         */
        Connection connect() throws ConnectionException;
    }

    /** A Hub or credential that is missing or wrong; the message tells a person what to do. */
    public static class ConnectionException extends Exception {
        private static final long serialVersionUID = 1L;

        public ConnectionException(String message) {
            this(message, null);
        }

        public ConnectionException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The Hub of a record is not configured any more, though one of its name may be: what the record says is of use again as
     * soon as it is.
     */
    public static final class HubGoneException extends ConnectionException {
        private static final long serialVersionUID = 1L;

        public HubGoneException(String message) {
            super(message);
        }
    }
}
