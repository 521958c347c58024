package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.hub.PathSource;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Brings the paths of a run into its build's directory, and out of it when they have done their work. */
public final class RequestFiles {
    private static final Logger LOGGER = Logger.getLogger(RequestFiles.class.getName());

    private final PathSpool spool;

    /**
     * @param key of the run
     */
    public RequestFiles(Run<?, ?> build, String key) {
        this.spool = new PathSpool(build.getRootDir().toPath(), key);
    }

    /**
     * Writes the paths down, unless that was done before a restart.
     *
     * @param workspace needed if the paths are in a file
     * @return the parameters without the paths
     */
    public WorkflowParameters spool(WorkflowParameters parameters, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        if (!parameters.hasPaths()) {
            return parameters;
        }
        if (workspace != null && parameters.pathsFile() != null) {
            spool.copy(workspace.child(parameters.pathsFile()));
        } else {
            spool.write(parameters.paths());
        }
        return parameters.withoutPaths();
    }

    public PathSource paths() {
        return spool;
    }

    /** Called when the run is over. */
    public void remove() {
        try {
            spool.remove();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot remove the paths of a finished run; they are deleted with the build", e);
        }
    }
}
