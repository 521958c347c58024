package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubEngine;
import io.jenkins.plugins.ngenea.hub.PathSource;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Brings the paths of a run into its build's directory, and out of it when they have done their work. */
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
     * Writes the paths down, unless that was done before a restart: what a file says by then is of no interest.
     *
     * @param workspace null if there is none; needed if the paths are in a file
     * @return the parameters without the paths
     * @throws AbortException if the file is not there, or is none of the workspace's
     */
    public WorkflowParameters spool(WorkflowParameters parameters, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        if (!parameters.hasPaths()) {
            return parameters;
        }
        boolean doneBefore = spool.exists()
                || HubEngine.get()
                        .journal()
                        .find(build.getExternalizableId(), key)
                        .isPresent();
        if (!doneBefore) {
            if (parameters.pathsFile() == null) {
                spool.write(parameters.paths());
            } else {
                spool.copy(file(parameters.pathsFile(), workspace));
            }
        }
        return parameters.withoutPaths();
    }

    private static FilePath file(String pathsFile, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        if (workspace == null) {
            throw new AbortException("'pathsFile' (" + pathsFile
                    + ") is read from a workspace, and there is none here. Run the step inside node {} or use"
                    + " 'paths'. Nothing was submitted.");
        }
        if (!isInside(workspace, pathsFile)) {
            throw new AbortException("'pathsFile' (" + pathsFile
                    + ") must be a file inside of the workspace, given relative to it. Nothing was submitted.");
        }
        return workspace.child(pathsFile);
    }

    /** One that is not there is inside, too: that is said elsewhere. */
    private static boolean isInside(FilePath workspace, String pathsFile) throws IOException, InterruptedException {
        try {
            return workspace.isDescendant(pathsFile)
                    || !workspace.child(pathsFile).exists();
        } catch (IllegalArgumentException e) {
            // an absolute path
            return false;
        }
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
                    "Cannot remove the paths of a run that needs them no more; they are deleted with the build",
                    e);
        }
    }
}
