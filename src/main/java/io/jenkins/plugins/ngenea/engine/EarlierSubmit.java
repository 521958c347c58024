package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import io.jenkins.plugins.ngenea.output.RecordMessages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks, before a run submits, whether its build already did. A program that was restored to a point before this step
 * does not know about its submit. The same request is identified by its digest, and its record is taken over. A record of
 * the same kind with another digest may still be from this step, with a new time stamp in its paths. Other branches of the
 * build then get some time to take over their records. If one is left, this run does not submit.
 */
final class EarlierSubmit {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RunState state;
    private final Submission submission;
    private final Runnable takenOver;
    private final Runnable none;
    private Instant giveUp;

    /**
     * @param takenOver what to do with a record that is this run's by now
     * @param none what to do if there is nothing
     */
    EarlierSubmit(RunState state, Submission submission, Runnable takenOver, Runnable none) {
        this.state = state;
        this.submission = submission;
        this.takenOver = takenOver;
        this.none = none;
    }

    void look() {
        if (state.isStopped()) {
            return;
        }
        String inTheWay;
        try {
            Optional<String> formerKey = submission.adoptEarlier();
            if (formerKey.isPresent()) {
                state.entry = submission.entry();
                state.services.slots().hold(state.entry.hub(), state.entry.key(), formerKey.get());
                takenOver.run();
                return;
            }
            inTheWay = state.services
                    .journal()
                    .inTheWay(state.entry)
                    .map(left -> new RecordMessages(left, state.services.host()).inTheWay())
                    .orElse("");
        } catch (IOException e) {
            inTheWay = String.valueOf(e.getMessage());
        }
        if (inTheWay.isEmpty()) {
            none.run();
        } else {
            wait(inTheWay);
        }
    }

    private void wait(String inTheWay) {
        Instant now = state.services.scheduler().now();
        if (giveUp == null) {
            giveUp = now.plus(PATIENCE);
            state.observer.line(RecordMessages.waitingForTakeover(inTheWay, PATIENCE));
        }
        if (now.isBefore(giveUp)) {
            state.queue.later(PAUSE, this::look);
        } else {
            state.giveUp(Kind.UNKNOWN_SUBMIT, RecordMessages.notTakenOver(inTheWay));
        }
    }
}
