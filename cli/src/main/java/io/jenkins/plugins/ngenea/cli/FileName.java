package io.jenkins.plugins.ngenea.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Names of files on this machine, which Java cannot open if the locale has no letters for them. */
final class FileName {
    private FileName() {}

    /** For options. */
    static Path parse(String text) {
        try {
            return of(text);
        } catch (UsageException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    static Path of(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("this locale cannot represent the file name '" + Output.shown(text) + "' ("
                    + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8, or rename the file.");
        }
    }
}
