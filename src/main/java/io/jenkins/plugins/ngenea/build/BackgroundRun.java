package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;

/**
 * What administrators see of a run that no build waits for. It refers to its build by name only, because there may be many
 * of these for a long time.
 *
 * @param buildId as Jenkins finds it again
 * @param gone whether it is deleted: another one may have its name by now
 * @param key of the record of the run, for the Cancel button
 * @param status what it waits for, or how it ended
 * @param jobPage where people see its job in the Hub; empty if that is not known
 * @param over whether it has ended
 * @param cancellable whether its job can be cancelled from here
 */
public record BackgroundRun(
        String buildId, boolean gone, String key, String status, String jobPage, boolean over, boolean cancellable) {
    /** The same, after its build got another name. */
    BackgroundRun of(String newBuild) {
        return new BackgroundRun(newBuild, gone, key, status, jobPage, over, cancellable);
    }

    /** The build as people know it. */
    @NonNull
    public String getBuild() {
        Run<?, ?> found = found();
        return found == null ? Messages.BackgroundRun_Deleted(buildId) : found.getFullDisplayName();
    }

    /** Page of the build, below Jenkins' own; null if it is deleted. */
    @CheckForNull
    public String getBuildUrl() {
        Run<?, ?> found = found();
        return found == null ? null : found.getUrl();
    }

    @CheckForNull
    private Run<?, ?> found() {
        return gone ? null : find(buildId);
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
