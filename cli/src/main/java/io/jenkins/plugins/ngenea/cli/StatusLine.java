package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.Job;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The progress bar: the last line of a terminal, drawn anew again and again. Other lines are printed through it, so that
 * they stay above it.
 */
final class StatusLine implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final int LONGEST = 79;
    private static final long EVERY_MILLIS = 500;
    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant began;
    private final ScheduledExecutorService timer;
    private final AtomicInteger width = new AtomicInteger();
    private Job job;
    private int turns;
    private boolean closed;

    private StatusLine(PrintStream out, InstantSource clock, ScheduledExecutorService timer) {
        this.out = out;
        this.clock = clock;
        this.began = clock.instant();
        this.timer = timer;
    }

    static StatusLine on(PrintStream out, InstantSource clock) {
        ScheduledExecutorService timer = Threads.scheduler("ngenea-bar");
        StatusLine line = new StatusLine(out, clock, timer);
        line.measure();
        Signals.onResize(line::resized);
        timer.scheduleAtFixedRate(line::draw, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return line;
    }

    private synchronized void resized() {
        if (!closed) {
            timer.execute(this::measure);
        }
    }

    private void measure() {
        width.set(Terminal.width());
    }

    synchronized void show(Job now) {
        job = now;
        draw();
    }

    /** Prints a line above the bar. */
    synchronized void above(Runnable printing) {
        erase();
        printing.run();
        draw();
    }

    private synchronized void draw() {
        if (job != null && !closed) {
            String text = text(job, Duration.between(began, clock.instant()), turns++);
            out.print(ERASE + cut(text, width.get()));
            out.flush();
        }
    }

    private void erase() {
        if (job != null && !closed) {
            out.print(ERASE);
            out.flush();
        }
    }

    static String text(Job job, Duration since, int turn) {
        StringBuilder text = new StringBuilder("[");
        OptionalDouble share = job.share();
        if (share.isPresent()) {
            int full = (int) Math.floor(share.getAsDouble() * WIDTH);
            text.append("=".repeat(full)).append(" ".repeat(WIDTH - full)).append("] ");
            text.append(String.format(Locale.ROOT, "%3d%% ", (int) Math.floor(share.getAsDouble() * 100)));
        } else {
            int at = turn % (WIDTH - 2);
            text.append(" ".repeat(at))
                    .append("<=>")
                    .append(" ".repeat(WIDTH - 3 - at))
                    .append("] ");
        }
        text.append("job ").append(job.id()).append(' ').append(job.stateName());
        text.append(String.format(Locale.ROOT, " %d:%02d", since.toMinutes(), since.toSecondsPart()));
        return text.toString();
    }

    /** Within one line of the terminal; a letter that is not ASCII may take two columns. */
    static String cut(String text, int width) {
        String narrow = text.replaceAll("[^ -~]", "?");
        return narrow.substring(0, Math.min(narrow.length(), Math.min(LONGEST, Math.max(0, width - 1))));
    }

    @Override
    public synchronized void close() {
        erase();
        closed = true;
        timer.shutdownNow();
    }
}
