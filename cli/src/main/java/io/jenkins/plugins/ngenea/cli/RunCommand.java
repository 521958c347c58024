package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** One run in the foreground: started, shown, stopped by Ctrl-C, and turned into an exit code. */
final class RunCommand {
    private final HubSession session;
    private final Output output;
    private final FollowOptions options;
    private final Path journal;
    private final FailedPaths failed;
    private final Separator separator;

    /** @param failed where the paths that failed go */
    RunCommand(
            HubSession session,
            Output output,
            FollowOptions options,
            Path state,
            FailedPaths failed,
            Separator separator) {
        this.session = session;
        this.output = output;
        this.options = options;
        this.failed = failed;
        this.separator = separator;
        this.journal = state.resolve("journal");
    }

    int submit(RunPlan.RequestSource request, String workflow, String site, boolean wait)
            throws UsageException, InterruptedException {
        return run(new RunPlan(entry(workflow, site, ""), request, wait, false));
    }

    /** Follows a job that is there already. */
    int follow(String jobId) throws UsageException, InterruptedException {
        return run(new RunPlan(entry("", "", jobId), null, true, false));
    }

    private JournalEntry entry(String workflow, String site, String jobId) throws UsageException {
        Instant now = session.scheduler().clock();
        String key = UUID.randomUUID().toString();
        return JournalEntry.ofNewRun(
                key,
                new StepOfBuild(RunName.of(key).toString(), ""),
                new HubAccess(session.url().host(), ""),
                workflow,
                site,
                jobId,
                RunTerms.of(now, options.deadline(now), options.cancelOnAbort(), false));
    }

    private int run(RunPlan plan) throws InterruptedException {
        if (options.isQuiet()) {
            output.beQuiet();
        }
        LeftRuns.tell(journal, RunName.of(plan.entry().key()), output);
        Outcome outcome;
        Signals signals;
        // a job that was submitted before may have got its paths from the very file
        Runnable begun = plan.entry().hasJob() ? () -> {} : failed::begin;
        try (RunConsole console = new RunConsole(output, options.isQuiet(), begun)) {
            HubJobRun run = session.run(plan, journal, console);
            signals = Signals.handledBy(sentence -> {
                run.abort();
                console.line(sentence);
            });
            run.start();
            outcome = console.await();
        }
        int code = outcome.kind() == Kind.ABORTED ? signals.exitCode() : ExitCode.of(outcome.kind());
        boolean isEndOfJob = code == ExitCode.SUCCESS || code == ExitCode.JOB_FAILED;
        if (!isListed(outcome) && isEndOfJob) {
            // a script that goes on with the list must know
            code = ExitCode.UNREACHABLE;
        }
        tell(outcome, code);
        return code;
    }

    /** Whether the list of failed paths, if it is wanted, has all that is left to be done. */
    private boolean isListed(Outcome outcome) throws InterruptedException {
        if (!failed.isWanted() || outcome.jobId().isEmpty()) {
            return true;
        }
        Job job = outcome.job();
        if (job == null || !job.state().isEnd() || outcome.kind() == Kind.ABORTED) {
            failed.explainWhyNot(output);
            return false;
        }
        if (job.state().category() == JobState.Category.ENDED_WELL) {
            return failed.writeNone(output);
        }
        return failed.write(session, job, separator, output);
    }

    private void tell(Outcome outcome, int code) {
        if (output.isJson()) {
            output.result(RunResult.of(outcome, session.url(), code));
        } else if (options.isQuiet() && !outcome.jobId().isEmpty() && !output.isStandardOutputTaken()) {
            output.result(outcome.jobId());
        }
        // a good end was told by the run itself
        if (code != ExitCode.SUCCESS) {
            output.complain(outcome.message());
        }
    }
}
