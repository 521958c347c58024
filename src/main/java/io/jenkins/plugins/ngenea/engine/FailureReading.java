package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.FailureSink;
import io.jenkins.plugins.ngenea.hub.JobFailures;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads all that failed in a job. Each request takes a thread of its Hub's for as long as its answer takes, and lets others
 * pass before the next: there may be thousands.
 */
public final class FailureReading {
    private final Connection connection;
    private final RunServices services;
    private final JobFailures failures;
    private final FailureSink sink;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private RetryBudget budget;

    private FailureReading(Connection connection, RunServices services, String job, FailureSink sink) {
        this.connection = connection;
        this.services = services;
        this.failures = connection.client().allFailures(job);
        this.sink = sink;
        this.budget = services.budgets().get();
    }

    /**
     * Begins to read.
     *
     * @param sink gets one after the other, never two at a time
     * @return ends when all are read, with a {@link HubException} when the Hub does not tell them, or with the
     *     {@link IOException} of the sink; whoever ends it before, breaks it off
     */
    public static CompletableFuture<Void> begin(
            Connection connection, RunServices services, String job, FailureSink sink) {
        FailureReading reading = new FailureReading(connection, services, job, sink);
        reading.goOn();
        return reading.end;
    }

    private void goOn() {
        connection.lanes().questions().execute(this::ask);
    }

    private void ask() {
        if (end.isDone()) {
            return;
        }
        try {
            boolean more = failures.next(sink);
            budget = services.budgets().get();
            if (more) {
                goOn();
            } else {
                end.complete(null);
            }
        } catch (HubException e) {
            askAgain(e);
        } catch (InterruptedException e) {
            // the process ends; the next one asks for all of it
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private void askAgain(HubException why) {
        Optional<Duration> pause =
                RetryBudget.bears(why) ? budget.failed(why, services.scheduler().now()) : Optional.empty();
        pause.ifPresentOrElse(
                some -> services.scheduler().after(some, this::goOn), () -> end.completeExceptionally(why));
    }
}
