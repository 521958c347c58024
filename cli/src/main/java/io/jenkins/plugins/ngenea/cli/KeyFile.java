package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A client key in a file that nobody but its owner can read. */
final class KeyFile {
    /** In bytes: the longest key and what may stand around it. */
    private static final long LONGEST = 9 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /** @throws UsageException if it cannot be read, or others can read it; the message never holds its content */
    static String read(Path file) throws UsageException {
        try {
            if (isPosix(file)) {
                Set<PosixFilePermission> more = EnumSet.noneOf(PosixFilePermission.class);
                more.addAll(Files.getPosixFilePermissions(file));
                more.removeAll(OWNER_ONLY);
                if (!more.isEmpty()) {
                    throw new UsageException("others may use the key file " + file + ": make it yours alone with"
                            + " 'chmod 600 " + file + "'.");
                }
            }
            if (Files.size(file) > LONGEST) {
                throw new UsageException("the key file " + file + " is too large to hold a client key.");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no key file " + file + ".");
        } catch (IOException e) {
            throw new UsageException(
                    "the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * Makes an empty one, before there is a key to put in: a key is shown only once.
     *
     * @throws UsageException if it is there already, or cannot be made
     */
    static void reserve(Path file) throws UsageException {
        try {
            FileAttribute<?>[] attributes =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                            : new FileAttribute<?>[0];
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("the file " + file + " is there already; a key never overwrites a file.");
        } catch (IOException e) {
            throw new UsageException(
                    "the file " + file + " cannot be made (" + e.getClass().getSimpleName() + ").");
        }
    }

    static void write(Path file, String key) throws IOException {
        OpenOption[] options = {StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING};
        Files.writeString(file, key + "\n", StandardCharsets.US_ASCII, options);
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}
