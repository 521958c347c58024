package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PathSpoolTest {
    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    private Path build;
    private Path workspace;
    private PathSpool spool;

    @BeforeEach
    void makeDirectories() throws Exception {
        build = Files.createDirectory(directory.resolve("build"));
        workspace = Files.createDirectory(directory.resolve("workspace"));
        spool = new PathSpool(() -> build, "key", MB);
    }

    private void copy(String name) throws Exception {
        spool.copy(new WorkspaceFile(new FilePath(workspace.toFile()), name));
    }

    private Path file(String name) {
        return workspace.resolve(name);
    }

    private List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        try (PathSource.Cursor cursor = spool.open()) {
            cursor.forEachRemaining(paths::add);
        }
        return paths;
    }

    private void assertRefused(String name, String message) throws Exception {
        AbortException refused = assertThrows(AbortException.class, () -> copy(name));
        assertEquals(message.replace("FILE", file(name).toString()), refused.getMessage());
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(build)) {
            assertEquals(List.of(), left.toList());
        }
        assertFalse(spool.exists());
    }

    @Test
    void theLinesOfAFileAreThePaths() throws Exception {
        Files.writeString(file("x.txt"), "/a\r\n\n  /b c  \n/d\u00e4\"\\");
        copy("x.txt");
        assertEquals(List.of("/a", "  /b c  ", "/d\u00e4\"\\"), paths());
    }

    @Test
    void aFileThatComesToMoreThanTheLimitInBytesIsRefused() throws Exception {
        // two bytes a character, so half as many characters as bytes
        Files.writeString(file("x.txt"), ("/" + "\u00e4".repeat(99) + "\n").repeat(5300));
        assertTrue(Files.size(file("x.txt")) > MB
                && Files.readString(file("x.txt")).length() < MB);
        assertRefused(
                "x.txt",
                "'pathsFile' (FILE) is larger than 1 MB when sent to the Hub. Split it into several runs."
                        + " Nothing was submitted.");
    }

    @Test
    void whatJsonMakesOfAFileCounts() throws Exception {
        // each becomes six bytes
        Files.writeString(file("x.txt"), "\u0001".repeat(1000) + ("\n" + "\u0001".repeat(1000)).repeat(199));
        assertTrue(Files.size(file("x.txt")) < MB / 4);
        assertRefused(
                "x.txt",
                "'pathsFile' (FILE) is larger than 1 MB when sent to the Hub. Split it into several runs."
                        + " Nothing was submitted.");
    }

    @Test
    void aFileJustBelowTheLimitIsTaken() throws Exception {
        // with quotes and comma a hundred bytes each
        Files.writeString(file("x.txt"), ("/" + "a".repeat(96) + "\n").repeat((int) MB / 100));
        copy("x.txt");
        assertEquals(MB / 100, paths().size());
    }

    @Test
    void aListOfTheStepThatComesToMoreThanTheLimitIsRefused() throws Exception {
        List<String> paths =
                Stream.generate(() -> "/" + "a".repeat(1000)).limit(1100).toList();
        AbortException refused = assertThrows(AbortException.class, () -> spool.write(paths));
        assertEquals(
                "'paths' is larger than 1 MB when sent to the Hub. Split it into several runs. Nothing was submitted.",
                refused.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void aLineWithoutEndIsRefused() throws Exception {
        Files.writeString(file("x.txt"), "/a".repeat(20_000));
        assertRefused(
                "x.txt",
                "'pathsFile' (FILE) cannot be used: line 1 of FILE has more than 32768 characters, which no path has."
                        + " Nothing was submitted.");
    }

    @Test
    void aByteOrderMarkSaysWhatTheBytesAre() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(file("x.txt"), "\uFEFF/a\u00e4\r\n/b\r\n".getBytes(charset));
            copy("x.txt");
            assertEquals(List.of("/a\u00e4", "/b"), paths(), charset.name());
        }
    }

    @Test
    void aByteThatIsNoUtf8IsRefusedWithItsLine() throws Exception {
        byte[] list = "/mmfs1/file\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        list[39_999 * 12 + 5] = (byte) 0xE4;
        Files.write(file("x.txt"), list);
        assertRefused(
                "x.txt",
                "'pathsFile' (FILE) cannot be used: line 40000 of FILE is not UTF-8: convert the list, for example with"
                        + " 'iconv -f WINDOWS-1252 -t UTF-8'. Nothing was submitted.");
    }

    @Test
    void nulsSeparateThePathsOfAListThatFindWrote() throws Exception {
        Files.writeString(file("x.txt"), "/a\nb\0 /c \0");
        copy("x.txt");
        assertEquals(List.of("/a\nb", " /c "), paths());
    }

    @Test
    void aNulInAListOfLinesIsRefused() throws Exception {
        Files.writeString(file("x.txt"), "/a\n/b\0c\n");
        AbortException refused = assertThrows(AbortException.class, () -> copy("x.txt"));
        assertTrue(refused.getMessage().contains("path 2 (line 2 of "), refused.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void aPathThatNoRequestCanCarryIsRefusedWithItsNumber() throws Exception {
        for (String path : List.of("/b\0", "/b\uD800")) {
            AbortException refused = assertThrows(AbortException.class, () -> spool.write(List.of("/a", path)));
            assertTrue(
                    refused.getMessage().startsWith("'paths' cannot be used: path 2 ('/b') has "),
                    refused.getMessage());
            assertNothingIsLeft();
        }
    }

    @Test
    void aFileWithoutAPathIsRefused() throws Exception {
        Files.writeString(file("x.txt"), " \n\n");
        assertRefused("x.txt", "'pathsFile' contains no paths: FILE. Nothing was submitted.");
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        Files.createDirectory(file("folder"));
        for (String name : List.of("no-such", "folder", "no\nsuch", "folder/../no-such")) {
            assertRefused(name, "'pathsFile' is not a file in the workspace: FILE. Nothing was submitted.");
        }
    }

    @Test
    void aWorkspaceThatIsNotThereHoldsNoFile() throws Exception {
        Files.delete(workspace);
        assertRefused("x.txt", "'pathsFile' is not a file in the workspace: FILE. Nothing was submitted.");
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        AbortException refused = assertThrows(AbortException.class, () -> copy("x\0y"));
        assertTrue(refused.getMessage().contains("is not a file in the workspace"), refused.getMessage());
    }

    @Test
    void whatIsOutsideOfTheWorkspaceIsRefused() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "/a");
        Files.createSymbolicLink(file("link"), secret);
        for (String name : List.of("../secret", "../no-such", secret.toString(), "link")) {
            assertRefused(
                    name,
                    "'pathsFile' (" + name
                            + ") must be a file inside the workspace, with a path relative to the workspace. Nothing"
                            + " was submitted.");
        }
    }

    @Test
    void aLinkWithinTheWorkspaceIsFollowed() throws Exception {
        Files.writeString(file("x.txt"), "/a");
        Files.createSymbolicLink(file("link"), file("x.txt"));
        copy("link");
        assertEquals(List.of("/a"), paths());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no pipes among files")
    void aPipeIsNotOpened() throws Exception {
        assertEquals(
                0, new ProcessBuilder("mkfifo", file("pipe").toString()).start().waitFor());
        assertRefused("pipe", "'pathsFile' is not a file in the workspace: FILE. Nothing was submitted.");
    }

    @Test
    void aListThatWasCutOffOnItsWayIsNotTakenForAWholeOne() {
        InputStream half = new ByteArrayInputStream("/a\n".getBytes(StandardCharsets.UTF_8));
        IOException cut = assertThrows(
                IOException.class,
                () -> new WorkspaceFile.Received(half, CompletableFuture.completedFuture(6L)).readAllBytes());
        assertEquals("received only 3 of 6 bytes from the agent", cut.getMessage());
    }

    @Test
    void whatTheAgentFoundWrongIsSaidAsItIs() {
        InputStream nothing = InputStream.nullInputStream();
        AbortException wrong = assertThrows(
                AbortException.class,
                () -> new WorkspaceFile.Received(nothing, CompletableFuture.failedFuture(new AbortException("no file")))
                        .readAllBytes());
        assertEquals("no file", wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "{}", "[\"/mmfs1/a\"", "[\"/mmfs1/a\",", "[\"/mmfs1/a", "[\"/mmfs1/a\",1]"})
    void aListThatIsEmptyOrCutIsNoRequest(String left) throws Exception {
        spool.write(List.of("/mmfs1/a", "/mmfs1/b"));
        Files.writeString(build.resolve("ngenea-hub-key.paths.json"), left);
        WorkflowRequest request = new WorkflowRequest("migrate", "s", spool, "recursive", Map.of(), null);
        IOException e = assertThrows(IOException.class, () -> WorkflowBody.of(request));
        assertTrue(e.getMessage().endsWith("is empty or damaged"), e.getMessage());
    }
}
