package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.PathCursor;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.paths.PathCheck;
import io.jenkins.plugins.ngenea.paths.PathListReader;
import io.jenkins.plugins.ngenea.paths.PathListWriter;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The paths of a list, read to its end and checked before anything is sent, and kept in a file of our own: a request is read
 * more than once, and a pipe cannot be. Never all of them are in memory.
 */
record SpooledPaths(Path file) implements PathSource, AutoCloseable {
    /** @throws IOException if the list is not to be used, or cannot be kept */
    static SpooledPaths of(PathListReader list, PathCheck check) throws IOException {
        Path file = Files.createTempFile("ngenea-paths", ".txt");
        boolean complete = false;
        try (PathListWriter writer = new PathListWriter(Files.newOutputStream(file), Separator.NUL)) {
            for (String path = list.next(); path != null; path = list.next()) {
                check.add(path);
                if (!writer.add(path)) {
                    throw new IOException("cannot store path " + list.number());
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
        return new SpooledPaths(file);
    }

    @Override
    public Cursor open() throws IOException {
        PathListReader list = new PathListReader(Files.newInputStream(file), file.toString(), Separator.NUL);
        return new PathCursor(list::next, list);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("ngenea: cannot delete " + file + ".");
        }
    }
}
