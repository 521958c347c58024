package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Map<Name, Place> places = new LinkedHashMap<>();

    /** By the pages of the jobs in the Hub: a Hub may have got another name, and is the same all the same. */
    private final Map<String, Name> names = new HashMap<>();

    /** Counted as jobs change: they may be many. */
    private JobTrend.Totals totals = JobTrend.Totals.NONE;

    private long version;

    /**
     * Tells a job from all others.
     *
     * @param hub what its Hub was called first
     * @param run empty unless there is no id
     */
    private record Name(String hub, String id, String run) {}

    /** A job, where it stands in the list, and the version of the list that has it. */
    record Place(int index, ReportedJob job, long version) {}

    /** What is known of a job by now; null if it is not known. */
    @CheckForNull
    ReportedJob get(ReportedJob job) {
        Place place = places.get(name(job));
        return place == null ? null : place.job;
    }

    void put(ReportedJob job) {
        version++;
        Name name = name(job);
        Place before = places.get(name);
        places.put(name, new Place(before == null ? places.size() : before.index, job, version));
        totals = totals.with(before == null ? null : before.job, job);
        if (job.isKnown() && !job.getUrl().isEmpty()) {
            names.putIfAbsent(job.getUrl(), name);
        }
    }

    /** The one under which the job became known. */
    private Name name(ReportedJob job) {
        Name name = new Name(job.getHub(), job.getId(), job.run());
        return places.containsKey(name) ? name : names.getOrDefault(job.getUrl(), name);
    }

    /** What they did together. */
    JobTrend.Totals totals() {
        return totals;
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
