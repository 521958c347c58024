package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.FailureReading;
import io.jenkins.plugins.ngenea.engine.RunServices;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.paths.FailedPathList;
import io.jenkins.plugins.ngenea.paths.PathListWriter;
import io.jenkins.plugins.ngenea.paths.Separator;
import io.jenkins.plugins.ngenea.request.RunSettings;
import io.jenkins.plugins.ngenea.request.WorkspaceReads;
import io.jenkins.plugins.ngenea.request.WorkspaceTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;

/**
 * The list of all paths that failed in a job: written in the build's directory as the Hub tells them, and then put where it
 * was wanted, in the workspace, among the build's artifacts, or both. Nothing is there if the list is not complete.
 */
final class FailedPaths {
    private static final Logger LOGGER = Logger.getLogger(FailedPaths.class.getName());

    private final Run<?, ?> build;
    private final TaskListener log;
    private final RunSettings settings;
    private final Outcome outcome;
    private final JobReport report;
    private final String jobPage;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final FailedPathList listed;

    /**
     * @param report of the run whose job it is
     * @param jobPage where people see the job in its Hub
     */
    FailedPaths(
            Run<?, ?> build,
            TaskListener log,
            RunSettings settings,
            Outcome outcome,
            JobReport report,
            String jobPage) {
        this.build = build;
        this.log = log;
        this.settings = settings;
        this.outcome = outcome;
        this.report = report;
        this.jobPage = jobPage;
        this.listed = new FailedPathList(
                outcome.job() == null ? JobState.UNKNOWN_END : outcome.job().state(),
                settings.failedPathsNull() ? "" : "Set 'failedPathsNull' to include paths with line breaks.");
    }

    /** Whether they are to be listed: what a job that has not ended has failed in so far is no list to go by. */
    static boolean areWanted(RunSettings settings, Outcome outcome) {
        return outcome.isEndOfJob() && (settings.failedPathsFile() != null || settings.failedPathsArtifact());
    }

    /**
     * Lists them.
     *
     * @param workspace null if there is none
     * @return whether it has all that failed; ends with an {@link AbortException} if there is no list; whoever ends it
     *     before, breaks it off
     */
    CompletableFuture<Boolean> list(
            @CheckForNull FilePath workspace, RunServices services, Connection.Source connections) {
        services.lookups().execute(() -> {
            try {
                begin(workspace, services, connections);
            } catch (IOException | ConnectionException | RuntimeException | Error e) {
                fail(e);
            }
        });
        return end;
    }

    private void begin(FilePath workspace, RunServices services, Connection.Source connections)
            throws IOException, ConnectionException {
        if (workspace == null && settings.failedPathsFile() != null) {
            throw new AbortException("there is no workspace any more to write '" + settings.failedPathsFile() + "' to");
        }
        Path list = Files.createTempFile(build.getRootDir().toPath(), "ngenea-hub-", ".tmp");
        end.whenComplete((done, problem) -> delete(list));
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            deliver(list, workspace);
            return;
        }
        Connection connection = connections.connect();
        PathListWriter writer = new PathListWriter(
                Files.newOutputStream(list), settings.failedPathsNull() ? Separator.NUL : Separator.LINE_END);
        CompletableFuture<Void> reading;
        try {
            reading =
                    FailureReading.begin(connection, services, outcome.jobId(), failure -> listed.add(failure, writer));
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
        end.whenComplete((done, problem) -> reading.cancel(false));
        reading.whenComplete((done, problem) -> {
            try (writer) {
                if (problem != null) {
                    fail(problem);
                    return;
                }
            } catch (IOException e) {
                fail(e);
                return;
            }
            deliver(list, workspace);
        });
    }

    private static void delete(Path list) {
        try {
            Files.deleteIfExists(list);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "deleted with the build", e);
        }
    }

    private void deliver(Path list, FilePath workspace) {
        String file = settings.failedPathsFile();
        WorkspaceTarget target = file == null ? null : new WorkspaceTarget(workspace, file);
        AtomicBoolean isLeft = new AtomicBoolean();
        CompletableFuture<Void> delivery = WorkspaceReads.get()
                .write(target == null ? null : workspace, target == null ? artifact() : target.toString(), () -> {
                    isLeft.set(target != null && !target.write(list, listed.isComplete()));
                    if (settings.failedPathsArtifact() && listed.written() > 0) {
                        archive(list);
                    }
                });
        end.whenComplete((done, problem) -> delivery.cancel(false));
        delivery.whenComplete((done, problem) -> {
            if (problem == null) {
                // not where files are written: a log may hang
                HubRuntime.get().log(build).execute(() -> succeed(isLeft.get()));
            } else {
                fail(problem);
            }
        });
    }

    private void succeed(boolean isLeft) {
        try {
            tell(isLeft);
        } finally {
            end.complete(listed.isComplete());
        }
    }

    private String artifact() {
        return "ngenea-failed-paths-" + outcome.jobId() + ".txt";
    }

    private void archive(Path list) throws IOException, InterruptedException {
        File file = list.toFile();
        build.pickArtifactManager()
                .archive(
                        new FilePath(file.getParentFile()),
                        new Launcher.LocalLauncher(log),
                        BuildListenerAdapter.wrap(log),
                        Map.of(artifact(), file.getName()));
        report.failedPaths(
                outcome.jobId(), artifact(), listed.written(), listed.isComplete() && !settings.failedPathsNull());
    }

    /**
     * @param isLeft whether the file has what it had: who goes by a list that is not complete forgets the rest
     */
    private void tell(boolean isLeft) {
        String file = settings.failedPathsFile();
        boolean isArchived = settings.failedPathsArtifact() && listed.written() > 0;
        String seeJob = "Look at job " + outcome.jobId() + " on the Hub: " + jobPage;
        if (isLeft) {
            if (isArchived) {
                say(listed.count("the artifact " + artifact()));
            }
            say("WARNING: The list of failed paths is incomplete (" + listed.missing() + "), so " + file
                    + " was left as it is. " + seeJob);
            return;
        }
        String place = file == null ? "the artifact " + artifact() : file;
        boolean isThere = isArchived || file != null;
        if (isThere) {
            say(listed.count(place));
        }
        listed.warnings(place, isThere, seeJob).forEach(warning -> say("WARNING: " + warning));
    }

    private void say(String line) {
        log.getLogger().println(RegisteredRun.PREFIX + line);
    }

    private void fail(Throwable problem) {
        boolean isKnown = problem instanceof HubException
                || problem instanceof ConnectionException
                || problem instanceof IOException;
        if (!isKnown) {
            end.completeExceptionally(problem);
            return;
        }
        String why = RemoteText.line(String.valueOf(problem.getMessage()));
        end.completeExceptionally(new AbortException("There is no list of the paths that failed in job "
                + outcome.jobId() + ": " + why + (why.endsWith(".") ? "" : ".")
                + " Look at the job on the Hub before you run anything again: " + jobPage));
    }
}
