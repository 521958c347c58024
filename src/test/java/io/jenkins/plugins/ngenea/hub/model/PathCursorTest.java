package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PathCursorTest {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Closeable source = () -> closed.set(true);

    @Test
    void itGivesEachPathOnceInOrder() throws IOException {
        Iterator<String> paths = List.of("/b", "/a", "/b").iterator();
        List<String> given = new ArrayList<>();
        try (PathCursor cursor = new PathCursor(() -> paths.hasNext() ? paths.next() : null, source)) {
            cursor.forEachRemaining(given::add);
            assertThrows(NoSuchElementException.class, cursor::next);
        }
        assertEquals(List.of("/b", "/a", "/b"), given);
        assertTrue(closed.get());
    }

    @Test
    void aSourceWhoseFirstPathCannotBeReadIsClosed() {
        PathCursor.Reader broken = () -> {
            throw new IOException("damaged");
        };
        assertThrows(IOException.class, () -> new PathCursor(broken, source));
        assertTrue(closed.get());
    }

    @Test
    void aListThatBreaksOffIsNotTakenForItsEnd() throws IOException {
        Iterator<String> paths = List.of("/a").iterator();
        PathCursor.Reader breaking = () -> {
            if (!paths.hasNext()) {
                throw new IOException("cut off");
            }
            return paths.next();
        };
        PathCursor cursor = new PathCursor(breaking, source);
        assertTrue(cursor.hasNext());
        assertThrows(UncheckedIOException.class, cursor::next);
        assertFalse(closed.get());
        cursor.close();
        assertTrue(closed.get());
    }
}
