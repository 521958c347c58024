package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunObserver;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what a run showed. */
final class Seen implements RunObserver {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> details = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> jobIds = new CopyOnWriteArrayList<>();
    final List<Job> progress = new CopyOnWriteArrayList<>();
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    final List<Outcome> ends = new CopyOnWriteArrayList<>();

    /** True for each loss of contact, false for each return. */
    final List<Boolean> losses = new CopyOnWriteArrayList<>();

    /** Whether nobody has to look. */
    volatile boolean settled;

    /** Whether the record names the job. */
    volatile boolean isRecorded;

    /** Called with each line as it comes. */
    Consumer<String> onLine = line -> {};

    /** Called with each progress as it comes. */
    Consumer<Job> onProgress = job -> {};

    @Override
    public void line(String text) {
        lines.add(text);
        onLine.accept(text);
    }

    @Override
    public void detail(String text) {
        details.add(text);
    }

    @Override
    public void requested(String firstPath, long paths) {
        requests.add(firstPath + " of " + paths + (jobIds.isEmpty() ? "" : " too late"));
    }

    @Override
    public void submitted(String jobId) {
        jobIds.add(jobId);
    }

    @Override
    public void recorded() {
        isRecorded = true;
    }

    @Override
    public void progress(Job job) {
        progress.add(job);
        onProgress.accept(job);
    }

    @Override
    public void contactLost(Instant since) {
        losses.add(true);
    }

    @Override
    public void contactBack() {
        losses.add(false);
    }

    @Override
    public void ended(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void over(Outcome end, boolean isSettled) {
        settled = isSettled;
        ends.add(end);
    }

    /** The one outcome. */
    Outcome outcome() {
        assertEquals(1, outcomes.size(), () -> "outcomes: " + outcomes + ", lines: " + lines + ", details: " + details);
        return outcomes.get(0);
    }

    boolean hasSeenEnd() {
        return progress.stream().anyMatch(job -> job.state().isEnd());
    }

    boolean isOver() {
        return !outcomes.isEmpty();
    }

    long linesWith(String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    /** Everything that a person could read. */
    String text() {
        return String.join("\n", lines) + "\n" + String.join("\n", details) + "\n" + outcomes;
    }
}
