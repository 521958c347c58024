package io.jenkins.plugins.ngenea.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A record that is there and tells nothing: damaged, or of another version of the plugin. Its run may have a job in the
 * Hub, so it is never as good as no record.
 */
public final class UnreadableRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param why what is wrong with it, as the end of a sentence without its full stop
     */
    UnreadableRecordException(Path file, String why) {
        super("The record " + file + " of a run is there but cannot be read: " + why
                + ". Its job may be running in the Hub, so nothing is submitted in its place. Look in the Hub; remove the"
                + " file when you know what became of the job.");
    }
}
