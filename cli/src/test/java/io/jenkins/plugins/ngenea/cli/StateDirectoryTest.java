package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateDirectoryTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final FileSystem unix = Jimfs.newFileSystem(Configuration.unix());

    @AfterEach
    void close() throws IOException {
        windows.close();
        unix.close();
    }

    @Test
    void onWindowsItIsWithTheLocalDataOfPrograms() throws Exception {
        Map<String, String> environment = Map.of("LOCALAPPDATA", "C:\\Users\\dfoster\\AppData\\Local");
        Path made = StateDirectory.of(environment, windows, "C:\\Users\\dfoster");
        assertEquals("C:\\Users\\dfoster\\AppData\\Local\\ngenea", made.toString());
        assertTrue(Files.isDirectory(made));
    }

    @Test
    void onWindowsWithoutThatItIsUnderTheUsersFolder() throws Exception {
        Path made = StateDirectory.of(Map.of(), windows, "C:\\Users\\dfoster");
        assertEquals("C:\\Users\\dfoster\\.local\\state\\ngenea", made.toString());
    }

    @Test
    void elsewhereTheLocalDataOfProgramsIsNothing() throws Exception {
        Path made = StateDirectory.of(Map.of("LOCALAPPDATA", "/data"), unix, "/home/dfoster");
        assertEquals("/home/dfoster/.local/state/ngenea", made.toString());
    }

    @Test
    void aFolderThatIsNamedForItCounts() throws Exception {
        Path made = StateDirectory.of(Map.of("XDG_STATE_HOME", "/var/state"), unix, "/home/dfoster");
        assertEquals("/var/state/ngenea", made.toString());
    }

    @Test
    void aNameThatCannotBeAFolderIsWrongUsage() {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", "C:\\a:b");
        UsageException problem =
                assertThrows(UsageException.class, () -> StateDirectory.of(environment, windows, "C:\\Users\\dfoster"));
        assertEquals("XDG_STATE_HOME does not name a folder: C:\\a:b.", problem.getMessage());
    }
}
