package io.jenkins.plugins.ngenea.paths;

import java.io.IOException;

/** A list of paths is not to be used as it is. The message says where and why, without a full stop. */
public final class PathListException extends IOException {
    private static final long serialVersionUID = 1L;

    PathListException(String message) {
        super(message);
    }
}
