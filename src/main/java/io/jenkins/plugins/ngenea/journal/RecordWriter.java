package io.jenkins.plugins.ngenea.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes the record of one run. If that fails, it retries while the run continues: after a restart, the older record leads
 * to an earlier phase of the run, which never justifies a second submit. On the queue of the run.
 */
public final class RecordWriter {
    private static final Logger LOGGER = Logger.getLogger(RecordWriter.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(5);

    private final Journal journal;
    private final BiConsumer<Duration, Runnable> timer;
    private final Runnable again;

    /** Before the next try; null if what is on disk is up to date. */
    private Duration pause;

    private boolean waiting;

    /**
     * @param timer has something done on the run's queue after a while, even if the run is over by then
     * @param again writes the record as it is by then
     */
    public RecordWriter(Journal journal, BiConsumer<Duration, Runnable> timer, Runnable again) {
        this.journal = journal;
        this.timer = timer;
        this.again = again;
    }

    /** Writes the record; returns it as it is from now on. */
    public JournalEntry write(JournalEntry entry) {
        return write(entry, journal::save);
    }

    /** For a retry after the run: writes its end, unless the record has been removed or is another run's by now. */
    public JournalEntry writeEnd(JournalEntry entry) {
        return write(entry, journal::saveEnd);
    }

    private interface Saving {
        JournalEntry save(JournalEntry entry) throws IOException;
    }

    private JournalEntry write(JournalEntry entry, Saving saving) {
        try {
            JournalEntry saved = saving.save(entry);
            pause = null;
            return saved;
        } catch (IOException e) {
            LOGGER.log(
                    pause == null ? Level.WARNING : Level.FINE,
                    e,
                    () -> "Cannot write the record of job " + entry.jobId() + " on Hub " + entry.hub() + " for "
                            + entry.build() + "; retrying. Check the disk that holds it.");
            writeLater();
            return entry;
        }
    }

    /** Whether what is on disk is up to date. */
    public boolean isWritten() {
        return pause == null;
    }

    /** The record in memory is ahead of the one on disk. */
    public void writeLater() {
        Duration doubled = pause == null ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : doubled;
        if (!waiting) {
            waiting = true;
            timer.accept(pause, () -> {
                waiting = false;
                if (pause != null) {
                    again.run();
                }
            });
        }
    }
}
