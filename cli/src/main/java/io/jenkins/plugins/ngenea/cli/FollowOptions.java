package io.jenkins.plugins.ngenea.cli;

import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** How a run is waited for: the options that submit and wait share. */
final class FollowOptions {
    private static final Duration WHILE_WAITING = Duration.ofMinutes(30);
    private static final Duration FOR_A_SUBMIT = Duration.ofSeconds(30);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Cancel the job and exit with 5 if it has not ended after this time, e.g. 30m.")
    private Duration timeout;

    @Option(names = "--no-cancel", description = "Do not cancel the job when interrupted.")
    private boolean noCancel;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            description = "How long to retry when the Hub does not answer (default: 30m while waiting, else 30s).")
    private Duration patience;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only the job id; problems go to standard error.")
    private boolean quiet;

    boolean hasTimeout() {
        return timeout != null;
    }

    /** Null for never. */
    Instant deadline(Instant now) throws UsageException {
        if (timeout != null && timeout.isZero()) {
            throw new UsageException("--timeout must be greater than 0.");
        }
        return timeout == null ? null : now.plus(timeout);
    }

    Duration patience(boolean waiting) {
        if (patience != null) {
            return patience;
        }
        return waiting ? WHILE_WAITING : FOR_A_SUBMIT;
    }

    boolean cancelOnAbort() {
        return !noCancel;
    }

    boolean isQuiet() {
        return quiet;
    }
}
