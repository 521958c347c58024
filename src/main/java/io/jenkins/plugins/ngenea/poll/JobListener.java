package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;

/** Told about a job by the follower. Called on pool threads, never concurrently for one job. */
public interface JobListener {
    /** The job's state or counters are new. After an end state nothing more comes. */
    void changed(Job job);

    /** The Hub does not answer; it is asked on. Comes once for an outage. */
    void lostContact(HubException why);

    /**
     * The Hub, or a gateway before it, refuses the key; it is asked on for a while. Comes at each refusal, because there may be
     * a newer key by now, in place of {@link #lostContact}.
     */
    void keyRefused(HubException why);

    /** It answers again. */
    void backInContact(Duration lost);

    /** The job cannot be followed any more; nothing more comes. */
    void failed(HubException why);
}
