package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
    void aUserWithoutAnEntryInPasswdHasTheHomeOfTheEnvironment() throws Exception {
        Path made = StateDirectory.of(Map.of("HOME", "/home/me"), unix, "?");
        assertEquals("/home/me/.local/state/ngenea", made.toString());
    }

    @Test
    void withoutAnyHomeThereIsNoFolder() throws Exception {
        for (Map<String, String> environment :
                List.of(Map.of("HOME", "?"), Map.of("HOME", ""), Map.<String, String>of())) {
            UsageException problem =
                    assertThrows(UsageException.class, () -> StateDirectory.of(environment, unix, "?"));
            assertTrue(problem.getMessage().contains("cannot determine the home directory"), problem.getMessage());
        }
        assertFalse(Files.exists(unix.getPath("?")));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no modes")
    void aFolderThatOthersMayWriteToIsRefused(@TempDir Path home) throws Exception {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", home.toString());
        Path folder = StateDirectory.of(environment);
        for (String mode : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            UsageException problem = assertThrows(UsageException.class, () -> StateDirectory.of(environment));
            assertTrue(problem.getMessage().contains("chmod 700 " + folder), problem.getMessage());
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(folder, StateDirectory.of(environment));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no owners like these")
    void aFolderOfSomebodyElseIsRefused(@TempDir Path home) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Map<String, String> environment = Map.of("XDG_STATE_HOME", home.toString());
        Path folder = StateDirectory.of(environment);
        Files.setAttribute(folder, "unix:uid", 4711);
        UsageException problem = assertThrows(UsageException.class, () -> StateDirectory.of(environment));
        assertTrue(problem.getMessage().contains("belongs to 4711"), problem.getMessage());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege")
    void theFolderMayBeALink(@TempDir Path home) throws Exception {
        Path real = Files.createDirectory(home.resolve("real"));
        Files.createSymbolicLink(home.resolve("ngenea"), real);
        assertEquals(home.resolve("ngenea"), StateDirectory.of(Map.of("XDG_STATE_HOME", home.toString())));
    }

    @Test
    void aNameThatCannotBeAFolderIsWrongUsage() {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", "C:\\a:b");
        UsageException problem =
                assertThrows(UsageException.class, () -> StateDirectory.of(environment, windows, "C:\\Users\\dfoster"));
        assertEquals("XDG_STATE_HOME is not a directory: C:\\a:b.", problem.getMessage());
    }
}
