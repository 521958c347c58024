package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a list may be written, and what becomes of what is there. */
class WorkspaceTargetTest {
    @TempDir
    Path directory;

    private Path workspace;
    private Path list;

    @BeforeEach
    void makeList() throws IOException {
        workspace = directory.resolve("workspace");
        list = Files.writeString(directory.resolve("list"), "/a\n");
    }

    private WorkspaceTarget target(String name) {
        return new WorkspaceTarget(new FilePath(workspace.toFile()), name);
    }

    @Test
    void foldersOnTheWayAreMade() throws Exception {
        target("lists/of/today.txt").write(list, true);
        assertEquals("/a\n", Files.readString(workspace.resolve("lists/of/today.txt")));
    }

    @Test
    void anOlderListIsReplacedAndNothingElseIsLeft() throws Exception {
        Files.createDirectory(workspace);
        Files.writeString(workspace.resolve("failed.txt"), "/older/and/longer\n");
        target("failed.txt").write(list, true);
        assertEquals("/a\n", Files.readString(workspace.resolve("failed.txt")));
        try (Stream<Path> files = Files.list(workspace)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
    void whoMayReadOtherNewFilesMayReadTheList() throws Exception {
        target("failed.txt").write(list, true);
        Path other = Files.writeString(workspace.resolve("other"), "");
        assertEquals(
                Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(workspace.resolve("failed.txt")));
    }

    @Test
    void anOlderListIsTakenAwayIfThereIsOne() throws Exception {
        target("failed.txt").remove(null);
        Files.createDirectory(workspace);
        Files.writeString(workspace.resolve("failed.txt"), "/older\n");
        target("failed.txt").remove(null);
        assertFalse(Files.exists(workspace.resolve("failed.txt")));
    }

    @Test
    void anIncompleteListReplacesNone() throws Exception {
        assertTrue(target("failed.txt").write(list, false));
        Files.writeString(workspace.resolve("failed.txt"), "/a\n/b\n");
        assertFalse(target("failed.txt").write(list, false));
        assertEquals("/a\n/b\n", Files.readString(workspace.resolve("failed.txt")));
    }

    @Test
    void theFileThatThePathsComeFromStaysWhateverItIsCalled() throws Exception {
        Files.createDirectories(workspace.resolve("lists"));
        Files.createSymbolicLink(workspace.resolve("alias"), Path.of("lists"));
        Files.writeString(workspace.resolve("lists/l.txt"), "/a\n");
        for (String name : List.of("alias/l.txt", "./lists/l.txt", "lists/l.txt")) {
            target(name).remove("lists/l.txt");
        }
        assertTrue(Files.exists(workspace.resolve("lists/l.txt")));
        target("alias/l.txt").remove("lists/other.txt");
        assertFalse(Files.exists(workspace.resolve("lists/l.txt")));
    }

    @Test
    void whatIsOutsideOfTheWorkspaceIsNoPlaceForIt() throws Exception {
        for (String name : List.of("../failed.txt", "/failed.txt", "a/../../failed.txt", ".", "a\0b")) {
            assertThrows(AbortException.class, () -> WorkspaceTarget.check(name), name);
            assertThrows(AbortException.class, () -> target(name).write(list, true), name);
        }
        WorkspaceTarget.check("a/../failed.txt");
    }

    @Test
    void aLinkLeadsNowhereElse() throws Exception {
        Files.createDirectory(workspace);
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(workspace.resolve("link"), elsewhere);
        Files.writeString(elsewhere.resolve("kept"), "");
        assertThrows(AbortException.class, () -> target("link/new/failed.txt").write(list, true));
        target("link/kept").remove(null);
        assertTrue(Files.exists(elsewhere.resolve("kept")));
        assertFalse(Files.exists(elsewhere.resolve("new")));
    }
}
