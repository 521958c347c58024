package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ngenea.journal.RetryingFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The Hub jobs of a build on disk: one line of JSON for each update of a job; its last line counts, and how it began, which
 * is there once. They are not
 * in {@code build.xml}, because Pipeline rewrites that at almost every step: with the jobs of a thousand branches, the
 * cost would be quadratic.
 */
final class JobsFile {
    private static final Logger LOGGER = Logger.getLogger(JobsFile.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(
                    // a counter is written even if it is 0
                    JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS));

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
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isEmpty()).forEach(line -> read(line, jobs));
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + file + "; the build does not show its Hub jobs");
        }
        return jobs;
    }

    private void read(String line, KnownJobs jobs) {
        try {
            ReportedJob job = JSON.readValue(line, ReportedJob.class);
            // the word null is JSON, too
            if (job != null) {
                ReportedJob earlier = jobs.get(job);
                boolean isUpdate = earlier != null && job.start().isBrief();
                ReportedJob known = isUpdate ? job.begun(earlier.start()) : job;
                jobs.put(known);
                jobs.wrote(known);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Skipping a damaged line in " + file);
        }
    }

    /** Whether a line of this job says how the job began, too. */
    private static boolean isBegunAs(@CheckForNull ReportedJob written, ReportedJob job) {
        return written != null
                && job.isKnown()
                && job.getId().equals(written.getId())
                && job.getHub().equals(written.getHub())
                && job.start().equals(written.start());
    }

    /**
     * Without effect for a build that was deleted: its directory does not come back. Failures are logged.
     *
     * @param jobs has the job
     * @param forGood whether it is on disk on return: nobody will say it again
     */
    void append(ReportedJob job, KnownJobs jobs, boolean forGood) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        // the line break comes first: a line that a crash cut off does not spoil the next one
        try {
            String line = JSON.writeValueAsString(
                    isBegunAs(jobs.written(job), job) ? job.begun(job.start().brief()) : job);
            RetryingFiles.append(file, ('\n' + line).getBytes(StandardCharsets.UTF_8), forGood);
            jobs.wrote(job);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write job " + job.getId() + " to " + file);
        }
    }
}
