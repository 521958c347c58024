package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a follower told of a job. */
public final class Heard implements JobListener {
    final List<String> states = new CopyOnWriteArrayList<>();
    public final List<HubException> lost = new CopyOnWriteArrayList<>();
    final List<HubException> refused = new CopyOnWriteArrayList<>();
    final List<Duration> back = new CopyOnWriteArrayList<>();
    final List<HubException> failed = new CopyOnWriteArrayList<>();

    @Override
    public void changed(Job job) {
        states.add(job.stateName());
    }

    @Override
    public void lostContact(HubException why) {
        lost.add(why);
    }

    @Override
    public void keyRefused(HubException why) {
        refused.add(why);
    }

    @Override
    public void backInContact(Duration time) {
        back.add(time);
    }

    @Override
    public void failed(HubException why) {
        failed.add(why);
    }
}
