package io.jenkins.plugins.ngenea.journal;

import io.jenkins.plugins.ngenea.journal.JournalIndex.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The open runs on disk: one small file each, in a folder for each build. After a crash, the journal and not the memory of
 * a program decides what was submitted. The files are read into memory once; only {@link #find} reads the file again. A
 * record that exists but cannot be read never counts as missing.
 */
public final class Journal {
    private static final Logger LOGGER = Logger.getLogger(Journal.class.getName());

    /** Names this process: records that name another one were left by a crash or a restart. */
    private final String session = UUID.randomUUID().toString();

    private final RecordStore store;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final TakenJobs takenJobs = new TakenJobs();

    /** The records of the requests that are on their way to a Hub or back, by key. */
    private final Map<String, JournalEntry> out = new ConcurrentHashMap<>();

    /** A journal that no other process writes to. */
    public Journal(Path directory) {
        this(directory, false);
    }

    private Journal(Path directory, boolean shared) {
        this.store = new RecordStore(directory, shared, session);
    }

    /** A journal in which other processes have records as well: each question looks at the disk. */
    public static Journal shared(Path directory) {
        return new Journal(directory, true);
    }

    /**
     * Writes a record for good; on return it is on disk.
     *
     * @throws IOException if it is not; then nothing may be submitted on its strength. The end of a run is known in this process
     *     all the same
     */
    public JournalEntry save(JournalEntry entry) throws IOException {
        JournalEntry saved = store.save(entry);
        claim(saved.key());
        return saved;
    }

    /** Writes the end of a run that {@link #save} could not write; without effect if the record is gone. */
    JournalEntry saveEnd(JournalEntry entry) throws IOException {
        store.saveEnd(entry.key());
        return entry;
    }

    /** Removes a record; without effect if it is gone. */
    public void remove(JournalEntry entry) {
        store.remove(entry);
        claimed.remove(entry.key());
    }

    /**
     * Takes the records along when a job gets another name. Runs that are under way may go on with the old one. What it
     * costs goes by the number of that job's records.
     */
    public void rename(String job, String newJob) throws IOException {
        store.rename(job, newJob);
    }

    /**
     * Has the records of a Hub say that it is the one at this address, and what it is called by now.
     *
     * @return the jobs and submits of it whose end is not known
     */
    public List<JournalEntry> nameHub(String name, String url, String newName) throws IOException {
        return store.nameHub(name, url, newName).stream()
                .filter(entry -> entry.status() != JournalEntry.Status.ENDED)
                .toList();
    }

    /** Whether this process wrote the record last, so that no restart came between. */
    public boolean isOfThisProcess(JournalEntry entry) {
        return session.equals(entry.session());
    }

    /** Says that a run of this process owns the record, so that no other run adopts it. */
    public void claim(String key) {
        claimed.add(key);
    }

    /** Takes a claim back: there is no record, or no run of this process has it any more. */
    public void unclaim(String key) {
        claimed.remove(key);
    }

    /** Whether a run of this process has the record, or a step of a program that it loaded. */
    public boolean isClaimed(JournalEntry entry) {
        return !isLeft(entry);
    }

    /** A run begins, which may write this record. */
    public void begin(JournalEntry entry) {
        store.runs().begin(entry.key(), entry.build());
        claim(entry.key());
    }

    /** It writes nothing any more. */
    public void over(String key) {
        store.runs().over(key);
    }

    /**
     * The record of one run, as its file has it.
     *
     * @throws UnreadableRecordException if it is there and says nothing
     */
    public Optional<JournalEntry> find(String build, String key) throws IOException {
        return store.read(build, key);
    }

    /**
     * The record of one run whose build had another name before: its folder was renamed or moved meanwhile.
     *
     * @throws UnreadableRecordException if it is there and says nothing
     */
    public Optional<JournalEntry> findAnywhere(String key) throws IOException {
        return store.readAnywhere(key);
    }

    /** Whether a run has a record, readable or not. */
    public boolean has(String key) throws IOException {
        return !store.records().of(key).isEmpty();
    }

    /** The same; true if that cannot be known, because it cannot be ruled out then. */
    public boolean mayHave(String key) {
        try {
            return has(key);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the record " + key + " cannot be ruled out");
            return true;
        }
    }

    /**
     * Whether a build may have records, readable or not. No I/O but the first time; true if that fails, because it cannot be
     * ruled out then.
     */
    public boolean hasRecords(String build) {
        try {
            return store.records().hasAny(RecordFiles.folder(build));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "records of " + build + " cannot be ruled out");
            return true;
        }
    }

    /** All records of a build, but those that cannot be read. */
    public List<JournalEntry> of(String build) throws IOException {
        return readable(store.records().in(RecordFiles.folder(build)));
    }

    /** All records, but those that cannot be read. */
    public List<JournalEntry> all() throws IOException {
        return readable(store.records().all());
    }

    private static List<JournalEntry> readable(List<Found> found) {
        return found.stream().filter(Found::isReadable).map(Found::entry).toList();
    }

    /** Records that an earlier process left and that no run of this one claims. */
    public List<JournalEntry> unclaimed() throws IOException {
        return all().stream().filter(this::isLeft).toList();
    }

    /** The same, of one build. */
    public List<JournalEntry> unclaimed(String build) throws IOException {
        return of(build).stream().filter(this::isLeft).toList();
    }

    private boolean isLeft(JournalEntry entry) {
        return !entry.session().equals(session) && !claimed.contains(entry.key());
    }

    /** The files of records that could not be read when they were looked at last. No I/O but the first time. */
    public List<Path> unreadable() throws IOException {
        return store.records().unreadable().stream().map(store::file).toList();
    }

    /** Looks at these files again, which takes its time: somebody may have repaired or removed one. */
    public void lookAtUnreadable() throws IOException {
        store.unreadable(store.records().unreadable());
    }

    /**
     * A record that changed hands.
     *
     * @param formerKey the key of the run that left it
     */
    public record Adopted(JournalEntry entry, String formerKey) {}

    /**
     * Hands over a record that an earlier process left open for the same request of the same build and that no run
     * claims: the program was restored to a moment before it knew of it.
     */
    public Optional<Adopted> adopt(JournalEntry wanted, String requestHash) throws IOException {
        for (JournalEntry left : unclaimed(wanted.build())) {
            boolean same = left.requestHash().equals(requestHash)
                    && left.access().isSameHub(wanted.access())
                    && left.credentialsId().equals(wanted.credentialsId());
            // not one whose cancel is pending: who asks wants the job
            if (left.isOpen() && left.stop() == null && same && claimed.add(left.key())) {
                return Optional.of(new Adopted(handOver(left, wanted.key()), left.key()));
            }
        }
        return Optional.empty();
    }

    private JournalEntry handOver(JournalEntry left, String newKey) throws IOException {
        try {
            store.move(left, newKey);
        } finally {
            unclaim(left.key());
        }
        claim(newKey);
        try {
            return save(left.withKey(newKey));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The record of job " + left.jobId() + " is left for now as the earlier process wrote it");
            return left.withKey(newKey);
        }
    }

    /**
     * A submit that an earlier process left open and that no run claims, and that may have been made by the step which asks,
     * though with another request: its paths may hold a time stamp.
     *
     * @throws UnreadableRecordException if there is one that may be anything
     */
    public Optional<JournalEntry> inTheWay(JournalEntry wanted) throws IOException {
        for (Found left : store.unreadable(store.records().in(RecordFiles.folder(wanted.build())))) {
            if (!claimed.contains(left.key())) {
                store.read(wanted.build(), left.key());
            }
        }
        return unclaimed(wanted.build()).stream()
                .filter(left -> left.isOpen() && left.mayBeSubmitOf(wanted))
                .findFirst();
    }

    /**
     * Whether the job is another run's as far as this process knows, or a record knows it already, or may know it: one that
     * cannot be read and was written since the run that asks began.
     *
     * @param asking whose Hub it is a job of
     */
    public boolean knows(JournalEntry asking, String jobId) throws IOException {
        JournalIndex records = store.records();
        return takenJobs.isOfAnother(asking, jobId)
                || records.ofHubJob(jobId).stream()
                        .anyMatch(found -> found.entry().access().isSameHub(asking.access()))
                || records.unreadable().stream().anyMatch(found -> found.modifiedMillis() >= asking.startedMillis());
    }

    /** A request goes to its Hub; until {@link #isBack} it is not known whether a job comes of it, and which. */
    public void goesOut(JournalEntry entry) {
        out.put(entry.key(), entry);
    }

    /** Its answer is in its record, or lost. */
    public void isBack(JournalEntry entry) {
        out.remove(entry.key());
    }

    /** Whether somebody else's request for the very same is out: the job that comes of it looks like that of the one who asks. */
    public boolean isTheSameOut(JournalEntry asking) {
        return out.values().stream()
                .anyMatch(other -> !other.key().equals(asking.key())
                        && other.requestHash().equals(asking.requestHash())
                        && other.access().isSameHub(asking.access()));
    }

    /**
     * Takes a job that was submitted or found: true for the first run that asks, so that two equal submits do not share one,
     * even after the record of the first is gone.
     */
    public boolean takeJob(JournalEntry asking, String jobId) {
        return takenJobs.take(asking, jobId);
    }
}
