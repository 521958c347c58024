package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Polls all jobs of one Hub and key for all builds. Jobs wait in a calendar until they are due; one timer is set for the
 * earliest. When it fires, the due jobs are requested on the pool: one by one if they are few, or through pages of the job
 * list that show enough of them. No thread waits for a job. While the Hub does not answer, one job is requested on behalf
 * of all.
 */
public final class JobFollower {
    private static final Logger LOGGER = Logger.getLogger(JobFollower.class.getName());

    private final HubClient client;
    private final Executor pool;
    private final Scheduler scheduler;
    private final PollSchedule schedule;
    private final Supplier<RetryBudget> budgets;
    private final HubContact contact;
    private final JobList list;
    private final ListPolls listPolls;
    private final SinglePolls singlePolls;
    private final OutageProbe probe;

    /** Guards the calendar and the timer; nothing is called while it is held. */
    private final Object lock = new Object();

    private final PollCalendar calendar = new PollCalendar();
    private Scheduler.Timer timer;
    private Instant timerAt;
    private int followed;

    /** One whose contact with the Hub nobody wants to hear of. */
    public JobFollower(
            HubClient client,
            Executor pool,
            Scheduler scheduler,
            PollSchedule schedule,
            Supplier<RetryBudget> budgets) {
        this(client, pool, scheduler, schedule, budgets, new ContactListener() {});
    }

