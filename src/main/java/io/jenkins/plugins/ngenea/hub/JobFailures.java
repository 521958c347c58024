package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.body.CollectedBody;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Everything that failed in a job, or was not done, one answer of the Hub at a time: {@code GET /api/tasks/?job=}, and {@code GET
 * /api/tasks/{id}/files/} for a task that lists its paths there (all assumed). If a request fails, it can be repeated, and
 * no failure is reported twice. Not thread-safe.
 */
public final class JobFailures {
    private static final int LARGEST_PAGE = 100;
    private static final int SMALLEST_PAGE = 20;

    /** One {@code GET} for a list. */
    @FunctionalInterface
    interface Lists {
        JsonNode get(URI uri, String doing) throws HubException, InterruptedException;
    }

    private final Lists lists;
    private final HubUrl url;
    private final String job;
    private final Deque<JsonNode> elsewhere = new ArrayDeque<>();
    private int pageSize = LARGEST_PAGE;
    private int page = 1;
    private boolean isLastPage;

    /** Whether every page so far had as many tasks as were asked for. */
    private boolean fullPages = true;

    /** What the page before began with; null before the first. */
    private JsonNode begin;

    private int filesPage = 1;
    private JsonNode filesBegin;
    private int filesTold;
    private int filesAsked;
    private int mostFiles = Integer.MAX_VALUE;

    private boolean isUndoneToo;

    JobFailures(Lists lists, HubUrl url, String job) {
        this.lists = lists;
        this.url = url;
        this.job = job;
    }

    /**
     * Counts a task that did not get to its turn, because it was cancelled or waited when the job ended: its paths are left to be
     * done, although it is no reason why the job failed.
     */
    JobFailures withUndone() {
        isUndoneToo = true;
        return this;
    }

    /** Asks for the paths of tasks no more than so many times; what is not asked for is told without a path. */
    JobFailures askingForFilesAtMost(int times) {
        mostFiles = times;
        return this;
    }

    /**
     * Asks the Hub once and hands on what failed.
     *
     * @return whether there is more to ask for
     * @throws HubException if there was no answer; the next call asks for the same again
     * @throws IOException that of the sink; then this is of no use any more
     */
    public boolean next(FailureSink sink) throws HubException, InterruptedException, IOException {
        if (elsewhere.isEmpty()) {
            tasks(sink);
        } else {
            files(elsewhere.peek(), sink);
        }
        return !elsewhere.isEmpty() || !isLastPage;
    }

    private void tasks(FailureSink sink) throws HubException, InterruptedException, IOException {
        String doing = "list the tasks of job " + job;
        JsonNode answer;
        try {
            answer = lists.get(
                    url.api("tasks/?job=" + HubUrl.segment(job) + "&page=" + page + "&page_size=" + pageSize), doing);
        } catch (HubInvalidAnswerException e) {
            // after pages of any other size, the smaller ones would not go on where those ended
            if (!(e.getCause() instanceof CollectedBody.TooLargeException) || pageSize == SMALLEST_PAGE || !fullPages) {
                throw e;
            }
            page = (page - 1) * (pageSize / SMALLEST_PAGE) + 1;
            pageSize = SMALLEST_PAGE;
            return;
        }
        JsonNode tasks = ResponseCheck.items(url, doing, answer);
        for (JsonNode task : tasks) {
            if (TaskParser.isOfAnotherJob(task, job)) {
                // it does not heed the job that was asked for: its paths would be submitted again as if they were ours
                throw contradicted(doing, "answered with tasks of other jobs, too.");
            }
        }
        begin = turned(begin, tasks, doing);
        fullPages = fullPages && tasks.size() == pageSize;
        isLastPage = tasks.isEmpty() || !answer.path("next").isTextual();
        page++;
        for (JsonNode task : tasks) {
            boolean isFailed = TaskParser.isBad(task) || isUndoneToo && !TaskParser.isDone(task);
            if (TaskParser.idIfPathsAreElsewhere(task, isFailed) != null && filesAsked < mostFiles) {
                elsewhere.add(task);
            } else {
                hand(TaskParser.failures(task, isFailed), sink);
            }
        }
    }

    /**
     * Where {@code page} is not heeded and there always is a {@code next}, reading would never end.
     *
     * @return what this page begins with
     */
    private JsonNode turned(JsonNode before, JsonNode items, String doing) throws HubInvalidAnswerException {
        if (items.isEmpty()) {
            return before;
        }
        JsonNode id = items.get(0).path("id");
        JsonNode first = id.isNumber() || id.isTextual() ? id : items.get(0);
        if (first.equals(before)) {
            throw contradicted(doing, "answered with the same page again: it does not turn its pages.");
        }
        return first;
    }

    /** Of an answer that would be the same the next time. */
    private HubInvalidAnswerException contradicted(String doing, String how) {
        return new HubInvalidAnswerException("Hub " + url + " was asked to " + doing + " and " + how, null, false);
    }

    private void files(JsonNode task, FailureSink sink) throws HubException, InterruptedException, IOException {
        if (filesAsked >= mostFiles) {
            withoutFiles(sink);
            return;
        }
        String id = TaskParser.idIfPathsAreElsewhere(task, true);
        String doing = "list the paths of task " + id;
        JsonNode answer;
        try {
            answer = lists.get(
                    url.api("tasks/" + HubUrl.segment(id) + "/files/?page=" + filesPage + "&page_size=" + LARGEST_PAGE),
                    doing);
        } catch (HubNotFoundException e) {
            if (filesPage > 1) {
                // there is such a list, and this is not its end
                throw e;
            }
            // whoever says so: the Hub has just answered, and does it with a page for addresses it does not know
            mostFiles = 0;
            withoutFiles(sink);
            return;
        }
        filesAsked++;
        JsonNode files = ResponseCheck.items(url, doing, answer);
        filesBegin = turned(filesBegin, files, doing);
        List<TaskFailure> failures =
                TaskParser.failures(task, files, filesTold, answer.path("count").asInt(files.size()));
        filesTold += failures.size();
        filesPage++;
        if (files.isEmpty() || !answer.path("next").isTextual()) {
            boolean none = filesTold == 0;
            toNextTask();
            if (none) {
                sink.take(TaskParser.withoutPath(task));
            }
        }
        hand(failures, sink);
    }

    /** This Hub has no such lists, or enough of them were asked for. */
    private void withoutFiles(FailureSink sink) throws IOException {
        while (!elsewhere.isEmpty()) {
            JsonNode task = elsewhere.peek();
            boolean none = filesTold == 0;
            toNextTask();
            if (none) {
                sink.take(TaskParser.withoutPath(task));
            }
        }
    }

    private void toNextTask() {
        elsewhere.remove();
        filesPage = 1;
        filesBegin = null;
        filesTold = 0;
    }

    private static void hand(List<TaskFailure> failures, FailureSink sink) throws IOException {
        for (TaskFailure failure : failures) {
            sink.take(failure);
        }
    }
}
