package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The paths of a run, which are the Hub's, on a file system like that of Windows. */
class PathSpoolOnWindowsTest {
    private static final String KEY = "3f0c9cb6-0000-4000-8000-000000000000";
    private static final List<String> PATHS =
            List.of("/mmfs1/data/a:b", "/mmfs1/back\\slash", "/mmfs1/line\nend", "/mmfs1/CON", "/mmfs1/ü ");

    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final Path directory = windows.getPath("C:\\Jenkins\\jobs\\nightly\\builds\\7");
    private final PathSpool spool = new PathSpool(() -> directory, KEY);

    @BeforeEach
    void makeBuild() throws IOException {
        Files.createDirectories(directory);
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    private static List<String> read(PathSource spool) throws IOException {
        List<String> paths = new ArrayList<>();
        try (PathSource.Cursor cursor = spool.open()) {
            while (cursor.hasNext()) {
                paths.add(cursor.next());
            }
        }
        return paths;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void pathsThatNoFileOfWindowsMayHaveAreReadBack() throws IOException {
        spool.write(PATHS);
        assertEquals(PATHS, read(spool));
        assertEquals(1, files().size());
    }

    @Test
    void writingAgainReplacesThemAndRemovingLeavesNothing() throws IOException {
        spool.write(List.of("/old"));
        spool.write(PATHS);
        assertEquals(PATHS, read(spool));
        spool.remove();
        spool.remove();
        assertFalse(spool.exists());
        assertEquals(List.of(), files());
    }

    @Test
    void whatWasOnlyHalfReplacedIsThere() throws IOException {
        spool.write(PATHS);
        Path file = directory.resolve(files().get(0));
        Files.move(file, file.resolveSibling(file.getFileName() + ".new"));
        assertTrue(spool.exists());
        assertEquals(PATHS, read(spool));
        spool.remove();
        assertEquals(List.of(), files());
    }
}
