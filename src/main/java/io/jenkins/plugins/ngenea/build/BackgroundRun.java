package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;

/**
 * What administrators see of a run that no build waits for. It refers to its build by name only, because there may be many
 * of these for a long time.
 */
public final class BackgroundRun {
    private final String build;
    private final boolean gone;
    private final String status;
    private final boolean over;

    /**
     * @param build as Jenkins finds it again
     * @param gone whether it is deleted: another one may have its name by now
     * @param status what it waits for, or how it ended
     */
    BackgroundRun(String build, boolean gone, String status, boolean over) {
        this.build = build;
        this.gone = gone;
        this.status = status;
        this.over = over;
    }

    /** The same, after its build got another name. */
    BackgroundRun of(String newBuild) {
        return new BackgroundRun(newBuild, gone, status, over);
    }

    String buildId() {
        return build;
    }

    /** The build as people know it. */
    @NonNull
    public String getBuild() {
        Run<?, ?> found = gone ? null : find(build);
        return found == null ? build + " (deleted)" : found.getFullDisplayName();
    }

    @NonNull
    public String getStatus() {
        return status;
    }

    public boolean isOver() {
        return over;
    }

    /** Null if it is gone. */
    @CheckForNull
    static Run<?, ?> find(String build) {
        try {
            return Run.fromExternalizableId(build);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
