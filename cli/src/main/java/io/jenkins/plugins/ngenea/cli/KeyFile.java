package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.paths.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A client key in a file that nobody but its owner can read, or whose mode the caller has no say in: those that Docker and
 * Kubernetes mount are root's, and others may read them.
 */
final class KeyFile {
    /** In bytes: the longest key in UTF-16, and what may stand around it. */
    private static final int LONGEST = 18 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Pattern STANDARD_INPUT = Pattern.compile("/dev/(stdin|fd/0)|/proc/self/fd/0");

    private final Path file;

    /** What was read of a pipe, which can be read only once; else null. */
    private String once;

    KeyFile(Path file) {
        this.file = file;
    }

    static boolean isStandardInput(Path file) {
        return STANDARD_INPUT.matcher(file.toString()).matches();
    }

    /**
     * The key as it is now: a file may have got another one meanwhile.
     *
     * @throws UsageException if it cannot be read, or others can read it; the message never holds its content
     */
    synchronized String read() throws UsageException {
        if (once != null) {
            return once;
        }
        try {
            boolean isFile = Files.isRegularFile(file);
            if (Files.isDirectory(file)) {
                throw new UsageException("the key file " + file + " is a folder.");
            }
            if (isFile || !file.startsWith("/dev")) {
                checkMode();
            }
            String key;
            // a socket in the place of standard input cannot be opened by its name
            try (InputStream in = !isFile && isStandardInput(file) ? System.in : Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new UsageException("the key file " + file + " is too large to hold a client key.");
                }
                key = decoded(bytes);
            }
            if (!isFile) {
                once = key;
            }
            return key;
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no key file " + file + ".");
        } catch (IOException e) {
            throw new UsageException(
                    "the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private String decoded(byte[] bytes) throws UsageException {
        try {
            return TextFile.decoded(bytes).strip();
        } catch (IOException e) {
            throw new UsageException("the key file " + file + " is no text.");
        }
    }

    private void checkMode() throws IOException, UsageException {
        PosixFileAttributes attributes = Caller.attributes(file);
        if (attributes == null || OWNER_ONLY.containsAll(attributes.permissions())) {
            return;
        }
        if (mayChangeMode(attributes.permissions())) {
            throw new UsageException(
                    "others may use the key file " + file + ": make it yours alone with 'chmod 600 " + file + "'.");
        }
    }

    /** By giving it the mode it has: not only owners can be without that right, but file systems can be read-only. */
    private boolean mayChangeMode(Set<PosixFilePermission> mode) {
        try {
            Files.setPosixFilePermissions(file, mode);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
