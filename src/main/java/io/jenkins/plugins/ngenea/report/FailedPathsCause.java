package io.jenkins.plugins.ngenea.report;

import hudson.model.Cause;

/** A build runs with the paths that failed in an earlier one. Who wanted that is another cause. */
public final class FailedPathsCause extends Cause {
    /** Number of the earlier build. */
    private final int build;

    private final long paths;

    FailedPathsCause(int build, long paths) {
        this.build = build;
        this.paths = paths;
    }

    @Override
    public String getShortDescription() {
        return paths == 1 ? Messages.FailedPathsCause_One(build) : Messages.FailedPathsCause_Several(paths, build);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FailedPathsCause cause && cause.build == build && cause.paths == paths;
    }

    @Override
    public int hashCode() {
        return 31 * build + Long.hashCode(paths);
    }
}
