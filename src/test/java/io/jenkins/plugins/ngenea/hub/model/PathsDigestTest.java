package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathsDigestTest {
    private static String of(List<String> paths) throws IOException {
        return PathsDigest.of(PathSource.of(paths));
    }

    @Test
    void listsThatDifferInAnythingHaveDifferentDigests() throws Exception {
        List<List<String>> all = List.of(
                List.of(),
                List.of(""),
                List.of("", ""),
                List.of("/a"),
                List.of("/a", "/b"),
                List.of("/b", "/a"),
                List.of("/a/b"),
                List.of("/a", "/b", ""),
                List.of("/A"),
                List.of("/\u00e4"),
                List.of("/a\u0308"),
                // these two are one in UTF-8
                List.of("/\ud800"),
                List.of("/?"),
                List.of("x".repeat(100_000)),
                List.of("x".repeat(99_999), "x"));
        Set<String> digests = new HashSet<>();
        for (List<String> paths : all) {
            digests.add(of(paths));
        }
        assertEquals(all.size(), digests.size());
    }

    @Test
    void theSameListHasTheSameDigestHoweverLongItIs() throws Exception {
        List<String> paths =
                IntStream.range(0, 20_000).mapToObj(i -> "/mmfs1/data/" + i).toList();
        assertEquals(of(paths), of(new ArrayList<>(paths)));
        List<String> other = new ArrayList<>(paths);
        other.set(19_999, "/mmfs1/data/20000");
        assertNotEquals(of(paths), of(other));
    }

    @Test
    void pathsThatCannotBeReadAreAnError() {
        IOException gone = new IOException("gone");
        assertSame(
                gone,
                assertThrows(
                        IOException.class,
                        () -> PathsDigest.of(() -> {
                            throw gone;
                        })));
    }
}
