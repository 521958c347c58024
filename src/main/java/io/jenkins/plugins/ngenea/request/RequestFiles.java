package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.paths.PathCheck;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stores the paths of a run in the directory of its build, and removes them when they are no longer needed. */
public final class RequestFiles {
    private static final Logger LOGGER = Logger.getLogger(RequestFiles.class.getName());

    private final Run<?, ?> build;
    private final String key;
    private final PathSpool spool;

    /**
     * @param key of the run
     */
    public RequestFiles(Run<?, ?> build, String key) {
        this.build = build;
        this.key = key;
        this.spool = new PathSpool(() -> build.getRootDir().toPath(), key);
    }

    /**
     * Has the file with the paths written down, if there is one, unless that was done before a restart: what it says by then is
     * of no interest.
     *
     * @param workspace null if there is none
     * @param log of the build; hears what is to be said of the paths
     * @return ends with an {@link AbortException} if the file is not there, is none of the workspace's, or cannot be read in
     *     time; whoever ends it before, breaks that off
     */
    public CompletableFuture<Void> read(
            WorkflowParameters parameters, @CheckForNull FilePath workspace, TaskListener log) throws IOException {
        if (!parameters.needsWorkspace() || isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        if (parameters.pathsFile() == null) {
            checkWorkspace(parameters.settings(), workspace);
            WorkspaceTarget list =
                    new WorkspaceTarget(workspace, parameters.settings().failedPathsFile());
            return WorkspaceReads.get().write(workspace, list.toString(), () -> list.remove(null));
        }
        if (workspace == null) {
            throw new AbortException("'pathsFile' (" + parameters.pathsFile()
                    + ") is read from a workspace, but this step has none. Run the step inside node {} or use"
                    + " 'paths'. Nothing was submitted.");
        }
        WorkspaceFile file = new WorkspaceFile(workspace, parameters.pathsFile());
        return WorkspaceReads.get()
                .read(
                        workspace,
                        file.toString(),
                        () -> {
                            tell(spool.copy(file), log);
                            removeEarlier(parameters, workspace);
                        },
                        this::remove);
    }

    /** A list of an earlier job is not to be taken for that of the job to come; unless it is what was read just now. */
    private static void removeEarlier(WorkflowParameters parameters, FilePath workspace)
            throws IOException, InterruptedException {
        String name = parameters.settings().failedPathsFile();
        if (name != null) {
            new WorkspaceTarget(workspace, name).remove(parameters.pathsFile());
        }
    }

    /**
     * @param workspace null if there is none
     * @throws AbortException if a list of the failed paths is to be written into it and there is none
     */
    public static void checkWorkspace(RunSettings settings, @CheckForNull FilePath workspace) throws AbortException {
        if (workspace == null && settings.failedPathsFile() != null) {
            throw new AbortException("'failedPathsFile' (" + settings.failedPathsFile()
                    + ") is written into a workspace, and there is none here. Run the step inside node {} or use"
                    + " 'failedPathsArtifact'. Nothing was submitted.");
        }
    }

    /**
     * Writes the paths down, unless that was done before; those of a file {@linkplain #read were}.
     *
     * @param log of the build; hears what is to be said of the paths
     * @return the parameters without the paths
     * @throws AbortException if they are too many, or no request can carry one of them
     */
    public WorkflowParameters spool(WorkflowParameters parameters, TaskListener log) throws IOException {
        if (!parameters.hasPaths()) {
            return parameters;
        }
        if (parameters.pathsFile() == null && !isDone()) {
            tell(spool.write(parameters.paths()), log);
        }
        return parameters.withoutPaths();
    }

    /** On the queue of the log, ahead of all that its run will tell: who calls is on a thread that others wait for. */
    private void tell(PathCheck check, TaskListener log) {
        HubRuntime.get().log(build).execute(() -> {
            check.relativeLine().ifPresent(line -> log.getLogger().println("[Ngenea] WARNING: " + line));
            check.blanksLine().ifPresent(line -> log.getLogger().println("[Ngenea] WARNING: " + line));
            check.duplicatesLine().ifPresent(line -> log.getLogger().println("[Ngenea] " + line));
        });
    }

    private boolean isDone() throws IOException {
        return spool.exists()
                || HubRuntime.get()
                        .journal()
                        .find(build.getExternalizableId(), key)
                        .isPresent();
    }

    public PathSource paths() {
        return spool;
    }

    /** Called when the job's id is known, or the run is over without one. */
    public void remove() {
        try {
            spool.remove();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Cannot remove the paths of a run that no longer needs them; they are deleted with the build",
                    e);
        }
    }
}
