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
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Hub's job list as a cheap way to see many jobs at once. A list that shows nothing of ours, or is refused, is left
 * alone for a while. Thread-safe.
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
    private Instant restUntil = Instant.MIN;
    private Instant noSecondOpinionUntil = Instant.MIN;
    private int fruitless;

    JobList(HubClient client, Scheduler scheduler) {
        this.client = client;
        this.scheduler = scheduler;
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
     * Goes through the pages that show the newest jobs, as long as that costs fewer requests than asking for each job.
     *
     * @param wanted the ids of the jobs
     * @param few up to so many jobs a page is not worth a request
     * @param reader gets the jobs of each page
     * @throws HubException if the Hub does not answer, or a gateway in its place; a list that is refused or unintelligible is no
     *     error, it just shows nothing
     */
    void sweep(Collection<String> wanted, int few, Consumer<List<Job>> reader)
            throws HubException, InterruptedException {
        PageWalk walk = new PageWalk(wanted, few);
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

    private void read(int page, PageWalk walk, Consumer<List<Job>> reader) throws HubException, InterruptedException {
        JobPage shown;
        try {
            shown = client.jobsWithoutPaths(page, PAGE_SIZE);
        } catch (HubNotFoundException e) {
            if (page == 1 || e.mayBeGateways()) {
                throw e;
            }
            walk.noSuchPage();
            return;
        }
        reader.accept(walk.shown(shown));
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
    }
}
