package io.jenkins.plugins.ngenea.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system like that of Windows, which moves files as the test says. */
class RetryingFilesTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final Path file = windows.getPath("C:\\new123.tmp");
    private final Path place = windows.getPath("C:\\record.json");
    private final Path beside = windows.getPath("C:\\record.json.new");
    private final List<Long> pauses = new ArrayList<>();
    private final List<String> moves = new ArrayList<>();

    /** What the next moves come to; null for one that goes well, as all later ones do. */
    private final List<IOException> refusals = new ArrayList<>();

    @BeforeEach
    void writeBoth() throws IOException {
        Files.writeString(file, "new");
        Files.writeString(place, "old");
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    private void move(Path from, Path to, CopyOption... options) throws IOException {
        boolean atomic = Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE);
        moves.add(from.getFileName() + " to " + to.getFileName() + (atomic ? ", atomically" : ""));
        IOException refusal = refusals.isEmpty() ? null : refusals.remove(0);
        if (refusal != null) {
            throw refusal;
        }
        Files.move(from, to, options);
    }

    private void replace() throws IOException {
        new RetryingFiles(this::move, pauses::add).replaceWith(file, place);
    }

    private void refuse(int times, IOException why) {
        for (int i = 0; i < times; i++) {
            refusals.add(why);
        }
    }

    @Test
    void aFileIsReplacedAtOnceWhereNothingIsInTheWay() throws Exception {
        replace();
        assertEquals("new", Files.readString(place));
        assertEquals(List.of("new123.tmp to record.json, atomically"), moves);
        assertFalse(Files.exists(file));
        assertEquals(List.of(), pauses);
    }

    private byte[] read() throws IOException {
        return new RetryingFiles(this::move, pauses::add).reading(() -> {
            if (!refusals.isEmpty()) {
                throw refusals.remove(0);
            }
            return Files.readAllBytes(place);
        });
    }

    @Test
    void aFileThatCannotBeReadForAMomentIsReadThen() throws Exception {
        refuse(2, new FileSystemException("record.json", null, "Too many open files"));
        assertEquals("old", new String(read(), StandardCharsets.UTF_8));
        assertEquals(List.of(20L, 40L), pauses);
    }

    @Test
    void aFileThatIsNotThereIsNotWaitedFor() throws Exception {
        Files.delete(place);
        assertThrows(NoSuchFileException.class, this::read);
        assertEquals(List.of(), pauses);
    }

    @Test
    void aScannerThatReadsTheFileForAMomentIsWaitedFor() throws Exception {
        refuse(3, new AccessDeniedException(place.toString()));
        replace();
        assertEquals("new", Files.readString(place));
        assertEquals(List.of(20L, 40L, 80L), pauses);
        assertTrue(moves.stream().allMatch(move -> move.contains("atomically")), moves.toString());
    }

    @Test
    void aFileSystemWithoutAtomicMovesIsNotAskedAgain() throws Exception {
        refuse(1, new AtomicMoveNotSupportedException("a", "b", "not here"));
        replace();
        assertEquals("new", Files.readString(RetryingFiles.existing(place)));
        assertEquals(List.of(), pauses);
        assertEquals(
                List.of(
                        "new123.tmp to record.json, atomically",
                        "new123.tmp to record.json.new",
                        "record.json.new to record.json"),
                moves);
        assertFalse(Files.exists(beside));
    }

    @Test
    void anAtomicMoveThatIsRefusedForGoodGivesWayToOneThatIsNot() throws Exception {
        refuse(6, new FileSystemException("a", "b", "used by another process"));
        replace();
        assertEquals("new", Files.readString(place));
        assertEquals(8, moves.size());
        assertEquals(620, pauses.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aFileThatCannotBeReplacedAtAllStaysAsItWas() {
        refuse(20, new AccessDeniedException(place.toString()));
        assertThrows(AccessDeniedException.class, this::replace);
        assertEquals("old", read(RetryingFiles.existing(place)));
        assertFalse(Files.exists(beside));
    }

    @Test
    void aCrashBetweenTheTwoStepsLeavesTheNewFileBesideItsPlace() throws Exception {
        refusals.add(new AtomicMoveNotSupportedException("a", "b", "not here"));
        refusals.add(null);
        refuse(20, new AccessDeniedException(place.toString()));
        RetryingFiles halfWay = new RetryingFiles(
                (from, to, options) -> {
                    if (from.equals(beside)) {
                        // as Java does it
                        Files.deleteIfExists(to);
                    }
                    move(from, to, options);
                },
                pauses::add);
        assertThrows(IOException.class, () -> halfWay.replaceWith(file, place));
        assertFalse(Files.exists(place));
        assertEquals(beside, RetryingFiles.existing(place));
        assertEquals("new", Files.readString(RetryingFiles.existing(place)));
        RetryingFiles.delete(place);
        assertFalse(Files.exists(RetryingFiles.existing(place)));
    }

    @Test
    void aFileToBeReadThatIsNotThereIsNotWaitedFor() throws Exception {
        Files.delete(file);
        assertThrows(NoSuchFileException.class, this::replace);
        assertEquals(List.of(), pauses);
        assertEquals("old", Files.readString(place));
    }

    @Test
    void deletingWhatIsNotThereIsNoError() throws Exception {
        RetryingFiles.delete(place);
        RetryingFiles.delete(place);
        assertFalse(Files.exists(place));
    }

    @Test
    void whatIsAppendedComesAfterWhatIsThere() throws Exception {
        RetryingFiles.append(place, "er".getBytes(), true);
        RetryingFiles.append(beside, "made".getBytes(), false);
        assertEquals("older", Files.readString(place));
        assertEquals("made", Files.readString(beside));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
