package io.jenkins.plugins.ngenea.follow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The open runs, on disk: one small file each, in a folder for each build. A file is complete or not there: it is written
 * aside, forced to disk and moved into place. After a crash this, and not what a program remembers, says what was
 * submitted.
 */
public final class Journal {
    private static final Logger LOGGER = Logger.getLogger(Journal.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private final Path directory;
    /** Names this process: records that name another one were left by a crash or a restart. */
    private final String session = UUID.randomUUID().toString();

    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final Set<String> takenJobs = ConcurrentHashMap.newKeySet();

    /** The builds of the runs under way as they are called by now, by key: a run goes on with the name it began with. */
    private final Map<String, String> builds = new ConcurrentHashMap<>();

    /** To write is to be in the way of records that move. */
    private final ReadWriteLock moves = new ReentrantReadWriteLock();

    /** Held while a folder is made and gets its first file, or is removed: another branch of the build may do the other. */
    private final Object folders = new Object();

    public Journal(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a record for good; on return it is on disk.
     *
     * @throws IOException if it is not; then nothing may be submitted on its strength
     */
    public JournalEntry save(JournalEntry entry) throws IOException {
        moves.readLock().lock();
        try {
            return write(entry.inSession(session));
        } finally {
            moves.readLock().unlock();
        }
    }

    private JournalEntry write(JournalEntry entry) throws IOException {
        JournalEntry ours = entry.withBuild(builds.getOrDefault(entry.key(), entry.build()));
        Path folder = folder(ours.build());
        Path aside;
        synchronized (folders) {
            Files.createDirectories(folder);
            aside = Files.createTempFile(folder, "new", ".tmp");
        }
        try {
            // not a channel: an interrupt at the end of the process would close it half way
            try (FileOutputStream file = new FileOutputStream(aside.toFile())) {
                file.write(JSON.writeValueAsBytes(ours));
                file.getFD().sync();
            }
            Files.move(aside, file(ours), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
        force(folder);
        if (ours.session().equals(session)) {
            claimed.add(ours.key());
        }
        return ours;
    }

    /**
     * Takes the records along when builds get other names. Runs that are under way may go on with the old ones.
     *
     * @param newName gives the name of a build by now, which is mostly the one it had
     */
    public void rename(UnaryOperator<String> newName) throws IOException {
        moves.writeLock().lock();
        try {
            builds.replaceAll((key, build) -> newName.apply(build));
            for (JournalEntry entry : all()) {
                String build = newName.apply(entry.build());
                if (!build.equals(entry.build())) {
                    write(entry.withBuild(build));
                    delete(folder(entry.build()), entry.key());
                }
            }
        } finally {
            moves.writeLock().unlock();
        }
    }

    /** Makes the move itself durable, where the system can do that for a folder (Windows cannot). */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOGGER.log(Level.FINEST, "folder not forced: " + folder, e);
        }
    }

    /** Whether this process wrote the record last, so that no restart came between. */
    boolean isOfThisProcess(JournalEntry entry) {
        return session.equals(entry.session());
    }

    /** Says that a run of this process owns the record, so that no other run adopts it. */
    public void claim(String key) {
        claimed.add(key);
    }

    /** A run begins, which may write this record. */
    void begin(JournalEntry entry) {
        builds.put(entry.key(), entry.build());
        claim(entry.key());
    }

    /** It writes nothing any more. */
    void over(String key) {
        builds.remove(key);
    }

    /** Takes a claim back: there is no record. */
    void unclaim(String key) {
        claimed.remove(key);
    }

    /** The record of one run. */
    public Optional<JournalEntry> find(String build, String key) throws IOException {
        Path file = folder(builds.getOrDefault(key, build)).resolve(key + SUFFIX);
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Hands over a record that an earlier process left open for the same request of the same build and that no run
     * claims: the program was restored to a moment before it knew of it.
     */
    synchronized Optional<JournalEntry> adopt(JournalEntry wanted, String requestHash) throws IOException {
        // those of this process's own runs are claimed: with a thousand branches, reading them each time would add up
        for (JournalEntry left : list(folder(wanted.build()), key -> !claimed.contains(key))) {
            boolean free = !left.session().equals(session) && !claimed.contains(left.key());
            // not one whose cancel is pending: who asks wants the job
            boolean open = left.stop() == null
                    && (left.phase() == JournalEntry.Phase.SUBMITTING || left.phase() == JournalEntry.Phase.FOLLOWING);
            boolean same = left.requestHash().equals(requestHash)
                    && left.hub().equals(wanted.hub())
                    && left.credentialsId().equals(wanted.credentialsId());
            if (free && open && same) {
                JournalEntry adopted = save(left.withKey(wanted.key()));
                remove(left);
                return Optional.of(adopted);
            }
        }
        return Optional.empty();
    }

    /** The record of one run whose build had another name before: its folder was renamed or moved meanwhile. */
    public Optional<JournalEntry> findAnywhere(String key) throws IOException {
        return all(key::equals).stream().findFirst();
    }

    /** Whether a record knows this job of this Hub already. */
    boolean knows(String hub, String jobId) throws IOException {
        return all().stream()
                .anyMatch(entry -> entry.hub().equals(hub) && entry.jobId().equals(jobId));
    }

    /** Takes a job that was looked for: true for the first who asks, so that two equal lost submits do not share one. */
    boolean takeJob(String hub, String jobId) {
        return takenJobs.add(hub + '\n' + jobId);
    }

    /** All records of a build. */
    public List<JournalEntry> of(String build) throws IOException {
        return list(folder(build), key -> true);
    }

    /** All records. */
    public List<JournalEntry> all() throws IOException {
        return all(key -> true);
    }

    private List<JournalEntry> all(Predicate<String> wantedKey) throws IOException {
        List<JournalEntry> all = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (Stream<Path> folders = Files.list(directory)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                all.addAll(list(folder, wantedKey));
            }
        }
        return all;
    }

    /** Records that an earlier process left and that no run of this one claims. */
    public List<JournalEntry> unclaimed() throws IOException {
        return all().stream()
                .filter(entry ->
                        !claimed.contains(entry.key()) && !entry.session().equals(session))
                .toList();
    }

    /** Removes a record; without effect if it is gone. */
    public void remove(JournalEntry entry) {
        moves.readLock().lock();
        try {
            delete(folder(builds.getOrDefault(entry.key(), entry.build())), entry.key());
            claimed.remove(entry.key());
        } finally {
            moves.readLock().unlock();
        }
    }

    private void delete(Path folder, String key) {
        try {
            Files.deleteIfExists(folder.resolve(key + SUFFIX));
            synchronized (folders) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            LOGGER.log(Level.FINEST, "other runs of this build are open", e);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "Cannot remove the record " + key + " in " + folder + "; it is harmless");
        }
    }

    private static List<JournalEntry> list(Path folder, Predicate<String> wantedKey) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> isRecord(path, wantedKey)).toList()) {
                try {
                    entries.add(read(file));
                } catch (NoSuchFileException e) {
                    LOGGER.log(Level.FINEST, "removed meanwhile", e);
                } catch (IOException e) {
                    // the others must not suffer from one that somebody damaged
                    LOGGER.log(Level.WARNING, e, () -> "Cannot read the record " + file + "; it is passed over");
                }
            }
        } catch (NoSuchFileException e) {
            return entries;
        }
        return entries;
    }

    private static boolean isRecord(Path file, Predicate<String> wantedKey) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) && wantedKey.test(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static JournalEntry read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), JournalEntry.class);
    }

    private Path file(JournalEntry entry) {
        return folder(entry.build()).resolve(entry.key() + SUFFIX);
    }

    /** A build's name may hold anything; its digest is a safe file name. */
    private Path folder(String build) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(build.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
