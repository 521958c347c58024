package io.jenkins.plugins.ngenea.hub.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;

/** A pass over paths that are read one at a time. It has read one more than it has given. */
public final class PathCursor implements PathSource.Cursor {
    /** Reads the next path. */
    @FunctionalInterface
    public interface Reader {
        /** Null at the end. */
        String next() throws IOException;
    }

    private final Reader reader;
    private final Closeable source;
    private String next;

    /**
     * @param source what the reader reads from; closed with this, and at once if its first path cannot be read
     */
    public PathCursor(Reader reader, Closeable source) throws IOException {
        this.reader = reader;
        this.source = source;
        try {
            next = reader.next();
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public String next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String path = next;
        try {
            next = reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
