package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs of a build on a file system like that of Windows, and as an editor or another version may have left them. */
class JobsFileOnWindowsTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final Path directory = windows.getPath("C:\\Jenkins\\jobs\\nightly\\builds\\7");
    private final JobsFile jobs = new JobsFile(directory);

    @BeforeEach
    void makeBuild() throws IOException {
        Files.createDirectories(directory);
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    private static ReportedJob job(String id) {
        return new ReportedJob("production", id, "https://hub.example.com/jobs/" + id, "migrate", "dfoster1", 1000);
    }

    private List<String> ids() {
        return jobs.read().all().stream().map(ReportedJob::getId).toList();
    }

    private Path file() {
        return directory.resolve("ngenea-jobs.jsonl");
    }

    @Test
    void jobsAreReadBackInTheirOrderWithTheirLastNews() {
        jobs.append(job("1"), false);
        jobs.append(job("2"), true);
        jobs.append(job("1").after(90), true);
        assertEquals(List.of("1", "2"), ids());
        assertFalse(jobs.read().get(job("1")).isFollowed());
    }

    @Test
    void nothingIsWrittenForABuildThatWasDeleted() throws IOException {
        Files.delete(directory);
        jobs.append(job("1"), true);
        assertFalse(Files.exists(directory));
        assertEquals(List.of(), ids());
    }

    @Test
    void lineEndsOfWindowsDoNoHarm() throws IOException {
        jobs.append(job("1"), false);
        jobs.append(job("2"), false);
        Files.writeString(file(), Files.readString(file()).replace("\n", "\r\n") + "\r\n");
        assertEquals(List.of("1", "2"), ids());
    }

    @Test
    void aCounterWithoutANumberIsLeftOut() throws IOException {
        Files.writeString(file(), "{\"hub\":\"a\",\"id\":\"1\",\"counts\":{\"total\":null,\"failed\":2},\"later\":[]}");
        ReportedJob read = jobs.read().all().get(0);
        assertEquals("failed 2", read.getCountsText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "[]", "7", "{\"id\":{}}", "{\"counts\":{\"total\":\"many\"}}"})
    void aLineThatSaysNothingDoesNotHideTheOthers(String line) throws IOException {
        jobs.append(job("1"), false);
        Files.writeString(file(), Files.readString(file()) + "\n" + line);
        jobs.append(job("2"), false);
        assertEquals(List.of("1", "2"), ids());
    }
}
