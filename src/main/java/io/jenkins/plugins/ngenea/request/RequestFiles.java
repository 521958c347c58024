package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
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
     * @return ends with an {@link AbortException} if the file is not there, is none of the workspace's, or cannot be read in
     *     time; whoever ends it before, breaks that off
     */
    public CompletableFuture<Void> read(WorkflowParameters parameters, @CheckForNull FilePath workspace)
            throws IOException {
        if (!parameters.needsWorkspace() || isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        if (workspace == null) {
            throw new AbortException("'pathsFile' (" + parameters.pathsFile()
                    + ") is read from a workspace, but this step has none. Run the step inside node {} or use"
                    + " 'paths'. Nothing was submitted.");
        }
        WorkspaceFile file = new WorkspaceFile(workspace, parameters.pathsFile());
        return WorkspaceReads.get().read(node(workspace), file.toString(), () -> spool.copy(file), this::remove);
    }

    private static String node(FilePath workspace) {
        Computer computer = workspace.toComputer();
        return computer == null ? String.valueOf(workspace.getChannel()) : computer.getDisplayName();
    }

    /**
     * Writes the paths down, unless that was done before; those of a file {@linkplain #read were}.
     *
     * @return the parameters without the paths
     * @throws AbortException if they are too many
     */
    public WorkflowParameters spool(WorkflowParameters parameters) throws IOException {
        if (!parameters.hasPaths()) {
            return parameters;
        }
        if (!parameters.needsWorkspace() && !isDone()) {
            spool.write(parameters.paths());
        }
        return parameters.withoutPaths();
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
