package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who runs this, as far as it matters for files. */
final class Caller {
    private static final Path SELF = Path.of("/proc/self");

    private Caller() {}

    /** Null where files have no modes. */
    static PosixFileAttributes attributes(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    /** Whether a file is the caller's own. */
    static boolean owns(Path file) throws IOException {
        if (Files.exists(SELF)) {
            return Files.getAttribute(SELF, "unix:uid").equals(Files.getAttribute(file, "unix:uid"));
        }
        return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    /** For a new file that nobody but its owner gets at, where files have modes. */
    static FileAttribute<?>[] onlyFor(String mode, FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    static boolean othersMayWrite(Set<PosixFilePermission> mode) {
        return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
