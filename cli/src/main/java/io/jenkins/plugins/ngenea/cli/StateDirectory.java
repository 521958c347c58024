package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Where the command keeps its open runs: {@code $XDG_STATE_HOME/ngenea}, else {@code %LOCALAPPDATA%\\ngenea} on Windows and
 * {@code ~/.local/state/ngenea} elsewhere.
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
            FileAttribute<?>[] attributes = files.supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            return Files.createDirectories(directory, attributes);
        } catch (IOException e) {
            throw new UsageException("the folder " + directory + " for open runs cannot be made ("
                    + e.getClass().getSimpleName() + "): set XDG_STATE_HOME to a folder that you may write to.");
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
                throw new UsageException(name + " does not name a folder: " + Output.shown(configured) + ".");
            }
        }
        return files.getPath(userHome, ".local", "state");
    }
}
