package io.jenkins.plugins.ngenea.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Reads, writes and removes files where a file system refuses that for a moment, as Windows does while a virus scanner or a
 * backup reads the file, or refuses atomic moves, as some network file systems do. It tries again for less than a second.
 */
public final class RetryingFiles {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final int TRIES = 6;
    private static final String REPLACEMENT = ".new";

    private static final RetryingFiles SYSTEM =
            new RetryingFiles(Files::move, millis -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis)));

    private final Mover mover;
    private final LongConsumer pause;

    /** For tests: another file system, another clock. */
    RetryingFiles(Mover mover, LongConsumer pause) {
        this.mover = mover;
        this.pause = pause;
    }

    /** As {@link Files#move}. */
    interface Mover {
        void move(Path from, Path to, CopyOption... options) throws IOException;
    }

    /** Reads a file once. */
    interface Reader {
        byte[] read() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    /**
     * Puts a complete file in the place of another one, atomically where that is possible. Where it is not, a crash in
     * between leaves the new file beside the place: read what {@link #existing} gives.
     *
     * @throws IOException if it could not be done; then the old file is there as before, or {@link #existing} gives the new one
     */
    public static void replace(Path file, Path place) throws IOException {
        SYSTEM.replaceWith(file, place);
    }

    /** Where the content of a file is that {@link #replace} wrote: in its place, or beside it. */
    public static Path existing(Path place) {
        if (Files.exists(place)) {
            return place;
        }
        Path beside = beside(place);
        return Files.exists(beside) ? beside : place;
    }

    private static Path beside(Path place) {
        return place.resolveSibling(place.getFileName() + REPLACEMENT);
    }

    /** The name of the place of a file that {@link #replace} may have left beside it. */
    static String place(String name) {
        return name.endsWith(REPLACEMENT) ? name.substring(0, name.length() - REPLACEMENT.length()) : name;
    }

    /** The content of a file that {@link #replace} wrote. */
    static byte[] read(Path place) throws IOException {
        return SYSTEM.reading(() -> Files.readAllBytes(existing(place)));
    }

    /** The same, tried once. */
    static byte[] readOnce(Path place) throws IOException {
        return Files.readAllBytes(existing(place));
    }

    byte[] reading(Reader reader) throws IOException {
        byte[][] content = new byte[1][];
        patiently(() -> content[0] = reader.read());
        return content[0];
    }

    /** Removes a file that {@link #replace} wrote; without effect if it is gone. */
    public static void delete(Path place) throws IOException {
        SYSTEM.patiently(() -> {
            Files.deleteIfExists(beside(place));
            Files.deleteIfExists(place);
        });
    }

    /**
     * Writes to the end of a file, which is made if it is not there.
     *
     * @param forGood whether it is on disk on return
     */
    public static void append(Path file, byte[] text, boolean forGood) throws IOException {
        OpenOption[] options = forGood
                ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC}
                : new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
        SYSTEM.patiently(() -> {
            try (OutputStream out = Files.newOutputStream(file, options)) {
                out.write(text);
            }
        });
    }

    void replaceWith(Path file, Path place) throws IOException {
        try {
            patiently(
                    () -> mover.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            inTwoSteps(file, place, e);
        }
    }

    /** Java removes the old file first then. At no moment is the content of neither there. */
    private void inTwoSteps(Path file, Path place, IOException refused) throws IOException {
        Path beside = beside(place);
        try {
            mover.move(file, beside, StandardCopyOption.REPLACE_EXISTING);
            patiently(() -> mover.move(beside, place, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            if (Files.exists(place)) {
                Files.deleteIfExists(beside);
            }
            if (e != refused) {
                e.addSuppressed(refused);
            }
            throw e;
        }
    }

    private void patiently(Action action) throws IOException {
        long millis = FIRST_PAUSE_MILLIS;
        for (int tries = 1; ; tries++) {
            try {
                action.run();
                return;
            } catch (NoSuchFileException | AtomicMoveNotSupportedException | DirectoryNotEmptyException e) {
                throw e;
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
            pause.accept(millis);
            millis *= 2;
        }
    }
}
