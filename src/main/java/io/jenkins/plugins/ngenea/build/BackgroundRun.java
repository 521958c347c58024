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
    private final Shown shown;

    /**
     * What is shown of the run itself.
     *
     * @param key of its record
     * @param status what it waits for, or how it ended
     * @param jobPage where people see its job in the Hub; empty if that is not known
     * @param over whether it has ended
     * @param cancellable whether its job can be cancelled from here
     */
    record Shown(String key, String status, String jobPage, boolean over, boolean cancellable) {}

    /**
     * @param build as Jenkins finds it again
     * @param gone whether it is deleted: another one may have its name by now
     */
    BackgroundRun(String build, boolean gone, Shown shown) {
        this.build = build;
        this.gone = gone;
        this.shown = shown;
    }

    /** The same, after its build got another name. */
    BackgroundRun of(String newBuild) {
        return new BackgroundRun(newBuild, gone, shown);
    }

    String buildId() {
        return build;
    }

    /** The build as people know it. */
    @NonNull
    public String getBuild() {
        Run<?, ?> found = found();
        return found == null ? Messages.BackgroundRun_Deleted(build) : found.getFullDisplayName();
    }

    /** Page of the build, below Jenkins' own; null if it is deleted. */
    @CheckForNull
    public String getBuildUrl() {
        Run<?, ?> found = found();
        return found == null ? null : found.getUrl();
    }

    @CheckForNull
    private Run<?, ?> found() {
        return gone ? null : find(build);
    }

    /** Names the run for the Cancel button. */
    @NonNull
    public String getKey() {
        return shown.key();
    }

    @NonNull
    public String getStatus() {
        return shown.status();
    }

    /** Page of the job in the Hub; empty if it is not known. */
    @NonNull
    public String getJobPage() {
        return shown.jobPage();
    }

    public boolean isOver() {
        return shown.over();
    }

    public boolean isCancellable() {
        return shown.cancellable();
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
