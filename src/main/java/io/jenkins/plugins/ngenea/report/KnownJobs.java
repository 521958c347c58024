package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The jobs of a build in memory, in the order in which they became known, and when each changed last: so a page is told
 * only what is new to it. Not for more than one thread.
 */
final class KnownJobs {
    /** Tells this list from the one that a later start of Jenkins makes of the same build. */
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);

    private final Map<ReportedJob.Name, Place> places = new LinkedHashMap<>();
    private long version;

    /** A job, where it stands in the list, and the version of the list that has it. */
    record Place(int index, ReportedJob job, long version) {}

    KnownJobs(Map<ReportedJob.Name, ReportedJob> read) {
        read.values().forEach(this::put);
    }

    @CheckForNull
    ReportedJob get(ReportedJob.Name name) {
        Place place = places.get(name);
        return place == null ? null : place.job;
    }

    void put(ReportedJob job) {
        version++;
        Place before = places.get(job.name());
        places.put(job.name(), new Place(before == null ? places.size() : before.index, job, version));
    }

    List<ReportedJob> all() {
        return places.values().stream().map(Place::job).toList();
    }

    /** What a page gives back to learn only what has changed since. */
    String version() {
        return epoch + "." + version;
    }

    /**
     * @param known a {@link #version}, or anything else
     * @return all for a version of another list
     */
    List<Place> since(@CheckForNull String known) {
        long from = versionIn(known);
        List<Place> changed = new ArrayList<>();
        for (Place place : places.values()) {
            if (place.version > from) {
                changed.add(place);
            }
        }
        return changed;
    }

    private long versionIn(String known) {
        if (known == null || !known.startsWith(epoch + ".")) {
            return 0;
        }
        try {
            return Long.parseLong(known.substring(epoch.length() + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
