package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the command keeps its open runs: {@code $XDG_STATE_HOME/ngenea}, else {@code ~/.local/state/ngenea}. */
final class StateDirectory {
    private StateDirectory() {}

    /** @throws UsageException if it cannot be made; without it nothing is submitted */
    static Path of(Map<String, String> environment) throws UsageException {
        String configured = environment.get("XDG_STATE_HOME");
        Path home = configured == null || !Path.of(configured).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(configured);
        Path directory = home.resolve("ngenea");
        try {
            FileAttribute<?>[] attributes =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
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
}
