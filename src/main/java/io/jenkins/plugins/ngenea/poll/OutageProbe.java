package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Requests one job before the others while it is in doubt whether the Hub answers. There is one probe at a time; jobs that
 * come due meanwhile wait for its result.
 */
final class OutageProbe {
    private final HubContact contact;
    private final Executor pool;
    private final Function<FollowedJob, HubException> request;
    private final Results results;

    /** Empty unless a scout is out or about to go. */
    private List<FollowedJob> waiting = new ArrayList<>();

    private boolean isOut;
    private boolean listFailed;

    /** What becomes of those that waited. */
    interface Results {
        /**
         * @param listFailed whether the list did not answer shortly before
         */
        void answered(List<FollowedJob> waiting, boolean listFailed);

        void silent(List<FollowedJob> waiting, HubException why);
    }

    /**
     * @param request asks for a job and brings what becomes of it; returns why the Hub did not answer, null if it did
     */
    OutageProbe(HubContact contact, Executor pool, Function<FollowedJob, HubException> request, Results results) {
        this.contact = contact;
        this.pool = pool;
        this.request = request;
        this.results = results;
    }

    /**
     * @param afterList whether these were to be seen in the list, and it did not answer
     */
    void add(Collection<FollowedJob> jobs, boolean afterList) {
        synchronized (this) {
            waiting.addAll(jobs);
            listFailed |= afterList;
            if (isOut || waiting.isEmpty()) {
                return;
            }
            isOut = true;
        }
        pool.execute(this::run);
    }

    private void run() {
        FollowedJob first;
        synchronized (this) {
            first = contact.next(waiting);
            waiting.remove(first);
        }
        HubException silence = request.apply(first);
        List<FollowedJob> others;
        boolean afterList;
        synchronized (this) {
            others = waiting;
            waiting = new ArrayList<>();
            afterList = listFailed;
            listFailed = false;
            isOut = false;
        }
        if (silence == null) {
            results.answered(others, afterList);
        } else {
            results.silent(others, silence);
        }
    }
}
