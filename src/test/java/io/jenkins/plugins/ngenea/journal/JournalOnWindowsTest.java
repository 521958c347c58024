package io.jenkins.plugins.ngenea.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file system with the names, the separators and the lack of file modes of Windows; no folder of it can be forced to disk. */
class JournalOnWindowsTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final Path directory = windows.getPath("C:\\ProgramData\\Jenkins\\.jenkins\\ngenea-hub\\journal");
    private final Journal journal = new Journal(directory);

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    private static JournalEntry entry(String build) {
        return JournalEntry.ofNewRun(
                        "key",
                        new StepOfBuild(build, "7"),
                        new HubAccess("prod", ""),
                        "migrate",
                        "dfoster1",
                        "",
                        RunTerms.of(Instant.EPOCH, null, true, false))
                .submitting("hash", "41");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "folder/job#1",
                "a:b|c?*\"<>\\#1",
                "CON#1",
                "trailing dot.#1",
                "ngenea 4711 3f0c9cb6-0000-4000-8000-000000000000"
            })
    void aBuildMayBeCalledWhatNoFileMay(String build) throws Exception {
        JournalEntry saved = journal.save(entry(build));
        assertEquals(saved, new Journal(directory).find(build, "key").orElseThrow());
        assertTrue(new Journal(directory).hasRecords(build));
        journal.remove(saved);
        assertEquals(List.of(), files());
    }

    @Test
    void aRecordIsReplacedRenamedAdoptedAndRemoved() throws Exception {
        journal.save(entry("job#1"));
        journal.save(entry("job#1").withJob("42"));
        assertEquals(1, files().size());
        journal.rename("job", "other");
        assertEquals(
                Status.FOLLOWING, journal.find("other#1", "key").orElseThrow().status());
        Journal later = new Journal(directory);
        JournalEntry adopted = later.adopt(
                        JournalEntry.ofNewRun(
                                "new key",
                                new StepOfBuild("other#1", "9"),
                                new HubAccess("prod", ""),
                                "",
                                "",
                                "",
                                RunTerms.of(Instant.EPOCH, null, true, false)),
                        "hash")
                .orElseThrow()
                .entry();
        assertEquals("42", adopted.jobId());
        assertEquals(1, files().size());
        later.remove(adopted);
        assertEquals(List.of(), files());
        assertFalse(Files.exists(directory.resolve(RecordFiles.folder("other#1"))));
    }

    @Test
    void aRecordThatWasOnlyHalfReplacedCounts() throws Exception {
        journal.save(entry("job#1").withJob("42"));
        Path file = files().get(0);
        Files.move(file, file.resolveSibling(file.getFileName() + ".new"));
        Journal later = new Journal(directory);
        assertEquals("42", later.find("job#1", "key").orElseThrow().jobId());
        assertEquals(1, later.unclaimed().size());
        later.save(entry("job#1").withJob("42").withStatus(Status.ENDED));
        assertEquals(Status.ENDED, later.find("job#1", "key").orElseThrow().status());
        later.remove(entry("job#1"));
        assertEquals(List.of(), files());
    }

    @Test
    void lineEndsAndTheByteOrderMarkOfAnEditorDoNoHarm() throws Exception {
        JournalEntry saved = journal.save(entry("job#1"));
        Path file = files().get(0);
        Files.writeString(file, "\uFEFF" + Files.readString(file).replace(",", ",\r\n") + "\r\n");
        assertEquals(saved, new Journal(directory).find("job#1", "key").orElseThrow());
    }
}
