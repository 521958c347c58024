package io.jenkins.plugins.ngenea.hub.model;

import java.io.Serializable;

/**
 * One thing that went wrong in a job. Cleaned text of bounded length.
 *
 * @param path the file, or empty if the task names none
 * @param state the task's or file's state, e.g. FAILURE (unexpected) or ERROR (captured by the Hub)
 * @param message the Hub's reason; may be empty
 */
public record TaskFailure(String path, String state, String message) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        String what = path.isEmpty() ? state : path + ": " + state;
        return message.isEmpty() ? what : what + ": " + message;
    }
}
