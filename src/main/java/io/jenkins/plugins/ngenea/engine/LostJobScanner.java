package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.concurrent.Scheduler;
import io.jenkins.plugins.ngenea.engine.LostJobSearch.Look;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.poll.NewestJob;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reads the job list of a Hub for all runs together that do not know the result of their submit: each page is read once
 * for all of them, and at most one pass runs in {@link #PAUSE}. It has its own lane, so it does not delay polls. Thread-
 * safe.
 */
public final class LostJobScanner {
    /** Between two passes. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int PAGE_SIZE = 100;
    private static final int PAGES = 20;

    private final HubClient client;
    private final Executor lane;

    /** Who takes part in the next pass. */
    private final Map<LostJobSearch, CompletableFuture<Look>> waiting = new LinkedHashMap<>();

    private boolean running;
    private boolean hurried;
    private Instant notBefore = Instant.MIN;
    private Scheduler.Timer timer;

    /**
     * @param lane does the passes, one at a time, and calls who waits for them
     */
    LostJobScanner(HubClient client, Executor lane) {
        this.client = client;
        this.lane = lane;
    }

    /**
     * Looks with the next pass.
     *
     * @param hurry whether not to wait for the end of the pause
     * @return fails with a {@link HubException} if the list cannot be had, or an {@link IOException} if our own files cannot be
     *     read; never completes if the process ends first, or the same search is asked for again
     */
    CompletableFuture<Look> look(LostJobSearch search, boolean hurry, Scheduler time) {
        if (search.newestBefore() == null) {
            return CompletableFuture.completedFuture(Look.NOWHERE);
        }
        CompletableFuture<Look> reply = new CompletableFuture<>();
        synchronized (this) {
            waiting.put(search, reply);
            hurried |= hurry;
        }
        startWhenDue(time);
        return reply;
    }

    private void startWhenDue(Scheduler time) {
        synchronized (this) {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
            if (running || waiting.isEmpty()) {
                return;
            }
            Instant now = time.now();
            if (now.isBefore(notBefore) && !hurried) {
                timer = time.after(Duration.between(now, notBefore), () -> startWhenDue(time));
                return;
            }
            running = true;
            hurried = false;
        }
        lane.execute(() -> pass(time));
    }

    private void pass(Scheduler time) {
        Map<LostJobSearch, CompletableFuture<Look>> all;
        synchronized (this) {
            all = new LinkedHashMap<>(waiting);
            waiting.clear();
        }
        List<Runnable> replies = new ArrayList<>();
        try {
            Pass pass = new Pass(all.keySet());
            boolean whole = pass.throughTheList();
            all.forEach((search, reply) -> {
                Look look = search.end(whole, time.now());
                IOException why = pass.unreadable.get(search);
                replies.add(why == null ? () -> reply.complete(look) : () -> reply.completeExceptionally(why));
            });
        } catch (HubException e) {
            all.values().forEach(reply -> replies.add(() -> reply.completeExceptionally(e)));
        } catch (RuntimeException | Error e) {
            all.values().forEach(reply -> replies.add(() -> reply.completeExceptionally(new IllegalStateException(e))));
        } catch (InterruptedException e) {
            // the process ends; the next one searches again
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                running = false;
                notBefore = time.now().plus(PAUSE);
            }
        }
        replies.forEach(Runnable::run);
        startWhenDue(time);
    }

    /** One pass for these searches. */
    private final class Pass {
        private final Set<LostJobSearch> searches;
        private final BigInteger oldest;
        private final Set<String> seen = new HashSet<>();
        private final Map<LostJobSearch, IOException> unreadable = new HashMap<>();

        Pass(Set<LostJobSearch> searches) {
            this.searches = searches;
            this.oldest = searches.stream()
                    .map(LostJobSearch::newestBefore)
                    .min(BigInteger::compareTo)
                    .orElseThrow();
        }

        /** Returns whether all jobs that are newer were seen. */
        boolean throughTheList() throws HubException, InterruptedException {
            JobPage first = client.jobs(1, PAGE_SIZE);
            boolean older = show(first.jobs());
            if (first.last() || (older && NewestJob.isDescending(first.jobs()))) {
                return true;
            }
            int size = first.jobs().size();
            boolean newestLast = size > 1 && NewestJob.isAscending(first.jobs()) && first.total() > size;
            if (!newestLast) {
                return fromItsBeginning();
            }
            return fromItsEnd((int) Math.min(Integer.MAX_VALUE, (first.total() + size - 1) / size));
        }

        private boolean fromItsBeginning() throws HubException, InterruptedException {
            for (int page = 2; page <= PAGES; page++) {
                JobPage shown = page(page);
                boolean older = show(shown.jobs());
                if (shown.last() || (older && NewestJob.isDescending(shown.jobs()))) {
                    return true;
                }
            }
            return false;
        }

        /** Of a list with the oldest first. */
        private boolean fromItsEnd(int lastPage) throws HubException, InterruptedException {
            int end = Math.max(1, lastPage - PAGES);
            for (int page = lastPage; page > end; page--) {
                if (show(page(page).jobs())) {
                    return true;
                }
            }
            return end == 1;
        }

        /** An empty one if the list has become shorter meanwhile. */
        private JobPage page(int page) throws HubException, InterruptedException {
            try {
                return client.jobs(page, PAGE_SIZE);
            } catch (HubNotFoundException e) {
                if (e.mayBeGateways()) {
                    throw e;
                }
                return new JobPage(List.of(), 0, true, Map.of());
            }
        }

        /** Returns whether there is one among them that nobody looks for, because it is older. */
        private boolean show(List<Job> jobs) {
            boolean older = false;
            for (Job job : jobs) {
                BigInteger number = NewestJob.number(job.id());
                if (number == null || number.compareTo(oldest) <= 0) {
                    older = true;
                } else if (seen.add(job.id())) {
                    searches.forEach(search -> show(search, number, job));
                }
            }
            return older;
        }

        private void show(LostJobSearch search, BigInteger number, Job job) {
            try {
                search.see(number, job, client.user());
            } catch (IOException e) {
                unreadable.put(search, e);
            }
        }
    }
}
