package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.math.BigInteger;
import java.util.List;

/**
 * The highest job id that the Hub shows: jobs above it came later, whatever any clock says. Ids are taken as numbers that
 * grow (assumed; the manual's ids are small integers).
 */
public final class NewestJob {
    private static final int SMALLEST_PAGE = 20;

    /** So many places further down a job is older, whatever happened at the same moment. */
    private static final int SWAPPED = 5;

    private NewestJob() {}

    /**
     * Empty if it cannot be told: ids that are no numbers, or a list in no order. "0" for an empty list.
     */
    public static String of(HubClient client) throws HubException, InterruptedException {
        JobPage first = client.jobsWithoutPaths(1, SMALLEST_PAGE);
        if (first.jobs().isEmpty()) {
            return first.last() && first.total() == 0 ? "0" : "";
        }
        int pageSize = first.jobs().size();
        // a list that has a next page and does not count its jobs is not whole, and where it ends is not known
        boolean whole = first.last() && first.total() <= pageSize;
        if (whole || (pageSize > 1 && isNewestFirst(first.jobs()))) {
            return highest(first.jobs());
        }
        if (!isAscending(first.jobs()) || first.total() <= pageSize) {
            return "";
        }
        int lastPage = (int) Math.min(Integer.MAX_VALUE, (first.total() + pageSize - 1) / pageSize);
        return highest(client.jobsWithoutPaths(lastPage, SMALLEST_PAGE).jobs());
    }

    /** Null if it is no number. */
    public static BigInteger number(String id) {
        return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9') ? new BigInteger(id) : null;
    }

    private static String highest(List<Job> jobs) {
        BigInteger highest = null;
        for (Job job : jobs) {
            BigInteger number = number(job.id());
            if (number == null) {
                return "";
            }
            highest = highest == null ? number : highest.max(number);
        }
        return highest == null ? "" : highest.toString();
    }

    /**
     * Whether the highest number of the list is at its beginning. In a list by time, jobs that were submitted at the same moment
     * can stand the other way round.
     */
    private static boolean isNewestFirst(List<Job> jobs) {
        return isSorted(jobs, 1, jobs.size() > 2 * SWAPPED ? SWAPPED : 1);
    }

    /** Whether the list begins with the newest job, and each is newer than the next. */
    public static boolean isDescending(List<Job> jobs) {
        return isSorted(jobs, 1, 1);
    }

    public static boolean isAscending(List<Job> jobs) {
        return isSorted(jobs, -1, 1);
    }

    /** Compares jobs that are so many places apart. */
    private static boolean isSorted(List<Job> jobs, int sign, int places) {
        for (int i = places; i < jobs.size(); i++) {
            BigInteger before = number(jobs.get(i - places).id());
            BigInteger after = number(jobs.get(i).id());
            if (before == null || after == null || before.compareTo(after) * sign <= 0) {
                return false;
            }
        }
        return true;
    }
}
