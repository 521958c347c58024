package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.check.CheckRow.Thing;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.util.List;

/** What the job list is like: it is read to follow many jobs with few requests, and to find a job whose answer was lost. */
final class ListRows {
    private static final int LONGEST_NUMBER = 18;

    private final Look first;
    private final Look second;
    private final List<String> ids;

    /** @param second page 2, not made if there is none */
    ListRows(Look first, Look second) {
        this.first = first;
        this.second = second;
        this.ids = ids(first);
    }

    private static List<String> ids(Look page) {
        return page.jobs().stream().map(Job::id).toList();
    }

    List<CheckRow> rows() {
        return List.of(list(), paging(), order(), numbers());
    }

    private CheckRow list() {
        Thing thing = CheckRow.useful("the job list");
        String otherwise = "Jobs are asked for one by one.";
        if (!first.isThere()) {
            return thing.is(first.finding(Finding.DOCUMENTED), first.sentence(), otherwise);
        }
        if (first.items() == null) {
            return thing.contradicted("The answer is no list.", otherwise);
        }
        if (first.answer().isArray()) {
            return thing.contradicted("All jobs come in one list without pages.", "It is read as it is.");
        }
        return thing.seen("It comes in pages.", "It is read when many jobs are followed.");
    }

    private CheckRow paging() {
        Thing thing = CheckRow.useful("page and page_size are heeded");
        String then = "What is ignored is noticed, and jobs are asked for one by one.";
        if (!first.answer().path("next").isTextual()) {
            return thing.assumed("There is one page only.", then);
        }
        if (!second.isThere()) {
            return thing.is(second.finding(Finding.ASSUMED), second.sentence(), then);
        }
        if (ids(second).equals(ids)) {
            return thing.contradicted("Page 2 is page 1.", then);
        }
        return ids.size() == HubCheck.PAGE_SIZE
                ? thing.seen("Both are.", "Pages are as large as the Hub allows.")
                : thing.contradicted("The page's size is not.", then);
    }

    private CheckRow order() {
        Thing thing = CheckRow.useful("the job list is in order");
        if (ids.size() < 2 || !areNumbers()) {
            return thing.assumed("It cannot be told.", "Both orders work; without one, jobs are asked for one by one.");
        }
        int up = 0;
        for (int i = 1; i < ids.size(); i++) {
            up += Long.compare(Long.parseLong(ids.get(i)), Long.parseLong(ids.get(i - 1)));
        }
        int steps = ids.size() - 1;
        if (Math.abs(up) != steps) {
            return thing.contradicted("It is not.", "Jobs are asked for one by one.");
        }
        return thing.seen(up > 0 ? "The oldest job is first." : "The newest job is first.", "Both orders work.");
    }

    private CheckRow numbers() {
        Thing thing = CheckRow.useful("job ids are numbers");
        if (ids.isEmpty()) {
            return thing.is(
                    Finding.DOCUMENTED,
                    "There is no job to look at.",
                    "That they grow is assumed: a job whose answer was lost is looked for among the newer ones.");
        }
        return areNumbers()
                ? thing.seen("They are.", "A job whose answer was lost is looked for by its number.")
                : thing.contradicted(
                        "They are not.", "If the answer to a submit is lost, a person must look for its job.");
    }

    private boolean areNumbers() {
        return ids.stream()
                .allMatch(id -> id.length() <= LONGEST_NUMBER && id.chars().allMatch(c -> c >= '0' && c <= '9'));
    }
}
