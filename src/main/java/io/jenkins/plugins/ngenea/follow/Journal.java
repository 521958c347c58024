package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.follow.JournalIndex.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The open runs, on disk: one small file each, in a folder for each build. After a crash this, and not what a program
 * remembers, says what was submitted. What the files say is in memory as well, read once: only {@link #find} goes by the
 * file.
 */
public final class Journal {
    private static final Logger LOGGER = Logger.getLogger(Journal.class.getName());
    private static final int LOCKS = 64;

    private final RecordFiles files;
    private final JournalIndex index = new JournalIndex();
    private final boolean shared;

    /** Names this process: records that name another one were left by a crash or a restart. */
    private final String session = UUID.randomUUID().toString();

    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final Set<String> takenJobs = ConcurrentHashMap.newKeySet();

    /** Whoever changes a record on disk and in memory holds that of its key: a write to the disk delays few others. */
    private final Object[] locks = new Object[LOCKS];

    private final Object loading = new Object();
    private volatile boolean loaded;

    /** A journal that no other process writes to. */
    public Journal(Path directory) {
        this(directory, false);
    }

    private Journal(Path directory, boolean shared) {
        this.files = new RecordFiles(directory);
        this.shared = shared;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** A journal in which other processes have records as well: each question looks at the disk. */
    public static Journal shared(Path directory) {
        return new Journal(directory, true);
    }

    private Object lock(String key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    /**
     * Has what is on disk in memory.
     *
     * @throws IOException if that cannot be had: what is not known is not "nothing"
     */
    private JournalIndex index() throws IOException {
        if (shared || !loaded) {
            synchronized (loading) {
                if (shared || !loaded) {
                    index.replace(files.all(), session);
                    loaded = true;
                }
            }
        }
        return index;
    }

    /** What the journal says, where no answer is needed from the files of other processes. */
    private JournalIndex own() throws IOException {
        return shared ? index : index();
    }

    /**
     * Writes a record for good; on return it is on disk.
     *
     * @throws IOException if it is not; then nothing may be submitted on its strength
     */
    public JournalEntry save(JournalEntry entry) throws IOException {
        JournalIndex records = own();
        synchronized (lock(entry.key())) {
            JournalEntry ours = entry.inSession(session).withBuild(records.build(entry.key(), entry.build()));
            write(records, ours);
            claimed.add(ours.key());
            return ours;
        }
    }

    /** With the lock of its key. A record is under one name of its build only. */
    private void write(JournalIndex records, JournalEntry entry) throws IOException {
        files.write(entry);
        String folder = RecordFiles.folder(entry.build());
        for (Found before : records.of(entry.key())) {
            if (!before.folder().equals(folder)) {
                delete(records, before);
            }
        }
        records.put(new Found(folder, entry.key(), entry, Long.MAX_VALUE));
    }

    private void delete(JournalIndex records, Found found) {
        files.delete(found.folder(), found.key());
        records.remove(found.folder(), found.key());
    }

    /**
     * Takes the records along when a job gets another name. Runs that are under way may go on with the old one. What it
     * costs goes by the number of that job's records.
     */
    public void rename(String job, String newJob) throws IOException {
        JournalIndex records = index();
        IOException problem = null;
        for (String key : records.keysOf(job)) {
            synchronized (lock(key)) {
                records.rename(key, job, newJob);
                for (Found found : records.of(key)) {
                    JournalEntry entry = found.entry();
                    if (entry != null && JournalIndex.job(entry.build()).equals(job)) {
                        try {
                            write(
                                    records,
                                    entry.withBuild(newJob + entry.build().substring(job.length())));
                        } catch (IOException e) {
                            problem = e;
                        }
                    }
                }
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** Says that a run of this process owns the record, so that no other run adopts it. */
    public void claim(String key) {
        claimed.add(key);
    }

    /** A run begins, which may write this record. */
    void begin(JournalEntry entry) {
        index.begin(entry.key(), entry.build());
        claim(entry.key());
    }

    /** It writes nothing any more. */
    void over(String key) {
        index.over(key);
    }

    /** Takes a claim back: there is no record. */
    void unclaim(String key) {
        claimed.remove(key);
    }

    /**
     * The record of one run, as its file has it.
     *
     * @throws UnreadableRecordException if it is there and says nothing
     */
    public Optional<JournalEntry> find(String build, String key) throws IOException {
        String folder = RecordFiles.folder(own().build(key, build));
        synchronized (lock(key)) {
            return read(folder, key);
        }
    }

    private Optional<JournalEntry> read(String folder, String key) throws IOException {
        try {
            return Optional.of(files.read(folder, key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * The record of one run whose build had another name before: its folder was renamed or moved meanwhile.
     *
     * @throws UnreadableRecordException if it is there and says nothing
     */
    public Optional<JournalEntry> findAnywhere(String key) throws IOException {
        for (Found found : index().of(key)) {
            synchronized (lock(key)) {
                Optional<JournalEntry> entry = read(found.folder(), key);
                if (entry.isPresent()) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a run has a record, readable or not. */
    public boolean has(String key) throws IOException {
        return !index().of(key).isEmpty();
    }

    /**
     * Whether a build may have records, readable or not. No I/O but the first time; true if that fails, because it cannot be
     * ruled out then.
     */
    public boolean hasRecords(String build) {
        try {
            return index().hasAny(RecordFiles.folder(build));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "records of " + build + " cannot be ruled out");
            return true;
        }
    }

    /**
     * A record that changed hands.
     *
     * @param formerKey the key of the run that left it
     */
    record Adopted(JournalEntry entry, String formerKey) {}

    /**
     * Hands over a record that an earlier process left open for the same request of the same build and that no run
     * claims: the program was restored to a moment before it knew of it.
     */
    Optional<Adopted> adopt(JournalEntry wanted, String requestHash) throws IOException {
        for (JournalEntry left : of(wanted.build())) {
            // not one whose cancel is pending: who asks wants the job
            boolean open =
                    left.phase() == JournalEntry.Phase.SUBMITTING || left.phase() == JournalEntry.Phase.FOLLOWING;
            boolean same = left.requestHash().equals(requestHash)
                    && left.hub().equals(wanted.hub())
                    && left.credentialsId().equals(wanted.credentialsId());
            if (open && same && !left.session().equals(session) && claimed.add(left.key())) {
                return Optional.of(new Adopted(handOver(left, wanted.key()), left.key()));
            }
        }
        return Optional.empty();
    }

    private JournalEntry handOver(JournalEntry left, String newKey) throws IOException {
        JournalIndex records = own();
        try {
            synchronized (lock(left.key())) {
                String folder = RecordFiles.folder(left.build());
                files.move(folder, left.key(), newKey);
                records.remove(folder, left.key());
                records.put(new Found(folder, newKey, left.withKey(newKey), Long.MAX_VALUE));
            }
        } finally {
            claimed.remove(left.key());
        }
        claim(newKey);
        try {
            return save(left.withKey(newKey));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "The record of job " + left.jobId() + " is as the earlier process left it");
            return left.withKey(newKey);
        }
    }

    /**
     * Whether a record knows this job already.
     *
     * @param asking whose Hub it is a job of
     */
    boolean knows(JournalEntry asking, String jobId) throws IOException {
        return index().ofHubJob(jobId).stream()
                .anyMatch(found -> found.entry().hub().equals(asking.hub()));
    }

    /** Takes a job that was looked for: true for the first who asks, so that two equal lost submits do not share one. */
    boolean takeJob(JournalEntry asking, String jobId) {
        return takenJobs.add(asking.hub() + '\n' + jobId);
    }

    /** All records of a build, but those that cannot be read. */
    public List<JournalEntry> of(String build) throws IOException {
        return readable(index().in(RecordFiles.folder(build)));
    }

    /** All records, but those that cannot be read. */
    public List<JournalEntry> all() throws IOException {
        return readable(index().all());
    }

    private static List<JournalEntry> readable(List<Found> found) {
        return found.stream().filter(Found::isReadable).map(Found::entry).toList();
    }

    /** The files of records that cannot be read. */
    public List<Path> unreadable() throws IOException {
        return unreadable(index().unreadable()).stream()
                .map(found -> files.file(found.folder(), found.key()))
                .toList();
    }

    /** Of these, those that cannot be read now: somebody may have repaired or removed one. */
    private List<Found> unreadable(List<Found> found) throws IOException {
        List<Found> still = new ArrayList<>();
        for (Found before : found) {
            if (before.isReadable()) {
                continue;
            }
            synchronized (lock(before.key())) {
                Optional<Found> now = files.look(before.folder(), before.key());
                own().remove(before.folder(), before.key());
                now.ifPresent(index::put);
                now.filter(file -> !file.isReadable()).ifPresent(still::add);
            }
        }
        return still;
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
        synchronized (lock(entry.key())) {
            index.of(entry.key()).forEach(found -> delete(index, found));
            files.delete(RecordFiles.folder(index.build(entry.key(), entry.build())), entry.key());
            claimed.remove(entry.key());
        }
    }
}
