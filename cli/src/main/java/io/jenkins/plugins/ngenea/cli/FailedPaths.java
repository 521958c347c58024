package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.FailureSink;
import io.jenkins.plugins.ngenea.hub.JobFailures;
import io.jenkins.plugins.ngenea.hub.error.HubException;
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
     * Asks the Hub for all that failed; what was there before stays if not all of it can be had.
     *
     * @return whether the list is there and has all that failed
     */
    boolean write(HubSession session, String job, Separator separator, Output output) throws InterruptedException {
        Tally tally = new Tally(separator);
        try {
            if (isStandardOutput()) {
                PathListWriter writer = new PathListWriter(System.out, separator);
                readAll(session, job, tally.into(writer));
                writer.flush();
            } else {
                file.write(out -> {
                    PathListWriter writer = new PathListWriter(out, separator);
                    readAll(session, job, tally.into(writer));
                    writer.flush();
                });
            }
        } catch (HubFailure e) {
            output.complain(notWritten(e.getCause().getMessage()));
            return false;
        } catch (IOException e) {
            output.complain(notWritten(e.getMessage()));
            return false;
        }
        tally.tell(output, place(), job);
        return tally.isComplete();
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

    private static void readAll(HubSession session, String job, FailureSink sink)
            throws IOException, InterruptedException {
        JobFailures failures = session.client().allFailures(job);
        RetryBudget budget = session.budget();
        boolean more = true;
        while (more) {
            try {
                more = failures.next(sink);
                budget = session.budget();
            } catch (HubException e) {
                pause(budget, e, session);
            }
        }
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

    /** What came of the failures. */
    private static final class Tally {
        private final Separator separator;
        private long written;
        private long leftOut;
        private long withoutPath;

        Tally(Separator separator) {
            this.separator = separator;
        }

        FailureSink into(PathListWriter writer) {
            return failure -> {
                if (failure.path() == null) {
                    withoutPath++;
                } else if (writer.add(failure.path())) {
                    written++;
                } else {
                    leftOut++;
                }
            };
        }

        boolean isComplete() {
            return leftOut == 0 && withoutPath == 0;
        }

        void tell(Output output, String place, String job) {
            output.detail(written + (written == 1 ? " failed path is in " : " failed paths are in ") + place + ".");
            if (leftOut > 0) {
                output.complain(
                        leftOut
                                + (leftOut == 1 ? " failed path is not in " : " failed paths are not in ")
                                + place
                                + (separator == Separator.NUL
                                        ? ": no list can carry that."
                                        : ": a list of lines cannot carry that. Give --null to have paths with line ends, too."));
            }
            if (withoutPath > 0) {
                output.complain(withoutPath
                        + (withoutPath == 1 ? " failed task names no path" : " failed tasks name no path")
                        + ", so " + place + " is incomplete. To see them: ngenea status " + job);
            }
        }
    }
}
