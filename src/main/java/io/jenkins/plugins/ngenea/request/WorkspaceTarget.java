package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.RemoteInputStream;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import jenkins.MasterToSlaveFileCallable;

/**
 * A file inside of a workspace that a list is written to. It holds a whole list or is as it was; a list that is known to be
 * incomplete replaces none, because what it lacks may be nowhere else.
 *
 * @param name relative to the workspace
 */
public record WorkspaceTarget(FilePath workspace, String name) {
    /** For people. */
    @Override
    public String toString() {
        return workspace.child(name).getRemote();
    }

    /** @throws AbortException if no file of a workspace is called that */
    static void check(String name) throws AbortException {
        try {
            relative(name);
        } catch (AbortException e) {
            throw new AbortException(e.getMessage() + " Nothing was submitted.");
        }
    }

    private static Path relative(String name) throws AbortException {
        try {
            Path relative = Path.of(name).normalize();
            if (!relative.isAbsolute()
                    && !relative.startsWith("..")
                    && !relative.toString().isEmpty()) {
                return relative;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new AbortException(
                "'failedPathsFile' (" + name + ") must be a file inside of the workspace, given relative to it.");
    }

    /**
     * Puts a list of this machine in its place.
     *
     * @param isComplete whether it replaces a file that is there
     * @return false if a file was left as it is
     */
    public boolean write(Path list, boolean isComplete) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(list)) {
            return workspace.act(new Write(name, new RemoteInputStream(in, RemoteInputStream.Flag.GREEDY), isComplete));
        }
    }

    /**
     * Takes an earlier one away, if there is one: it is not to be taken for that of a job to come.
     *
     * @param source the file that the paths of that job come from, which stays; null for none
     */
    void remove(@CheckForNull String source) throws IOException, InterruptedException {
        workspace.act(new Remove(name, source));
    }

    /** A folder on the way may be a link to elsewhere. */
    private static boolean isInside(File workspace, Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent(), "the root is there");
        }
        return there.toRealPath().startsWith(workspace.toPath().toRealPath());
    }

    /** Runs where the workspace is. */
    private static final class Remove extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final String source;

        private Remove(String name, String source) {
            this.name = name;
            this.source = source;
        }

        @Override
        public Void invoke(File workspace, VirtualChannel channel) throws IOException {
            Path file = workspace.toPath().resolve(relative(name));
            if (Files.isRegularFile(file) && isInside(workspace, file.getParent()) && !isSource(workspace, file)) {
                Files.delete(file);
            }
            return null;
        }

        /** It may have two names, by links or by the case of its letters. */
        private boolean isSource(File workspace, Path file) throws IOException {
            return source != null
                    && Files.exists(workspace.toPath().resolve(source))
                    && Files.isSameFile(file, workspace.toPath().resolve(source));
        }
    }

    /** Runs where the workspace is. */
    private static final class Write extends MasterToSlaveFileCallable<Boolean> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final RemoteInputStream content;
        private final boolean isComplete;

        private Write(String name, RemoteInputStream content, boolean isComplete) {
            this.name = name;
            this.content = content;
            this.isComplete = isComplete;
        }

        @Override
        public Boolean invoke(File workspace, VirtualChannel channel) throws IOException {
            Path file = workspace.toPath().resolve(relative(name));
            Path folder = Objects.requireNonNull(file.getParent(), name);
            Files.createDirectories(workspace.toPath());
            if (!isInside(workspace, folder)) {
                throw new AbortException("'failedPathsFile' (" + name + ") must be a file inside of the workspace.");
            }
            if (!isComplete && Files.exists(file)) {
                return false;
            }
            Files.createDirectories(folder);
            // no temporary file as Java makes them: only its owner could read the list then
            Path aside = folder.resolve("ngenea-hub-" + UUID.randomUUID() + ".tmp");
            try {
                Files.copy(content, aside);
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
            return true;
        }
    }
}
