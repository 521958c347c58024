package io.jenkins.plugins.ngenea.hub.model;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The paths of a request, read as often as needed without holding them all: a million of them is 100 MB. */
public interface PathSource {
    /**
     * @throws IOException if they cannot be read
     */
    Cursor open() throws IOException;

    /** One pass over the paths; {@code hasNext} and {@code next} throw {@link java.io.UncheckedIOException}. */
    interface Cursor extends Iterator<String>, AutoCloseable {
        @Override
        void close();
    }

    static PathSource of(List<String> paths) {
        List<String> copy = List.copyOf(paths);
        return () -> {
            Iterator<String> all = copy.iterator();
            // nothing is open
            return new PathCursor(() -> all.hasNext() ? all.next() : null, () -> {});
        };
    }
}
