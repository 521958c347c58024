package io.jenkins.plugins.ngenea.paths;

import java.io.IOException;

/** A list of paths is not to be used as it is. The message says where and why, without a full stop. */
public final class PathListException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean aboutNul;

    PathListException(String message) {
        this(message, false);
    }

    PathListException(String message, boolean aboutNul) {
        super(message);
        this.aboutNul = aboutNul;
    }

    /** Whether there is a NUL where none can be: NULs may separate the paths. */
    public boolean isAboutNul() {
        return aboutNul;
    }
}
