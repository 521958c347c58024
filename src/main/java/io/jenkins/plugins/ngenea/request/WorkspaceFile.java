package io.jenkins.plugins.ngenea.request;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.Pipe;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jenkins.MasterToSlaveFileCallable;
import org.apache.commons.io.input.ProxyInputStream;

/**
 * A file inside of a workspace. It is looked at and opened where it is, in one go; what is no ordinary file, such as a pipe,
 * is not opened.
 *
 * @param name relative to the workspace
 */
record WorkspaceFile(FilePath workspace, String name) {
    /** For people. */
    @Override
    public String toString() {
        return workspace.child(name).getRemote();
    }

    /**
     * Opens it. Throws an {@link AbortException}, maybe only when it is read, if it is no file or not inside of the workspace.
     * The stream does not end before the end of the file, whatever becomes of the connection.
     */
    InputStream open() throws IOException, InterruptedException {
        if (!workspace.isRemote()) {
            return open(new File(workspace.getRemote()), name);
        }
        Pipe pipe = Pipe.createRemoteToLocal();
        return new Received(pipe.getIn(), workspace.actAsync(new Send(name, pipe)));
    }

    private static InputStream open(File workspace, String name) throws IOException {
        try {
            Path relative = Path.of(name).normalize();
            if (relative.isAbsolute() || relative.startsWith("..")) {
                // whether it is there is nobody's business
                throw outside(name);
            }
            Path root = workspace.toPath().toRealPath();
            Path file = root.resolve(relative).toRealPath();
            if (!file.startsWith(root)) {
                throw outside(name);
            }
            if (!Files.isRegularFile(file)) {
                throw notAFile(workspace, name);
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw notAFile(workspace, name);
        }
    }

    private static AbortException outside(String name) {
        return new AbortException(
                "'pathsFile' (" + name
                        + ") must be a file inside the workspace, with a path relative to the workspace. Nothing was submitted.");
    }

    private static AbortException notAFile(File workspace, String name) {
        return new AbortException("'pathsFile' is not a file in the workspace: " + new File(workspace, name)
                + ". Nothing was submitted.");
    }

    /** Runs on the agent. Returns how many bytes there were. */
    private static final class Send extends MasterToSlaveFileCallable<Long> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final Pipe pipe;

        private Send(String name, Pipe pipe) {
            this.name = name;
            this.pipe = pipe;
        }

        @Override
        public Long invoke(File workspace, VirtualChannel channel) throws IOException {
            try (OutputStream out = pipe.getOut();
                    InputStream in = open(workspace, name)) {
                return in.transferTo(out);
            }
        }
    }

    /** What the agent sends. */
    static final class Received extends ProxyInputStream {
        private final Future<Long> sent;
        private long count;

        Received(InputStream in, Future<Long> sent) {
            super(in);
            this.sent = sent;
        }

        @Override
        protected void afterRead(int some) throws IOException {
            if (some < 0) {
                checkEnd();
            } else {
                count += some;
            }
        }

        /** A list that was cut off must not be taken for a whole one. */
        private void checkEnd() throws IOException {
            try {
                long all = sent.get();
                if (count != all) {
                    throw new IOException("received only " + count + " of " + all + " bytes from the agent");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AbortException) {
                    throw new AbortException(e.getCause().getMessage());
                }
                throw new IOException(e.getCause());
            }
        }

        @Override
        public void close() throws IOException {
            sent.cancel(true);
            super.close();
        }
    }
}
