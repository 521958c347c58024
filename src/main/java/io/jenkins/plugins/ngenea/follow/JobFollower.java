package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUnintelligibleException;
import io.jenkins.plugins.ngenea.hub.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows all jobs of one Hub and key for all builds. Jobs wait in a calendar by the instant they are due; one timer
 * stands at the earliest. When it fires, the jobs due then are asked for on the pool: singly if they are few, through
 * pages of the Hub's job list if they are many. No thread waits for a job.
 */
public final class JobFollower {
    private static final Logger LOGGER = Logger.getLogger(JobFollower.class.getName());

    private final HubClient client;
    private final Executor pool;
    private final Scheduler scheduler;
    private final PollSchedule schedule;
    private final Supplier<RetryBudget> budgets;
    private final JobList list;

    /** Guards the calendar and the timer; nothing is called while it is held. */
    private final Object lock = new Object();

    private final TreeMap<Instant, List<FollowedJob>> calendar = new TreeMap<>();
    private Scheduler.Timer timer;
    private Instant timerAt;
    private int followed;

    /**
     * @param pool does the requests and calls the listeners
     * @param budgets makes the time budget for lost contact of each job
     */
    public JobFollower(
            HubClient client,
            Executor pool,
            Scheduler scheduler,
            PollSchedule schedule,
            Supplier<RetryBudget> budgets) {
        this.client = client;
        this.pool = pool;
        this.scheduler = scheduler;
        this.schedule = schedule;
        this.budgets = budgets;
        this.list = new JobList(client);
    }

    /** A job being followed. */
    public interface Handle {
        /** Stops following; the listener hears nothing more. The Hub job is left alone. */
        void detach();
    }

    /**
     * Follows a job from now on.
     *
     * @param justSubmitted whether the Hub may need a moment until it shows the job
     */
    public Handle follow(String jobId, boolean justSubmitted, JobListener listener) {
        Instant now = scheduler.now();
        FollowedJob job = new FollowedJob(jobId, listener, budgets.get(), now, justSubmitted);
        Instant first = justSubmitted ? schedule.next(now, now) : now;
        synchronized (lock) {
            followed++;
        }
        due(job, first);
        return job::detach;
    }

    /** Number of jobs followed now. */
    public int size() {
        synchronized (lock) {
            return followed;
        }
    }

    private void due(FollowedJob job, Instant when) {
        synchronized (lock) {
            calendar.computeIfAbsent(when, at -> new ArrayList<>()).add(job);
            setTimer();
        }
    }

    /** Caller holds the lock. */
    private void setTimer() {
        if (calendar.isEmpty()) {
            return;
        }
        Instant earliest = calendar.firstKey();
        if (timerAt != null && !earliest.isBefore(timerAt)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = earliest;
        timer = scheduler.after(Duration.between(scheduler.now(), earliest), this::tick);
    }

    private void tick() {
        Instant now = scheduler.now();
        List<FollowedJob> due = new ArrayList<>();
        synchronized (lock) {
            while (!calendar.isEmpty() && !calendar.firstKey().isAfter(now)) {
                due.addAll(calendar.pollFirstEntry().getValue());
            }
            due.removeIf(this::forgetIfDetached);
            timer = null;
            timerAt = null;
            setTimer();
        }
        if (due.isEmpty()) {
            return;
        }
        if (list.isWorthwhile(due.size(), now)) {
            pool.execute(() -> askForMany(due));
        } else {
            due.forEach(job -> pool.execute(() -> askForOne(job)));
        }
    }

    private boolean forgetIfDetached(FollowedJob job) {
        if (job.isDetached()) {
            followed--;
            return true;
        }
        return false;
    }

    private void askForOne(FollowedJob job) {
        Instant asked = scheduler.now();
        try {
            showed(job, client.job(job.id), asked);
        } catch (HubException e) {
            again(job, job.missed(e, scheduler.now()));
        } catch (RuntimeException | Error e) {
            again(job, job.missed(broken(e), scheduler.now()));
        } catch (InterruptedException e) {
            // the pool is going down: keep the job for whoever still runs it
            Thread.currentThread().interrupt();
            again(job, Optional.of(asked.plus(PollSchedule.SHORTEST)));
        }
    }

    private void askForMany(List<FollowedJob> due) {
        Instant asked = scheduler.now();
        JobList.Sweep sweep;
        try {
            sweep = list.sweep(due.stream().map(job -> job.id).toList(), asked);
        } catch (HubException e) {
            due.forEach(job -> again(job, job.missed(e, scheduler.now())));
            return;
        } catch (RuntimeException | Error e) {
            due.forEach(job -> again(job, job.missed(broken(e), scheduler.now())));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            due.forEach(job -> again(job, Optional.of(asked.plus(PollSchedule.SHORTEST))));
            return;
        }
        for (FollowedJob job : due) {
            Job shown = sweep.found().get(job.id);
            if (shown != null) {
                showed(job, shown, asked);
            } else {
                pool.execute(() -> askForOne(job));
            }
        }
    }

    /** A mistake of the program's own, or no memory for an answer: the job is asked for on, within the time budget. */
    private HubException broken(Throwable error) {
        LOGGER.log(Level.WARNING, "Asking Hub " + client.url() + " for jobs failed", error);
        return new HubUnintelligibleException(
                "Hub " + client.url() + ": its answer could not be read: " + error, error);
    }

    private void showed(FollowedJob job, Job shown, Instant asked) {
        again(job, job.seen(shown, asked, schedule));
    }

    private void again(FollowedJob job, Optional<Instant> when) {
        if (when.isPresent()) {
            due(job, when.get());
        } else {
            synchronized (lock) {
                followed--;
            }
        }
    }
}
