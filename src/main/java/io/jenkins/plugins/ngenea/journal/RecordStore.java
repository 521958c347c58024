package io.jenkins.plugins.ngenea.journal;

import io.jenkins.plugins.ngenea.journal.JournalIndex.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the records on disk and in memory in sync. The disk is read once, on first use. */
final class RecordStore {
    private static final int LOCKS = 64;

    private final RecordFiles files;
    private final JournalIndex index = new JournalIndex();
    private final boolean shared;
    private final String session;

    /** Whoever changes a record holds that of its key: a write to the disk delays few others. */
    private final Object[] locks = new Object[LOCKS];

    private final Object loading = new Object();
    private volatile boolean loaded;

    /**
     * @param shared whether other processes write to the directory, too: each question then looks at the disk
     * @param session that this process's records name
     */
    RecordStore(Path directory, boolean shared, String session) {
        this.files = new RecordFiles(directory);
        this.shared = shared;
        this.session = session;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    private Object lock(String key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    /**
     * What is on disk, in memory.
     *
     * @throws IOException if that cannot be had: what is not known is not "nothing"
     */
    JournalIndex records() throws IOException {
        if (shared || !loaded) {
            synchronized (loading) {
                if (shared || !loaded) {
                    // whoever asks for the records waits for all of them; those that cannot be read are looked at again
                    // later
                    index.replace(files.all(shared), session);
                    if (!shared) {
                        // a crash came between the two halves of a rename: the later one counts
                        index.superseded().forEach(this::delete);
                    }
                    loaded = true;
                }
            }
        }
        return index;
    }

    /** The same where the records of other processes do not matter. */
    private JournalIndex own() throws IOException {
        return shared ? index : records();
    }

    /** The runs under way. */
    JournalIndex runs() {
        return index;
    }

    JournalEntry save(JournalEntry entry) throws IOException {
        JournalIndex known = own();
        synchronized (lock(entry.key())) {
            JournalEntry ours = entry.inSession(session)
                    .withBuild(known.build(entry.key(), entry.build()))
                    .withHubName(known.hubName(entry));
            try {
                write(ours);
            } catch (IOException e) {
                if (ours.status() == JournalEntry.Status.ENDED) {
                    // nobody who asks this process may take the older record for that of a run under way
                    index.put(found(ours));
                }
                throw e;
            }
            return ours;
        }
    }

    /** What is known of the end of a run, on disk. */
    void saveEnd(String key) throws IOException {
        synchronized (lock(key)) {
            Optional<JournalEntry> end = end(key);
            if (end.isPresent()) {
                write(end.get());
            }
        }
    }

    /** The record of a run that ended in this process. With the lock of its key. */
    private Optional<JournalEntry> end(String key) {
        return index.of(key).stream()
                .filter(Found::isReadable)
                .map(Found::entry)
                .filter(entry -> entry.status() == JournalEntry.Status.ENDED
                        && entry.session().equals(session))
                .findFirst();
    }

    private static Found found(JournalEntry entry) {
        return new Found(RecordFiles.folder(entry.build()), entry.key(), entry, Long.MAX_VALUE);
    }

    /** With the lock of its key. A record is under one name of its build only. */
    private void write(JournalEntry entry) throws IOException {
        files.write(entry);
        String folder = RecordFiles.folder(entry.build());
        for (Found before : index.of(entry.key())) {
            if (!before.folder().equals(folder)) {
                delete(before);
            }
        }
        index.put(found(entry));
    }

    private void delete(Found found) {
        files.delete(found.folder(), found.key());
        index.remove(found.folder(), found.key());
    }

    void remove(JournalEntry entry) {
        synchronized (lock(entry.key())) {
            index.of(entry.key()).forEach(this::delete);
            files.delete(RecordFiles.folder(index.build(entry.key(), entry.build())), entry.key());
        }
    }

    /**
     * As the file has it.
     *
     * @throws UnreadableRecordException if it is there and says nothing
     */
    Optional<JournalEntry> read(String build, String key) throws IOException {
        return readIn(RecordFiles.folder(own().build(key, build)), key);
    }

    /** As {@link #read}, of whatever build. */
    Optional<JournalEntry> readAnywhere(String key) throws IOException {
        for (Found found : records().of(key)) {
            Optional<JournalEntry> entry = readIn(found.folder(), key);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private Optional<JournalEntry> readIn(String folder, String key) throws IOException {
        synchronized (lock(key)) {
            try {
                JournalEntry onDisk = files.read(folder, key);
                // the end of a run may be known and not be written yet
                return Optional.of(end(key).orElse(onDisk));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /** Of these, those that cannot be read now: somebody may have repaired or removed one. */
    List<Found> unreadable(List<Found> found) {
        List<Found> still = new ArrayList<>();
        for (Found before : found) {
            if (!before.isReadable()) {
                synchronized (lock(before.key())) {
                    Optional<Found> now = files.look(before.folder(), before.key(), true);
                    index.remove(before.folder(), before.key());
                    now.ifPresent(index::put);
                    now.filter(file -> !file.isReadable()).ifPresent(still::add);
                }
            }
        }
        return still;
    }

    Path file(Found found) {
        return files.file(found.folder(), found.key());
    }

    /** Gives a record to another run of the same build. */
    void move(JournalEntry entry, String newKey) throws IOException {
        synchronized (lock(entry.key())) {
            String folder = RecordFiles.folder(entry.build());
            files.move(folder, entry.key(), newKey);
            index.remove(folder, entry.key());
            index.put(new Found(folder, newKey, entry.withKey(newKey), Long.MAX_VALUE));
        }
    }

    void rename(String job, String newJob) throws IOException {
        IOException problem = null;
        for (String key : records().keysOf(job)) {
            synchronized (lock(key)) {
                index.rename(key, job, newJob);
                for (Found found : index.of(key)) {
                    JournalEntry entry = found.entry();
                    if (entry != null && JournalIndex.job(entry.build()).equals(job)) {
                        try {
                            write(entry.withBuild(newJob + entry.build().substring(job.length())));
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

    List<JournalEntry> nameHub(String name, String url, String newName) throws IOException {
        List<JournalEntry> named = new ArrayList<>();
        for (Found found : records().all()) {
            synchronized (lock(found.key())) {
                for (Found now : index.of(found.key())) {
                    JournalEntry entry = now.entry();
                    if (entry != null
                            && entry.hub().equals(name)
                            && entry.access().isAt(url)) {
                        write(entry.atHub(url).withHubName(newName));
                        named.add(entry);
                    }
                }
            }
        }
        return named;
    }
}
