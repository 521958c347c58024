package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
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

    static boolean othersMayWrite(Set<PosixFilePermission> mode) {
        return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
