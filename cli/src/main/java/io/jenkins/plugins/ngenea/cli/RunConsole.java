package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunObserver;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Shows a run: a line for each thing worth one, and on a terminal a progress bar below them. */
final class RunConsole implements RunObserver, AutoCloseable {
    private final Output output;
    private final boolean quiet;
    private final StatusLine bar;
    private final Runnable submitted;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /**
     * @param quiet standard output gets no lines; problems go to standard error
     * @param submitted called when there is a job
     */
    RunConsole(Output output, boolean quiet, Runnable submitted) {
        this.output = output;
        this.submitted = submitted;
        this.quiet = quiet;
        this.bar = Terminal.canShowBar() && !quiet ? StatusLine.on(System.err, InstantSource.system()) : null;
    }

    @Override
    public void line(String text) {
        print(() -> {
            if (quiet) {
                System.err.println(text);
            } else {
                output.say(text);
            }
        });
    }

    @Override
    public void detail(String text) {
        if (!quiet) {
            print(() -> output.say(text));
        }
    }

    private void print(Runnable printing) {
        if (bar == null) {
            printing.run();
        } else {
            bar.above(printing);
        }
    }

    @Override
    public void submitted(String jobId) {
        // the run says so in a line of its own
        submitted.run();
    }

    @Override
    public void progress(Job job) {
        if (bar != null) {
            bar.show(job);
        }
    }

    @Override
    public void ended(Outcome end) {
        outcome.complete(end);
    }

    @Override
    public void over(Outcome end, boolean settled) {
        // the process ends with the outcome
    }

    Outcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with an exception", e);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
