package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which pages of the job list to ask for, for some jobs: those where enough of them should be, and from a page where some
 * were not the next one. It never asks for more than half as many pages as there are jobs.
 */
final class PageWalk {
    private final ListShape shape;
    private final Map<Integer, Set<String>> plan = new TreeMap<>();
    private final Map<String, Integer> plannedPage = new HashMap<>();
    private final Set<String> newcomers = new HashSet<>();
    private final Set<Integer> visited = new HashSet<>();
    private final int few;
    private final int entry;
    private final int mostPages;
    private boolean foundAny;

    /**
     * @param wanted the page each job was on last, by id; 0 if not known
     * @param few up to so many jobs a page is not worth a request
     */
    PageWalk(ListShape shape, Map<String, Integer> wanted, int few) {
        this.shape = shape;
        this.few = few;
        this.mostPages = Math.max(1, wanted.size() / 2);
        this.entry = shape.entryPage();
        wanted.forEach((id, page) -> {
            if (page == 0) {
                newcomers.add(id);
            }
            plan(id, page == 0 ? entry : page);
        });
    }

    private void plan(String id, int page) {
        plan.computeIfAbsent(page, at -> new HashSet<>()).add(id);
        plannedPage.put(id, page);
    }

    /** The page to ask for; 0 if none is worth a request any more. */
    int next() {
        if (visited.size() >= mostPages) {
            return 0;
        }
        for (Map.Entry<Integer, Set<String>> entry : plan.entrySet()) {
            if (entry.getValue().size() > few && !visited.contains(entry.getKey())) {
                return entry.getKey();
            }
        }
        return 0;
    }

    boolean hasFoundAny() {
        return foundAny;
    }

    void shown(int page, JobPage list, Set<String> ids) {
        boolean newJobs = false;
        for (String id : ids) {
            Integer planned = plannedPage.remove(id);
            if (planned != null) {
                plan.get(planned).remove(id);
                foundAny = true;
                newJobs |= newcomers.contains(id);
            }
        }
        if (page == entry && !newJobs && !newcomers.isEmpty()) {
            shape.forgetOrder();
        }
        shape.learn(page, list, newJobs);
        leave(page);
    }

    void noSuchPage(int page) {
        shape.noSuchPage(page);
        leave(page);
    }

    /** Those that are not on the page are looked for on another one. */
    private void leave(int page) {
        visited.add(page);
        Set<String> missing = plan.remove(page);
        if (missing == null) {
            return;
        }
        int elsewhere = shape.neighbour(page, visited);
        for (String id : missing) {
            if (elsewhere > 0) {
                plan(id, elsewhere);
            } else {
                plannedPage.remove(id);
            }
        }
    }
}
