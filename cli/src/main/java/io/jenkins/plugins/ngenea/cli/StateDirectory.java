package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;

/**
 * Where the command keeps its open runs: {@code $XDG_STATE_HOME/ngenea}, else {@code %LOCALAPPDATA%\\ngenea} on Windows and
 * {@code ~/.local/state/ngenea} elsewhere. It is the caller's own.
 */
final class StateDirectory {
    private StateDirectory() {}

    /** @throws UsageException if it cannot be made; without it nothing is submitted */
    static Path of(Map<String, String> environment) throws UsageException {
        return of(environment, FileSystems.getDefault(), System.getProperty("user.home"));
    }

    static Path of(Map<String, String> environment, FileSystem files, String userHome) throws UsageException {
        Path directory = home(environment, files, userHome).resolve("ngenea");
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, Caller.onlyFor("rwx------", files));
            }
            check(directory);
            return directory;
        } catch (IOException e) {
            throw new UsageException("cannot create or read the directory " + directory + " for open runs ("
                    + e.getClass().getSimpleName() + "): set XDG_STATE_HOME to a directory that you can write to.");
        }
    }

    /** What others could write there would be told as a run of the caller's. */
    private static void check(Path directory) throws IOException, UsageException {
        PosixFileAttributes attributes = Caller.attributes(directory);
        if (attributes == null) {
            return;
        }
        if (!Caller.owns(directory)) {
            throw new UsageException("the directory " + directory + " for open runs belongs to "
                    + attributes.owner().getName() + ": set XDG_STATE_HOME to a directory of your own.");
        }
        if (Caller.othersMayWrite(attributes.permissions())) {
            throw new UsageException("others can write to the directory " + directory
                    + " for open runs: restrict it with 'chmod 700 " + directory + "'.");
        }
    }

    private static Path home(Map<String, String> environment, FileSystem files, String userHome) throws UsageException {
        boolean windows = files.getSeparator().equals("\\");
        for (String name : windows ? List.of("XDG_STATE_HOME", "LOCALAPPDATA") : List.of("XDG_STATE_HOME")) {
            String configured = environment.get(name);
            try {
                if (configured != null && files.getPath(configured).isAbsolute()) {
                    return files.getPath(configured);
                }
            } catch (InvalidPathException e) {
                throw new UsageException(name + " is not a directory: " + Output.shown(configured) + ".");
            }
        }
        // of a user without an entry in passwd, as in many containers, Java says "?"
        for (String folder : new String[] {userHome, environment.get("HOME")}) {
            try {
                if (folder != null && !folder.isEmpty() && files.getPath(folder).isAbsolute()) {
                    return files.getPath(folder, ".local", "state");
                }
            } catch (InvalidPathException e) {
                throw new UsageException("this locale cannot represent the home directory " + Output.shown(folder) + " ("
                        + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8, or XDG_STATE_HOME.");
            }
        }
        throw new UsageException("cannot determine the home directory: set HOME, or set XDG_STATE_HOME to a directory"
                + " that you can write to.");
    }
}
