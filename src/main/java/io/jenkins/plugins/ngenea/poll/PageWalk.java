package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which pages of the job list to ask for, for some jobs: one after another from the newest, until few jobs are missing. The
 * first page tells by its ids at which end of the list the newest are (the order is assumed). It never asks for more than
 * half as many pages as there are jobs.
 */
final class PageWalk {
    private static final int END = 0;

    private final Set<String> missing;
    private final int wanted;
    private final int few;
    private int asked;
    private int page = 1;
    private int step = 1;
    private String firstId = "";

    /**
     * @param few up to so many jobs a page is not worth a request
     */
    PageWalk(Collection<String> wanted, int few) {
        this.missing = new HashSet<>(wanted);
        this.wanted = missing.size();
        this.few = few;
    }

    /** The page to ask for; 0 if none is worth a request any more. */
    int next() {
        return missing.size() > few && asked < Math.max(1, wanted / 2) ? page : END;
    }

    boolean hasFoundAny() {
        return missing.size() < wanted;
    }

    /** The jobs that this page shows; none if it is the first one again: some Hubs may know no pages. */
    List<Job> shown(JobPage list) {
        List<Job> jobs = list.jobs();
        String first = jobs.isEmpty() ? "" : jobs.get(0).id();
        boolean again = asked++ > 0 && first.equals(firstId);
        if (asked == 1) {
            firstId = first;
        }
        if (again || jobs.isEmpty()) {
            page = END;
        } else if (asked == 1 && !list.last() && isOldestFirst(jobs)) {
            page = (int) Math.min(Integer.MAX_VALUE, (list.total() + jobs.size() - 1) / jobs.size());
            step = -1;
        } else {
            go(step > 0 && list.last());
        }
        if (again) {
            return List.of();
        }
        List<Job> shown =
                jobs.stream().filter(job -> !job.stateWord().isEmpty()).toList();
        shown.forEach(job -> missing.remove(job.id()));
        return shown;
    }

    /** The list has become shorter. */
    void noSuchPage() {
        asked++;
        go(step > 0);
    }

    private void go(boolean isEnd) {
        // going down, the walk ends before the first page, where it began
        page = isEnd || page + step == 1 ? END : page + step;
    }

    private static boolean isOldestFirst(List<Job> jobs) {
        return !NewestJob.isDescending(jobs) && NewestJob.isAscending(jobs);
    }
}
