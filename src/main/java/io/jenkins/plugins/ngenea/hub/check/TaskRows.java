package io.jenkins.plugins.ngenea.hub.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.JobParser;
import io.jenkins.plugins.ngenea.hub.TaskParser;
import io.jenkins.plugins.ngenea.hub.check.CheckRow.Thing;
import java.util.List;

/**
 * What the tasks of a job show: a failed run names what failed, and why.
 *
 * @param job null if the Hub has none
 * @param task whose files were looked at; null if none says that it has them elsewhere
 */
record TaskRows(String job, Look tasks, String task, Look files) {
    private static final String NO_TASK = "There is no task to look at.";

    /** The id of a task, best one that failed, whose {@code paths} are an address; null if there is none. */
    static String withPathsElsewhere(Look tasks) {
        String any = null;
        for (JsonNode task : tasks.each()) {
            String id = task.path("id").asText("");
            if (TaskParser.idIfPathsAreElsewhere(task, TaskParser.isBad(task)) != null) {
                return id;
            }
            if (any == null && task.path("paths").isTextual() && JobParser.isId(id)) {
                any = id;
            }
        }
        return any;
    }

    private JsonNode failed() {
        for (JsonNode one : tasks.each()) {
            if (TaskParser.isBad(one)) {
                return one;
            }
        }
        return null;
    }

    List<CheckRow> rows() {
        return List.of(list(), reason(), paths());
    }

    private CheckRow list() {
        Thing thing = CheckRow.useful("the tasks of a job");
        String otherwise = "A failed run does not say what failed.";
        if (job == null) {
            return thing.assumed("There is no job to look at.", "They say what failed.");
        }
        if (!tasks.isThere()) {
            return thing.is(tasks.finding(Finding.ASSUMED), tasks.sentence(), otherwise);
        }
        if (tasks.items() == null) {
            return thing.contradicted("The answer is no list.", otherwise);
        }
        for (JsonNode one : tasks.items()) {
            if (TaskParser.isOfAnotherJob(one, job)) {
                return thing.contradicted("Tasks of other jobs are among them.", otherwise);
            }
        }
        return thing.seen("They are listed.", "A failed run reads them.");
    }

    private CheckRow reason() {
        Thing thing = CheckRow.useful("a failed task says why");
        String then = "A failed run tells the reason.";
        JsonNode one = failed();
        if (one == null) {
            return thing.assumed("There is no failed task to look at.", then);
        }
        boolean says = TaskParser.hasReason(one)
                || !itsFiles().isEmpty() && TaskParser.hasReason(itsFiles().get(0));
        return says
                ? thing.seen("It does.", then)
                : thing.contradicted("It does not.", "A failed run names no reason.");
    }

    private JsonNode itsFiles() {
        return files.items() == null ? JsonNodeFactory.instance.arrayNode() : files.items();
    }

    private CheckRow paths() {
        Thing thing = CheckRow.useful("the paths of a task");
        String then = "A failed run lists the paths that failed.";
        String otherwise = "A failed run names tasks without a path.";
        if (task != null) {
            boolean listed = files.items() != null;
            String here = listed ? "They are in a list of their own." : files.sentence();
            return thing.is(listed ? Finding.SEEN : files.finding(Finding.ASSUMED), here, listed ? then : otherwise);
        }
        JsonNode one = failed();
        if (one == null) {
            return thing.assumed("There is no failed task to look at.", then);
        }
        boolean named = TaskParser.failures(one).stream().anyMatch(failure -> failure.path() != null);
        return named
                ? thing.seen("They are in the task.", then)
                : thing.contradicted("The failed task names none.", otherwise);
    }
}
