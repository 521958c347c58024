package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.time.Instant;

/** Hears how the requests of a {@link JobFollower} fare. Called often, and with a lock held: it must be quick. */
public interface ContactListener {
    /** For who need not know. */
    ContactListener NONE = new ContactListener() {
        @Override
        public void answered() {
            // nothing to do
        }

        @Override
        public void failed(HubException why, Instant now) {
            // nothing to do
        }
    };

    /** The Hub answered, whatever it said of the job. */
    void answered();

    /** The Hub did not answer, or refused the key. */
    void failed(HubException why, Instant now);
}
