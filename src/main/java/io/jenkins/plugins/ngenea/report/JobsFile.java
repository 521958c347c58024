package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.journal.RetryingFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The Hub jobs of a build on disk: one line of JSON for each update of a job; the last line of a job counts. They are not
 * in {@code build.xml}, because Pipeline rewrites that at almost every step: with the jobs of a thousand branches, the
 * cost would be quadratic.
 */
final class JobsFile {
    private static final Logger LOGGER = Logger.getLogger(JobsFile.class.getName());
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

    private final Path directory;
    private final Path file;

    /**
     * @param directory of the build; a file of this class's own is in it, as soon as there are jobs
     */
    JobsFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("ngenea-jobs.jsonl");
    }

    /** The jobs in the order of their first lines. What cannot be read is logged and passed over. */
    KnownJobs read() {
        KnownJobs jobs = new KnownJobs();
        if (!Files.exists(file)) {
            return jobs;
        }
        // a line cut off in the middle of a character must not take the others with it
        try (Stream<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines()) {
            lines.filter(line -> !line.isEmpty()).forEach(line -> read(line, jobs));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + file + "; the build does not show its Hub jobs");
        }
        return jobs;
    }

    private void read(String line, KnownJobs jobs) {
        try {
            ReportedJob job = JSON.readValue(line, ReportedJob.class);
            // the word null is JSON, too
            if (job != null) {
                jobs.put(job);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Skipping a damaged line in " + file);
        }
    }

    /**
     * Without effect for a build that was deleted: its directory does not come back. Failures are logged.
     *
     * @param forGood whether it is on disk on return: nobody will say it again
     */
    void append(ReportedJob job, boolean forGood) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        // the line break comes first: a line that a crash cut off does not spoil the next one
        try {
            byte[] line = ('\n' + JSON.writeValueAsString(job)).getBytes(StandardCharsets.UTF_8);
            RetryingFiles.append(file, line, forGood);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write job " + job.getId() + " to " + file);
        }
    }
}
