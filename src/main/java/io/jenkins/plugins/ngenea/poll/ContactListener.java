package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.time.Instant;

/** Hears how the requests of a {@link JobFollower} fare. Called often, and with a lock held: it must be quick. */
public interface ContactListener {
    /** The Hub answered, whatever it said of the job. */
    default void answered() {}

    /** The Hub did not answer, or refused the key. */
    default void failed(HubException why, Instant now) {}
}
