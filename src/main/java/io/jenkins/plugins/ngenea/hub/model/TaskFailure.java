package io.jenkins.plugins.ngenea.hub.model;

import java.io.Serializable;
import java.util.List;

/**
 * A path that failed in a job, or a task that failed and names none. Exactly what the Hub says; {@link #toString} is what is
 * fit for a log.
 *
 * @param path null if the task names none
 * @param state the task's or path's, e.g. FAILURE (unexpected) or ERROR (captured by the Hub)
 * @param message the Hub's reason, with its line ends; may be empty; at most {@value #LONGEST_MESSAGE} characters
 * @param type what kind of task it was; empty if the Hub does not say
 * @param site where; empty if the Hub does not say
 * @param at which of the paths it is that failed together with their task, from 0
 * @param of how many these are: 1 if the Hub tells what became of each path
 */
public record TaskFailure(String path, String state, String message, String type, String site, int at, int of)
        implements Serializable {
    /** In characters. A traceback can be long. */
    public static final int LONGEST_MESSAGE = 10_000;

    private static final long serialVersionUID = 1L;

    /** A line for each failure, or for all paths that failed together with their task. Cleaned, of bounded length. */
    public static List<String> lines(List<TaskFailure> failures) {
        return failures.stream()
                .filter(failure -> failure.at == 0)
                .map(TaskFailure::toString)
                .toList();
    }

    @Override
    public String toString() {
        String shown = RemoteText.line(path != null && at == 0 && of > 1 ? path + " and " + (of - 1) + " more" : path);
        String what = shown.isEmpty() ? RemoteText.name(state) : shown + ": " + RemoteText.name(state);
        String why = RemoteText.line(message);
        return why.isEmpty() ? what : what + ": " + why;
    }
}