    /**
     * @param pool does the requests and calls the listeners
     * @param budgets makes the time budget for lost contact of each job
     * @param contacts hears whether the Hub answers
     */
    public JobFollower(
            HubClient client,
            Executor pool,
            Scheduler scheduler,
            PollSchedule schedule,
            Supplier<RetryBudget> budgets,
            ContactListener contacts) {
        this.client = client;
        this.pool = pool;
        this.scheduler = scheduler;
        this.schedule = schedule;
        this.budgets = budgets;
        this.contact = new HubContact(budgets.get(), contacts);
        this.list = new JobList(client, scheduler);
        this.listPolls = new ListPolls(list, pool, scheduler, new FromPages());
        this.singlePolls = new SinglePolls(pool, scheduler, this::askInTurn);
        this.probe = new OutageProbe(contact, pool, this::askForOne, new FromProbe());
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
            calendar.add(job, when);
            setTimer();
        }
    }

    /** Caller holds the lock. */
    private void setTimer() {
        Optional<Instant> due = calendar.earliest();
        if (due.isEmpty()) {
            return;
        }
        Instant earliest = contact.lostUntil().filter(due.get()::isBefore).orElse(due.get());
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
            if (contact.lostUntil().filter(now::isBefore).isEmpty()) {
                due = calendar.takeDue(now);
            }
            due.removeIf(this::forgetIfDetached);
            timer = null;
            timerAt = null;
            setTimer();
        }
        ask(due);
    }

    private boolean forgetIfDetached(FollowedJob job) {
        if (job.isDetached()) {
            followed--;
            return true;
        }
        return false;
    }

    private void ask(List<FollowedJob> due) {
        if (contact.isInDoubt() && due.size() > 1) {
            probe.add(due, false);
            return;
        }
        Instant now = scheduler.now();
        List<FollowedJob> onPages =
                due.stream().filter(job -> !job.isToBeAskedForSingly(now)).toList();
        if (list.isWorthwhile(onPages.size(), now)) {
            listPolls.add(onPages);
            singlePolls.add(
                    due.stream().filter(job -> job.isToBeAskedForSingly(now)).toList());
        } else {
            singlePolls.add(due);
        }
    }

    /** Contact may have been lost since the job was told to wait for its turn: then it waits with all others. */
    private void askInTurn(FollowedJob job) {
        Optional<Instant> lostUntil = contact.lostUntil();
        if (lostUntil.isEmpty()) {
            askForOne(job);
        } else if (scheduler.now().isBefore(lostUntil.get())) {
            due(job, lostUntil.get());
        } else {
            probe.add(List.of(job), false);
        }
    }

    /** Returns why the Hub did not answer; null if it did. */
    private HubException askForOne(FollowedJob job) {
        try {
            Job shown = client.job(job.id);
            contact.answered(scheduler.now());
            shown(job, shown, false);
        } catch (HubException e) {
            contact.failed(job.id, e, scheduler.now());
            missed(job, e);
            return RetryBudget.bears(e) ? e : null;
        } catch (RuntimeException | Error e) {
            missed(job, broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            keep(List.of(job));
        }
        return null;
    }

    /** What the scout brings for those that waited for it. */
    private final class FromProbe implements OutageProbe.Results {
        @Override
        public void answered(List<FollowedJob> waiting, boolean listFailed) {
            if (listFailed) {
                list.isBroken();
            }
            if (Thread.currentThread().isInterrupted()) {
                keep(waiting);
            } else {
                ask(waiting);
            }
        }

        @Override
        public void silent(List<FollowedJob> waiting, HubException why) {
            // the list may be another door: a gateway that closes one has not closed the other
            if (!RetryBudget.isRefusedKey(why) && list.isWorthASecondOpinion(scheduler.now())) {
                waiting.forEach(job -> job.isUnanswered(why));
                listPolls.add(waiting);
            } else {
                waiting.forEach(job -> missed(job, why));
            }
        }
    }

    /** What sweeps through the list bring. */
    private final class FromPages implements ListPolls.Results {
        @Override
        public void shown(FollowedJob job, Job shown) {
            contact.answered(scheduler.now());
            JobFollower.this.shown(job, shown, true);
        }

        @Override
        public void alsoShown(Job shown) {
            FollowedJob job;
            synchronized (lock) {
                job = calendar.take(shown.id(), waiting -> waiting.isNews(shown));
            }
            if (job != null) {
                JobFollower.this.shown(job, shown, true);
            }
        }

        @Override
        public void notShown(List<FollowedJob> jobs) {
            Instant now = scheduler.now();
            jobs.forEach(job -> job.notOnTheList(now));
            singlePolls.add(notAskedForSingly(jobs));
        }

        @Override
        public void failed(List<FollowedJob> jobs, HubException why) {
            list.failed();
            contact.failed("", why, scheduler.now());
            List<FollowedJob> others = notAskedForSingly(jobs);
            if (contact.lostUntil().isPresent()) {
                others.forEach(job -> missed(job, why));
            } else {
                probe.add(others, true);
            }
        }

        /** The others were looked for here because the Hub did not show them singly, and are missed now. */
        private List<FollowedJob> notAskedForSingly(List<FollowedJob> jobs) {
            List<FollowedJob> others = new ArrayList<>();
            for (FollowedJob job : jobs) {
                job.unanswered().ifPresentOrElse(why -> missed(job, why), () -> others.add(job));
            }
            return others;
        }

        @Override
        public void interrupted(List<FollowedJob> jobs) {
            keep(jobs);
        }

        @Override
        public void broken(List<FollowedJob> jobs, Throwable why) {
            HubException told = JobFollower.this.broken(why);
            jobs.forEach(job -> missed(job, told));
        }
    }

    /** A mistake of the program's own, or no memory for an answer: the job is asked for on, within the time budget. */
    private HubException broken(Throwable error) {
        LOGGER.log(Level.WARNING, "Polling Hub " + client.url() + " failed", SanitizedException.of(error));
        return new HubInvalidAnswerException(
                "Hub " + client.url() + ": cannot read its answer (" + SanitizedException.name(error) + ").",
                SanitizedException.of(error));
    }

    private void shown(FollowedJob job, Job shown, boolean onTheList) {
        again(job, job.seen(shown, onTheList, scheduler.now(), schedule));
    }

    /** While contact is lost all jobs wait for the same moment, to share what is asked then. */
    private void missed(FollowedJob job, HubException why) {
        Optional<Instant> when = job.missed(why, scheduler.now());
        again(job, when.map(own -> contact.lostUntil().orElse(own)));
    }

    /** The pool is going down: the jobs are kept for whoever still runs it. */
    private void keep(List<FollowedJob> jobs) {
        Instant soon = scheduler.now().plus(PollSchedule.SHORTEST);
        jobs.forEach(job -> due(job, soon));
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
