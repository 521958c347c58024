package io.jenkins.plugins.ngenea.journal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records in memory, so that a query about one build does not read all files. Unreadable records are included, without
 * their content. Thread-safe; no I/O.
 */
final class JournalIndex {
    private final Map<String, Set<Found>> byFolder = new HashMap<>();
    private final Map<String, Set<Found>> byKey = new HashMap<>();

    /** By the id of their Hub job; Hubs may have the same ids. */
    private final Map<String, Set<Found>> byHubJob = new HashMap<>();

    /** The keys of the records of each job's builds, and of its runs that have none yet. */
    private final Map<String, Set<String>> keysOfJobs = new HashMap<>();

    /** Those that cannot be read. */
    private final Set<Found> unreadable = new LinkedHashSet<>();

    /** The builds of the runs under way as they are called by now, by key: a run goes on with the name it began with. */
    private final Map<String, String> builds = new HashMap<>();

    /**
     * A record.
     *
     * @param folder it is in
     * @param entry null if it cannot be read
     * @param modifiedMillis when its file was written, milliseconds since 1970; the largest number if that is not known
     */
    record Found(String folder, String key, JournalEntry entry, long modifiedMillis) {
        boolean isReadable() {
            return entry != null;
        }
    }

    /** A build is called by its job, '#' and a number; anything else is a job of its own. */
    static String job(String build) {
        int number = build.lastIndexOf('#');
        return number < 0 ? build : build.substring(0, number);
    }

    /** Takes the place of what was known of this record. */
    synchronized void put(Found found) {
        remove(found.folder(), found.key());
        add(byFolder, found.folder(), found);
        add(byKey, found.key(), found);
        if (!found.isReadable()) {
            unreadable.add(found);
            return;
        }
        add(keysOfJobs, job(found.entry().build()), found.key());
        if (found.entry().hasJob()) {
            add(byHubJob, found.entry().jobId(), found);
        }
    }

    synchronized void remove(String folder, String key) {
        for (Found gone : of(key)) {
            if (gone.folder().equals(folder)) {
                forget(byFolder, folder, gone);
                forget(byKey, key, gone);
                unreadable.remove(gone);
                if (gone.isReadable()) {
                    forget(byHubJob, gone.entry().jobId(), gone);
                    forgetKey(job(gone.entry().build()), key);
                }
            }
        }
    }

    /** Unless there is another reason to know it under the name of this job. */
    private void forgetKey(String job, String key) {
        String running = builds.get(key);
        boolean recorded = of(key).stream()
                .anyMatch(found ->
                        found.isReadable() && job(found.entry().build()).equals(job));
        if (!recorded && (running == null || !job(running).equals(job))) {
            forget(keysOfJobs, job, key);
        }
    }

    private static <T> void add(Map<String, Set<T>> sets, String name, T element) {
        sets.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(element);
    }

    private static <T> void forget(Map<String, Set<T>> sets, String name, T element) {
        sets.computeIfPresent(name, (key, set) -> {
            set.remove(element);
            return set.isEmpty() ? null : set;
        });
    }

    /** All but those of this session, which are here as they were written, give way to what is on disk. */
    synchronized void replace(List<Found> onDisk, String session) {
        for (Found known : all()) {
            if (!isOf(known, session)) {
                remove(known.folder(), known.key());
            }
        }
        for (Found found : onDisk) {
            if (!isOf(found, session)) {
                put(found);
            }
        }
    }

    private static boolean isOf(Found found, String session) {
        return found.isReadable() && found.entry().session().equals(session);
    }

    synchronized List<Found> in(String folder) {
        return List.copyOf(byFolder.getOrDefault(folder, Set.of()));
    }

    synchronized boolean hasAny(String folder) {
        return byFolder.containsKey(folder);
    }

    synchronized List<Found> all() {
        return byFolder.values().stream().flatMap(Set::stream).toList();
    }

    synchronized List<Found> unreadable() {
        return List.copyOf(unreadable);
    }

    /** The records of one run: one, none, or two if a crash came while its build was renamed. */
    synchronized List<Found> of(String key) {
        return List.copyOf(byKey.getOrDefault(key, Set.of()));
    }

    /** Where there are several records of one run: all but the one that was written last. */
    synchronized List<Found> superseded() {
        return byKey.values().stream()
                .filter(records -> records.size() > 1 && records.stream().allMatch(Found::isReadable))
                .flatMap(records -> records.stream()
                        .sorted(Comparator.comparingLong(Found::modifiedMillis))
                        .limit(records.size() - 1L))
                .toList();
    }

    synchronized List<Found> ofHubJob(String jobId) {
        return List.copyOf(byHubJob.getOrDefault(jobId, Set.of()));
    }

    /** A run goes on under the name of this build until {@link #over}. */
    synchronized void begin(String key, String build) {
        builds.put(key, build);
        add(keysOfJobs, job(build), key);
    }

    synchronized void over(String key) {
        String build = builds.remove(key);
        if (build != null) {
            forgetKey(job(build), key);
        }
    }

    /** What a run's build is called by now. */
    synchronized String build(String key, String before) {
        return builds.getOrDefault(key, before);
    }

    /** What the Hub of a run is called by now: its record knows, if it has one. */
    synchronized String hubName(JournalEntry entry) {
        return of(entry.key()).stream()
                .filter(found -> found.isReadable() && found.entry().hubUrl().equals(entry.hubUrl()))
                .map(found -> found.entry().hub())
                .findFirst()
                .orElse(entry.hub());
    }

    /** The keys of a job's records and runs. */
    synchronized List<String> keysOf(String job) {
        return List.copyOf(keysOfJobs.getOrDefault(job, Set.of()));
    }

    /** A run whose build is of this job goes on under the other name; without effect for all others. */
    synchronized void rename(String key, String job, String newJob) {
        String build = builds.get(key);
        if (build != null && job(build).equals(job)) {
            over(key);
            begin(key, newJob + build.substring(job.length()));
        }
    }
}
