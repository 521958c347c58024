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
        super("Cannot read the record " + file + " of a run: " + why
                + ". Its job may be running in the Hub, so nothing was submitted again. Check the job in the Hub, then delete"
                + " the file.");
    }
}
