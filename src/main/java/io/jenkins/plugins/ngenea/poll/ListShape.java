package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.Set;

/** What was learned of how the Hub's job list is ordered and paged: none of it is documented. Thread-safe. */
final class ListShape {
    private enum Order {
        UNKNOWN,
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    private final int sizeAskedFor;
    private Order order = Order.UNKNOWN;
    private int pageSize;
    private long total;
    private String firstOfFirstPage = "";
    private boolean ignoresPage;

    ListShape(int sizeAskedFor) {
        this.sizeAskedFor = sizeAskedFor;
        this.pageSize = sizeAskedFor;
    }

    synchronized void forget() {
        order = Order.UNKNOWN;
        pageSize = sizeAskedFor;
        ignoresPage = false;
    }

    /** Where new jobs come in, as far as is known. */
    synchronized int entryPage() {
        return order == Order.OLDEST_FIRST ? lastPage() : 1;
    }

    synchronized int lastPage() {
        if (ignoresPage) {
            return 1;
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (total + pageSize - 1) / pageSize));
    }

    /** Whether the Hub gave its first page once more where another one was asked for. */
    synchronized boolean isAllOnePage(int page, JobPage shown) {
        String first = shown.jobs().isEmpty() ? "" : shown.jobs().get(0).id();
        if (page == 1) {
            firstOfFirstPage = first;
        } else if (!first.isEmpty() && first.equals(firstOfFirstPage)) {
            ignoresPage = true;
        }
        return ignoresPage && page > 1;
    }

    /**
     * The order is told by ids that are numbers, otherwise by where new jobs turn up.
     *
     * @param newJobs whether it shows jobs that were looked for at the entry
     */
    synchronized void learn(int page, JobPage shown, boolean newJobs) {
        total = Math.max(shown.total(), shown.jobs().size());
        if (!shown.last() && !shown.jobs().isEmpty()) {
            pageSize = shown.jobs().size();
        }
        if (order == Order.UNKNOWN && lastPage() > 1 && shown.jobs().size() > 1) {
            order = orderToldBy(page, shown, newJobs);
        }
    }

    private Order orderToldBy(int page, JobPage shown, boolean newJobs) {
        if (NewestJob.isDescending(shown.jobs())) {
            return Order.NEWEST_FIRST;
        }
        if (NewestJob.isAscending(shown.jobs())) {
            return Order.OLDEST_FIRST;
        }
        if (newJobs && page == 1) {
            return Order.NEWEST_FIRST;
        }
        return newJobs && page >= lastPage() ? Order.OLDEST_FIRST : Order.UNKNOWN;
    }

    /** New jobs were not where they were thought to come in. */
    synchronized void forgetOrder() {
        order = Order.UNKNOWN;
    }

    synchronized void noSuchPage(int page) {
        total = Math.min(total, (long) (page - 1) * pageSize);
    }

    /**
     * Where to look next for jobs that are not on a page: away from the entry, because that is where jobs go as others
     * come in; 0 if there is nowhere to look.
     *
     * @param visited pages seen already
     */
    synchronized int neighbour(int page, Set<Integer> visited) {
        int last = lastPage();
        if (order != Order.NEWEST_FIRST && page == 1 && !visited.contains(last)) {
            return last;
        }
        if (order == Order.OLDEST_FIRST) {
            int grown = firstFree(page, 1, last, visited);
            return grown == last ? grown : firstFree(page, -1, last, visited);
        }
        return firstFree(order == Order.UNKNOWN ? 0 : page, 1, last, visited);
    }

    private static int firstFree(int page, int step, int last, Set<Integer> visited) {
        int next = page + step;
        while (next >= 1 && next <= last && visited.contains(next)) {
            next += step;
        }
        return next >= 1 && next <= last ? next : 0;
    }
}
