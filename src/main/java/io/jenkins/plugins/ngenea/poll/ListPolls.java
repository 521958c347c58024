package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Sweeps through the pages of the job list, one at a time; jobs that come due meanwhile share the next one. A sweep whose
 * page does not come is left behind, and its jobs go on with the next: one stuck request holds up nobody. There is at most
 * one left behind, because a Hub on which two are stuck is slow, not stuck.
 */
final class ListPolls {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobList list;
    private final Executor pool;
    private final Scheduler scheduler;
    private final Results results;

    private final List<FollowedJob> waiting = new ArrayList<>();
    private ListPoll running;
    private ListPoll leftBehind;
    private Duration lastPage = Duration.ZERO;

    /** What becomes of the jobs of a sweep: each is handed over exactly once. */
    interface Results {
        void shown(FollowedJob job, Job shown);

        /** A job on a page that this sweep was not made for. */
        void alsoShown(Job shown);

        void notShown(List<FollowedJob> jobs);

        void failed(List<FollowedJob> jobs, HubException why);

        /** The pool is going down. */
        void interrupted(List<FollowedJob> jobs);

        /** A mistake of the program's own. */
        void broken(List<FollowedJob> jobs, Throwable why);
    }

    ListPolls(JobList list, Executor pool, Scheduler scheduler, Results results) {
        this.list = list;
        this.pool = pool;
        this.scheduler = scheduler;
        this.results = results;
    }

    void add(Collection<FollowedJob> jobs) {
        synchronized (this) {
            waiting.addAll(jobs);
        }
        startNext();
    }

    private void startNext() {
        ListPoll next;
        synchronized (this) {
            if (running != null || waiting.isEmpty()) {
                return;
            }
            next = new ListPoll(waiting);
            waiting.clear();
            running = next;
        }
        pool.execute(next::run);
    }

    /** How long a page may take. A Hub that is slow by nature is given more, or no sweep would ever be finished. */
    private Duration patience() {
        Duration usual = lastPage.multipliedBy(2);
        return usual.compareTo(PATIENCE) > 0 ? usual : PATIENCE;
    }

    private final class ListPoll {
        /** By id those that were not shown yet. Whoever removes one owns it. */
        private final Map<String, List<FollowedJob>> open = new HashMap<>();

        private Instant lastProgress;
        private Scheduler.Timer timer;
        private boolean over;

        ListPoll(Collection<FollowedJob> jobs) {
            jobs.forEach(job ->
                    open.computeIfAbsent(job.id, id -> new ArrayList<>(1)).add(job));
        }

        void run() {
            progress();
            watch();
            try {
                list.sweep(ids(), few(), this::shown);
                done();
                results.notShown(takeAll());
            } catch (HubException e) {
                done();
                results.failed(takeAll(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done();
                results.interrupted(takeAll());
            } catch (RuntimeException | Error e) {
                done();
                results.broken(takeAll(), e);
            }
            startNext();
        }

        private synchronized List<String> ids() {
            return List.copyOf(open.keySet());
        }

        /** Jobs that cannot be had singly are worth a page each. */
        private synchronized int few() {
            boolean onlyHere = open.values().stream()
                    .anyMatch(jobs ->
                            jobs.stream().anyMatch(job -> job.unanswered().isPresent()));
            return onlyHere ? 0 : JobList.FEW;
        }

        private void shown(List<Job> jobs) {
            progress();
            for (Job job : jobs) {
                List<FollowedJob> ours = take(job.id());
                if (ours == null && !isLeftBehind()) {
                    results.alsoShown(job);
                } else if (ours != null) {
                    ours.forEach(FollowedJob::foundOnTheList);
                    ours.forEach(one -> results.shown(one, job));
                }
            }
        }

        private synchronized List<FollowedJob> take(String id) {
            return open.remove(id);
        }

        private synchronized List<FollowedJob> takeAll() {
            List<FollowedJob> all = new ArrayList<>();
            open.values().forEach(all::addAll);
            open.clear();
            return all;
        }

        private void progress() {
            synchronized (ListPolls.this) {
                Instant now = scheduler.now();
                if (lastProgress != null) {
                    lastPage = Duration.between(lastProgress, now);
                }
                lastProgress = now;
            }
        }

        private void watch() {
            synchronized (ListPolls.this) {
                if (!over) {
                    timer = scheduler.after(patience(), this::look);
                }
            }
        }

        private void look() {
            boolean stuck;
            synchronized (ListPolls.this) {
                Duration silence = Duration.between(lastProgress, scheduler.now());
                stuck = !over && leftBehind == null && silence.compareTo(patience()) >= 0;
                if (stuck) {
                    leftBehind = this;
                    running = null;
                }
            }
            if (stuck) {
                add(takeAll());
            } else {
                watch();
            }
        }

        private boolean isLeftBehind() {
            synchronized (ListPolls.this) {
                return leftBehind == this;
            }
        }

        private void done() {
            synchronized (ListPolls.this) {
                over = true;
                timer.cancel();
                if (leftBehind == this) {
                    leftBehind = null;
                } else {
                    running = null;
                }
            }
        }
    }
}
