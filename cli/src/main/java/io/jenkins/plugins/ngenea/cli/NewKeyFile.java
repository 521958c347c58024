package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file for a key, made before there is one: a key is shown only once. It stays open, so that the key goes into this file,
 * whatever has its name by then.
 */
final class NewKeyFile implements AutoCloseable {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path file;
    private final Object identity;
    private final SeekableByteChannel channel;
    private boolean written;

    private NewKeyFile(Path file, Object identity, SeekableByteChannel channel) {
        this.file = file;
        this.identity = identity;
        this.channel = channel;
    }

    /** @throws UsageException if it is there already, or cannot be made */
    static NewKeyFile create(Path file) throws UsageException {
        try {
            SeekableByteChannel channel =
                    Files.newByteChannel(file, NEW, Caller.onlyFor("rw-------", FileSystems.getDefault()));
            return new NewKeyFile(file, identity(file), channel);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("the file " + file + " already exists and is not overwritten.");
        } catch (IOException e) {
            throw new UsageException(
                    "cannot create the file " + file + " (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** Null where files have none. */
    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(
                        file,
                        java.nio.file.attribute.BasicFileAttributes.class,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    void write(String key) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        written = true;
    }

    /** Whether the key can be found under the file's name. */
    boolean isInPlace() {
        try {
            Object now = identity(file);
            return now == null || now.equals(identity);
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes it again if nothing was written. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!written && isInPlace()) {
            Files.deleteIfExists(file);
        }
    }
}
