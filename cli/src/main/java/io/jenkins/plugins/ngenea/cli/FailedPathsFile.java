package io.jenkins.plugins.ngenea.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that holds a whole list or is as it was: the list is written beside it and moved into its place.
 *
 * @param isStream whether it is a pipe or a device: written to as it is
 * @param isInput whether it is the list that was submitted
 */
record FailedPathsFile(Path file, boolean isStream, boolean isInput) {
    private static final String BESIDE = ".part";

    /** Writes the list. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * @param input the list that is submitted; it stays until the new one is complete
     * @throws UsageException if no such file can be written
     */
    static FailedPathsFile of(Path file, Optional<Path> input) throws UsageException {
        try {
            if (Files.isDirectory(file)) {
                throw new UsageException("--failed-paths-to " + Output.shown(file.toString()) + " is a directory.");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new FailedPathsFile(file, true, false);
            }
            // a link stays one
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.delete(Files.createFile(beside(real)));
            return new FailedPathsFile(real, false, input.isPresent() && isSame(real, input.get()));
        } catch (IOException e) {
            throw new UsageException("--failed-paths-to " + Output.shown(file.toString()) + " cannot be written ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    /** A new name each time: containers share folders and have the same process ids. */
    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + BESIDE);
    }

    /** Whether something would be replaced. */
    boolean isThere() {
        return !isStream && Files.exists(file);
    }

    /** Takes away the list of an earlier job, unless it is what was submitted now. */
    void removeEarlier() {
        if (isStream || isInput) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("ngenea: cannot remove the old " + Output.shown(file.toString()) + ".");
        }
    }

    /** @throws IOException if it cannot be written, or that of the content; then the file is as it was */
    void write(Content content) throws IOException {
        try {
            if (isStream) {
                try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                    content.writeTo(out);
                }
                return;
            }
            Path beside = beside(file);
            try {
                try (OutputStream out =
                        Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    content.writeTo(out);
                }
                replace(beside);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void replace(Path beside) throws IOException {
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
