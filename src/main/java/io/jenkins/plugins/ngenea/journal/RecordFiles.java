package io.jenkins.plugins.ngenea.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.journal.JournalIndex.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The records on disk: {@code <digest of the build>/<key>.json}. A file is complete or not there: it is written aside, forced
 * to disk and moved into place. Threads that read and write the same record take turns: a file that somebody reads cannot be
 * replaced on Windows.
 */
public final class RecordFiles {
    private static final Logger LOGGER = Logger.getLogger(RecordFiles.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";
    private static final int LONGEST_REASON = 200;

    private final Path directory;

    /** Held while a folder is made and gets its first file, or is removed: another branch of the build may do the other. */
    private final Object folders = new Object();

    /** The files of which the log has it that they cannot be read. */
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    RecordFiles(Path directory) {
        this.directory = directory;
    }

    /** What the folder of a build is called: its name may hold anything, its digest is a safe file name. */
    public static String folder(String build) {
        byte[] digest = PathsDigest.sha256().digest(build.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    /** Writes a record for good. */
    void write(JournalEntry entry) throws IOException {
        Path folder = directory.resolve(folder(entry.build()));
        Path aside;
        synchronized (folders) {
            Files.createDirectories(folder);
            aside = Files.createTempFile(folder, "new", ".tmp");
        }
        try {
            // not a channel of our own: an interrupt at the end of the process would close it half way
            try (OutputStream file = Files.newOutputStream(aside, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
                file.write(JSON.writeValueAsBytes(entry));
            }
            RetryingFiles.replace(aside, file(folder(entry.build()), entry.key()));
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
        force(folder);
    }

    /** Makes the move itself durable, where the system can do that for a folder (Windows cannot). */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOGGER.log(Level.FINEST, "folder not forced: " + folder, e);
        }
    }

    /**
     * @throws NoSuchFileException if there is no such record
     * @throws UnreadableRecordException if it is there and says nothing
     */
    JournalEntry read(String folder, String key) throws IOException {
        Path file = file(folder, key);
        return record(file, key, RetryingFiles.read(file));
    }

    private static JournalEntry record(Path file, String key, byte[] text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            if (!(json instanceof ObjectNode record)) {
                throw new UnreadableRecordException(file, "it is empty or damaged");
            }
            for (String needed : List.of("build", "hub")) {
                if (record.path(needed).asText().isEmpty()) {
                    throw new UnreadableRecordException(file, "it has no " + needed);
                }
            }
            checkWord(file, record.path("phase"), JournalEntry.Status.values());
            if (!record.path("stop").isMissingNode() && !record.path("stop").isNull()) {
                checkWord(file, record.path("stop"), StopReason.values());
            }
            if (!record.has("cancelOnAbort")) {
                record.put("cancelOnAbort", true);
            }
            // the name of the file counts: a record is taken over by another run by one move
            return JSON.treeToValue(record.put("key", key), JournalEntry.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException(file, RemoteText.clean(e.getOriginalMessage(), LONGEST_REASON));
        }
    }

    /** A later version may know more words. What this one would make of them could be wrong. */
    private static void checkWord(Path file, JsonNode shown, Enum<?>[] known) throws UnreadableRecordException {
        if (Arrays.stream(known).noneMatch(word -> word.name().equals(shown.textValue()))) {
            throw new UnreadableRecordException(
                    file,
                    shown.isTextual()
                            ? "this version does not know the value '" + RemoteText.name(shown.textValue()) + "'"
                            : "it has no status");
        }
    }

    Path file(String folder, String key) {
        return directory.resolve(folder).resolve(key + SUFFIX);
    }

    /** Gives a record to another run of the same build; it is the one's or the other's, never both's or nobody's. */
    void move(String folder, String key, String newKey) throws IOException {
        RetryingFiles.replace(RetryingFiles.existing(file(folder, key)), file(folder, newKey));
    }

    /** Without effect if it is gone; the folder goes with its last record. */
    void delete(String folder, String key) {
        try {
            RetryingFiles.delete(file(folder, key));
            synchronized (folders) {
                Files.deleteIfExists(directory.resolve(folder));
            }
        } catch (DirectoryNotEmptyException e) {
            LOGGER.log(Level.FINEST, "other runs of this build are open", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot remove the record " + file(folder, key) + "; it is harmless");
        }
    }

    /**
     * All that is on disk. A record that cannot be read does not hide the others.
     *
     * @param patient whether a file that cannot be read is tried again; if there are many, that takes minutes
     * @throws IOException if that cannot be known
     */
    List<Found> all(boolean patient) throws IOException {
        List<Found> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(directory)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                list(folder, patient, all);
            }
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(directory)) {
                throw e;
            }
            LOGGER.log(Level.FINEST, "no record yet", e);
        }
        return all;
    }

    private void list(Path folder, boolean patient, List<Found> all) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> RetryingFiles.place(String.valueOf(file.getFileName())))
                    .distinct()
                    .toList();
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINEST, "removed meanwhile", e);
            return;
        }
        for (String name : names) {
            if (name.endsWith(SUFFIX)) {
                String key = name.substring(0, name.length() - SUFFIX.length());
                look(String.valueOf(folder.getFileName()), key, patient).ifPresent(all::add);
            }
        }
    }

    /** What there is of a record by now; empty if there is none. */
    Optional<Found> look(String folder, String key, boolean patient) {
        long modified = Long.MAX_VALUE;
        Path file = file(folder, key);
        try {
            modified = Files.getLastModifiedTime(RetryingFiles.existing(file)).toMillis();
            byte[] text = patient ? RetryingFiles.read(file) : RetryingFiles.readOnce(file);
            return Optional.of(new Found(folder, key, record(file, key, text), modified));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (complained.add(folder + key)) {
                LOGGER.log(Level.WARNING, e.toString());
            }
            return Optional.of(new Found(folder, key, null, modified));
        }
    }
}
