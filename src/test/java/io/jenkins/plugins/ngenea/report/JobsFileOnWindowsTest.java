package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final String HUB = "https://hub.example.com";

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
        return new ReportedJob("production", id, HUB + "/jobs/" + id, "migrate", "dfoster1", 1000);
    }

    private List<String> ids() {
        return jobs.read().all().stream().map(ReportedJob::getId).toList();
    }

    /** As a later process would. */
    private void append(ReportedJob job, boolean forGood) {
        KnownJobs known = jobs.read();
        known.put(job);
        jobs.append(job, known, forGood);
    }

    private Path file() {
        return directory.resolve("ngenea-jobs.jsonl");
    }

    @Test
    void jobsAreReadBackInTheirOrderWithTheirLastNews() {
        append(job("1"), false);
        append(job("2"), true);
        append(job("1").after(90), true);
        assertEquals(List.of("1", "2"), ids());
        assertFalse(jobs.read().get(job("1")).isFollowed());
    }

    @Test
    void nothingIsWrittenForABuildThatWasDeleted() throws IOException {
        Files.delete(directory);
        append(job("1"), true);
        assertFalse(Files.exists(directory));
        assertEquals(List.of(), ids());
    }

    @Test
    void lineEndsOfWindowsDoNoHarm() throws IOException {
        append(job("1"), false);
        append(job("2"), false);
        Files.writeString(file(), Files.readString(file()).replace("\n", "\r\n") + "\r\n");
        assertEquals(List.of("1", "2"), ids());
    }

    @Test
    void aHubThatGotAnotherNameStillHasTheSameJobs() {
        append(job("1").at(HUB), false);
        append(job("2").at(HUB), false);
        append(called("archive", "1", HUB + "/job/1").at(HUB), true);
        assertEquals(List.of("1", "2"), ids());
        assertEquals("archive", jobs.read().get(job("1").at(HUB)).getHub());
    }

    @Test
    void twoHubsMayHaveJobsOfTheSameNumberAndShowThemOnOnePage() {
        append(job("1").at(HUB), false);
        append(job("1").at("https://archive.example.com"), false);
        append(called("archive", "1", job("1").getUrl()).at("https://third.example.com"), false);
        assertEquals(List.of("1", "1", "1"), ids());
    }

    @Test
    void theEndOfAJobIsThatJobsThoughItsHubsNameIsAnotherHubsByNow() {
        ReportedJob first = job("1").at(HUB).ofRun("a");
        KnownJobs known = jobs.read();
        for (ReportedJob job :
                List.of(first, job("1").at("https://other.example.com").ofRun("b"), first.after(90))) {
            known.put(job);
            jobs.append(job, known, true);
        }
        assertEquals(
                List.of(90L, 0L),
                jobs.read().all().stream().map(ReportedJob::getDurationMillis).toList());
    }

    @Test
    void howAJobBeganIsWrittenOnce() throws IOException {
        ReportedJob begun = job("1").ofRun("run")
                .withRequest(new ReportedRequest("/mmfs1/a", 5))
                .at(HUB);
        append(begun, false);
        append(begun.after(90), true);
        List<String> lines = Files.readString(file()).strip().lines().toList();
        assertEquals("{\"hub\":\"production\",\"id\":\"1\",\"durationMillis\":90,\"run\":\"run\"}", lines.get(1));
        ReportedJob read = jobs.read().get(begun);
        assertEquals(begun.start(), read.start());
        assertEquals(begun.getUrl(), read.getUrl());
    }

    @Test
    void whatBecomesKnownOfItsBeginningLaterIsWrittenThen() {
        ReportedJob begun = called("production", "1", "");
        append(begun, false);
        append(begun.withPathsOf("PATHS").after(90), true);
        assertEquals("PATHS", jobs.read().get(begun).start().pathsParameter());
    }

    @Test
    void aJobThatIsFollowedOnceMoreHasNotEndedInTheFileEither() {
        append(job("1").after(90), true);
        append(job("1").onceMore("production"), true);
        assertTrue(jobs.read().get(job("1")).isFollowed());
    }

    @Test
    void theUsualPageOfAJobFollowsFromItsHub() throws IOException {
        append(called("production", "a/b", HUB + "/job/a%2Fb").at(HUB), false);
        assertFalse(Files.readString(file()).contains("\"url\""), Files.readString(file()));
        assertEquals(HUB + "/job/a%2Fb", jobs.read().all().get(0).getUrl());
    }

    @Test
    void jobsWhoseAddressIsNotKnownAreToldApartByTheirHub() {
        append(called("production", "1", ""), false);
        append(called("archive", "1", ""), false);
        append(called("archive", "1", "https://archive.example.com/jobs/1"), false);
        assertEquals(List.of("1", "1"), ids());
    }

    private static ReportedJob called(String hub, String id, String url) {
        return new ReportedJob(hub, id, url, "migrate", "dfoster1", 1000);
    }

    @Test
    void aCounterWithoutANumberIsLeftOut() throws IOException {
        Files.writeString(file(), "{\"hub\":\"a\",\"id\":\"1\",\"counts\":{\"total\":null,\"failed\":2},\"later\":[]}");
        ReportedJob read = jobs.read().all().get(0);
        assertEquals("2 failed", read.getFiles().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "[]", "7", "{\"id\":{}}", "{\"counts\":{\"total\":\"many\"}}"})
    void aLineThatSaysNothingDoesNotHideTheOthers(String line) throws IOException {
        append(job("1"), false);
        Files.writeString(file(), Files.readString(file()) + "\n" + line);
        append(job("2"), false);
        assertEquals(List.of("1", "2"), ids());
    }

    @Test
    void aLineWithoutTheAddressOfItsHubIsThatOfAJobWithItsPageWhateverTheHubIsCalledNow() {
        append(job("1"), false);
        append(job("1").at(HUB).ofRun("k").onceMore("archive"), false);
        assertEquals(List.of("1"), ids());
    }
}
