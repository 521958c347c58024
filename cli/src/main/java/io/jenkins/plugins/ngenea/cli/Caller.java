package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Who runs this, as far as it matters for files. */
final class Caller {
    private static final Path SELF = Path.of("/proc/self");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String CAPABILITIES = "CapEff:";

    /** CAP_FOWNER: its holder may change the mode of any file. */
    private static final int OWNER_OF_ALL = 3;

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

    /** Whether the caller could change the mode of a file, were it not for a file system that takes no writes. */
    static boolean mayChangeMode(Path file) throws IOException {
        return owns(file) || isOwnerOfAll();
    }

    private static boolean isOwnerOfAll() {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(CAPABILITIES)) {
                    long set = Long.parseUnsignedLong(
                            line.substring(CAPABILITIES.length()).strip(), 16);
                    return (set >>> OWNER_OF_ALL & 1) == 1;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux
        }
        return "root".equals(System.getProperty("user.name"));
    }

    static boolean othersMayWrite(Set<PosixFilePermission> mode) {
        return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
