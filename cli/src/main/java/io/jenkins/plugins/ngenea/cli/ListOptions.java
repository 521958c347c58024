package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.paths.Separator;
import picocli.CommandLine.Option;

/** What separates the paths of the lists that a command reads and writes. */
final class ListOptions {
    @Option(
            names = {"-0", "--null"},
            description = "Lists of paths have a NUL after each path, as from 'find -print0', instead of a line break.")
    private boolean nul;

    boolean isNul() {
        return nul;
    }

    /** For commands that read no list. */
    void check(FailedPaths failed) throws UsageException {
        if (nul && !failed.isWanted()) {
            throw new UsageException("--null requires --failed-paths-to.");
        }
    }

    Separator separator() {
        return nul ? Separator.NUL : Separator.LINE_END;
    }
}
