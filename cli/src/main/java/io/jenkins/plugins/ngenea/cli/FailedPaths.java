package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.JobFailures;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.paths.FailedPathList;
import io.jenkins.plugins.ngenea.paths.PathListWriter;
import io.jenkins.plugins.ngenea.paths.Separator;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The list of all paths that failed in a job, written as the Hub tells them. */
final class FailedPaths {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--failed-paths-to",
            paramLabel = "FILE",
            description = "Write all paths that failed to this file, one a line; - for standard output.")
    private String to;

    private FailedPathsFile file;

    boolean isWanted() {
        return to != null;
    }

    boolean isStandardOutput() {
        return STANDARD_OUTPUT.equals(to);
    }

    /**
     * Before anything is sent.
     *
     * @param input the list of paths that are submitted, which is kept; empty for none
     * @throws UsageException if the list could not be written later
     */
    void prepare(Output output, Optional<Path> input) throws UsageException {
        if (isStandardOutput()) {
            if (output.isJson()) {
                throw new UsageException("--failed-paths-to - and --json cannot share the standard output.");
            }
            output.leaveStandardOutput();
        } else if (isWanted()) {
            file = FailedPathsFile.of(FileName.of(to), input);
        }
    }

    /** There is a job: what an earlier one left in the file must not be taken for its list. */
    void begin() {
        if (file != null) {
            file.removeEarlier();
        }
    }

    /**
     * The list of a job in which nothing failed.
     *
     * @return whether it is there
     */
    boolean writeNone(Output output) {
        try {
            if (file != null) {
                file.write(out -> {});
            }
            return true;
        } catch (IOException e) {
            output.complain(notWritten(e.getMessage()));
            return false;
        }
    }

    /**
     * Asks the Hub for all that failed; what was there before stays unless all of it can be had.
     *
     * @param job that has ended
     * @return whether the list is there and has all that is left to be done
     */
    boolean write(HubSession session, Job job, Separator separator, Output output) throws InterruptedException {
        FailedPathList listed = new FailedPathList(
                job.state(), separator == Separator.NUL ? "" : "Give --null to include paths with line breaks.");
        String seeJob = "To see the job: ngenea status " + job.id();
        try {
            if (isStandardOutput()) {
                readAll(session, job, listed, new PathListWriter(System.out, separator));
            } else {
                file.write(out -> {
                    readAll(session, job, listed, new PathListWriter(out, separator));
                    if (file.isThere() && !listed.isComplete()) {
                        throw new IOException("the list would be incomplete (" + listed.missing() + "): see 'ngenea status "
                                + job.id() + "'. The file was left as it was");
                    }
                });
            }
        } catch (HubFailure e) {
            output.complain(notWritten(e.getCause().getMessage()));
            return false;
        } catch (IOException e) {
            output.complain(notWritten(e.getMessage()));
            return false;
        }
        output.detail(listed.count(place()));
        listed.warnings(place(), true, seeJob).forEach(output::complain);
        return listed.isComplete();
    }

    /** What a job that did not end has failed in so far is no list to go by. */
    void explainWhyNot(Output output) {
        output.complain(notWritten("the end of the job was not seen"));
    }

    private String place() {
        return isStandardOutput() ? "the standard output" : Output.shown(to);
    }

    private String notWritten(String why) {
        String end = why != null && why.endsWith(".") ? "" : ".";
        return "the failed paths are not in " + place() + ": " + why + end;
    }

    private static void readAll(HubSession session, Job job, FailedPathList listed, PathListWriter writer)
            throws IOException, InterruptedException {
        JobFailures failures = session.client().allFailures(job.id());
        RetryBudget budget = session.budget();
        boolean more = true;
        while (more) {
            try {
                more = failures.next(failure -> listed.add(failure, writer));
                budget = session.budget();
            } catch (HubException e) {
                pause(budget, e, session);
            }
        }
        writer.flush();
    }

    private static void pause(RetryBudget budget, HubException why, HubSession session)
            throws HubFailure, InterruptedException {
        Optional<Duration> pause =
                RetryBudget.bears(why) ? budget.failed(why, session.scheduler().now()) : Optional.empty();
        if (pause.isEmpty()) {
            throw new HubFailure(why);
        }
        // nobody opens it
        new CountDownLatch(1).await(pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The Hub does not tell all of it. */
    private static final class HubFailure extends IOException {
        private static final long serialVersionUID = 1L;

        HubFailure(HubException why) {
            super(why);
        }
    }
}
