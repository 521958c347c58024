package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Hub's job list as a cheap way to see many jobs at once. How it is ordered and paged is assumed, so it is learned: at
 * which end new jobs come in, how many jobs a page really has, on which page each job was. A list that shows nothing of
 * ours, or is refused, is left alone for a while. Thread-safe.
 */
final class JobList {
    /** Up to so many jobs single requests are as cheap as a page. */
    static final int FEW = 3;

    private static final int PAGE_SIZE = 100;
    private static final int FRUITLESS = 2;
    private static final Duration USELESS = Duration.ofMinutes(10);
    private static final Duration BROKEN = Duration.ofMinutes(2);

    private final HubClient client;
    private final Scheduler scheduler;
    private final ListShape shape = new ListShape(PAGE_SIZE);
    private Instant restUntil = Instant.MIN;
    private Instant noSecondOpinionUntil = Instant.MIN;
    private int fruitless;

    JobList(HubClient client, Scheduler scheduler) {
        this.client = client;
        this.scheduler = scheduler;
    }

    /** Who wants to see the jobs of a page. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param page where the jobs are
         */
        void shown(int page, List<Job> jobs);
    }

    synchronized boolean isWorthwhile(int jobs, Instant now) {
        return jobs > FEW && !now.isBefore(restUntil);
    }

    /**
     * Whether to ask the list for jobs that the Hub does not show singly. Not again soon if that fails, too: then it is the
     * Hub that is away.
     */
    synchronized boolean isWorthASecondOpinion(Instant now) {
        return !now.isBefore(restUntil) && !now.isBefore(noSecondOpinionUntil);
    }

    /** The list did not answer, whether the Hub does or not. */
    synchronized void failed() {
        noSecondOpinionUntil = scheduler.now().plus(USELESS);
    }

    /** The list does not answer although the Hub does. */
    synchronized void isBroken() {
        restUntil = scheduler.now().plus(BROKEN);
    }

    /**
     * Goes through the pages on which the jobs should be, and through neighbouring ones for those that are not there, as
     * long as that costs fewer requests than asking for each.
     *
     * @param wanted the page each job was on last, by id; 0 if not known
     * @param few up to so many jobs a page is not worth a request
     * @throws HubException if the Hub does not answer, or a gateway in its place; a list that is refused or unintelligible is no
     *     error, it just shows nothing
     */
    void sweep(Map<String, Integer> wanted, int few, Reader reader) throws HubException, InterruptedException {
        PageWalk walk = new PageWalk(shape, wanted, few);
        try {
            for (int page = walk.next(); page > 0; page = walk.next()) {
                read(page, walk, reader);
            }
        } catch (HubException e) {
            if (e.mayBeGateways() || (e.mayHeal() && !(e instanceof HubInvalidAnswerException))) {
                throw e;
            }
            rest();
            return;
        }
        if (walk.hasFoundAny()) {
            found();
        } else {
            foundNothing();
        }
    }

    private void read(int page, PageWalk walk, Reader reader) throws HubException, InterruptedException {
        JobPage shown;
        try {
            shown = client.jobsWithoutPaths(page, PAGE_SIZE);
        } catch (HubNotFoundException e) {
            if (page == 1 || e.mayBeGateways()) {
                throw e;
            }
            walk.noSuchPage(page);
            return;
        }
        if (shape.isAllOnePage(page, shown)) {
            walk.noSuchPage(page);
            return;
        }
        List<Job> jobs =
                shown.jobs().stream().filter(job -> !job.stateWord().isEmpty()).toList();
        walk.shown(page, shown, Set.copyOf(jobs.stream().map(Job::id).toList()));
        reader.shown(page, jobs);
    }

    private synchronized void found() {
        fruitless = 0;
    }

    private synchronized void foundNothing() {
        if (++fruitless >= FRUITLESS) {
            rest();
        }
    }

    private synchronized void rest() {
        restUntil = scheduler.now().plus(USELESS);
        fruitless = 0;
        shape.forget();
    }
}
