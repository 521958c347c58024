package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** One run in the foreground: started, shown, stopped by Ctrl-C, and turned into an exit code. */
final class RunCommand {
    private final HubSession session;
    private final Output output;
    private final FollowOptions options;
    private final Path journal;

    RunCommand(HubSession session, Output output, FollowOptions options, Path state) {
        this.session = session;
        this.output = output;
        this.options = options;
        this.journal = state.resolve("journal");
    }

    /** Submits. */
    int submit(RunPlan.RequestSource request, String workflow, String site, boolean wait)
            throws UsageException, InterruptedException {
        return run(new RunPlan(entry(workflow, site, ""), request, wait, false));
    }

    /** Follows a job that is there already. */
    int follow(String jobId) throws UsageException, InterruptedException {
        return run(new RunPlan(entry("", "", jobId), null, true, false));
    }

    private JournalEntry entry(String workflow, String site, String jobId) throws UsageException {
        Instant now = session.scheduler().now();
        String key = UUID.randomUUID().toString();
        return JournalEntry.ofNewRun(
                key,
                LeftRuns.nameOf(key),
                "",
                session.url().host(),
                "",
                workflow,
                site,
                jobId,
                now,
                options.deadline(now),
                options.cancelOnAbort());
    }

    private int run(RunPlan plan) throws InterruptedException {
        LeftRuns.tell(journal, output);
        Outcome outcome;
        Signals signals;
        try (RunConsole console = new RunConsole(output, options.isQuiet())) {
            HubJobRun run = session.run(plan, journal, console);
            signals = Signals.handledBy(sentence -> {
                run.abort();
                console.line(sentence);
            });
            run.start();
            outcome = console.await();
        }
        int code = outcome.kind() == Kind.ABORTED ? signals.exitCode() : ExitCode.of(outcome.kind());
        tell(outcome, code);
        return code;
    }

    private void tell(Outcome outcome, int code) {
        if (output.isJson()) {
            output.result(RunResult.of(outcome, session.url(), code));
        } else if (options.isQuiet() && !outcome.jobId().isEmpty()) {
            output.result(outcome.jobId());
        }
        // a good end was told by the run itself
        if (code != ExitCode.SUCCESS) {
            output.complain(outcome.message());
        }
    }
}
