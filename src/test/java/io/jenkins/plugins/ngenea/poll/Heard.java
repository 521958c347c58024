package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.engine.Rig;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a follower told of a job. */
public final class Heard implements JobListener {
    final List<String> states = new CopyOnWriteArrayList<>();
    public final List<HubException> lost = new CopyOnWriteArrayList<>();
    final List<HubException> refused = new CopyOnWriteArrayList<>();
    final List<Duration> back = new CopyOnWriteArrayList<>();
    final List<HubException> failed = new CopyOnWriteArrayList<>();

    /** Submits jobs and follows them. */
    static List<Heard> ofNew(int jobs, Rig rig, JobFollower follower) throws Exception {
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
            Heard heard = new Heard();
            follower.follow(rig.hub.lastJob().id(), false, heard);
            all.add(heard);
        }
        rig.hub.clearRequests();
        return all;
    }

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
