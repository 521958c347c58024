package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final List<Place> places = new ArrayList<>();
    private final Map<Name, Integer> indexes = new HashMap<>();

    /** By the pages of the jobs in the Hub: a Hub may have got another name, and is the same all the same. */
    private final Map<String, Integer> indexesByUrl = new HashMap<>();

    /** Counted as jobs change: they may be many. */
    private JobTrend.Totals totals = JobTrend.Totals.NONE;

    private long version;

    /** A job, where it stands in the list, and the version of the list that has it. */
    record Place(int index, ReportedJob job, long version) {}

    /**
     * Tells a job from all others.
     *
     * @param hub what its Hub was called first
     * @param run empty unless there is no id
     */
    private record Name(String hub, String id, String run) {
        static Name of(ReportedJob job) {
            return job.isKnown() ? new Name(job.getHub(), job.getId(), "") : ofRun(job);
        }

        static Name ofRun(ReportedJob job) {
            return new Name(job.getHub(), "", job.run());
        }
    }

    /** What is known of a job by now; null if it is not known. */
    @CheckForNull
    ReportedJob get(ReportedJob job) {
        Integer index = index(job);
        return index == null ? null : places.get(index).job;
    }

    private Integer index(ReportedJob job) {
        Integer index = indexes.get(Name.of(job));
        return index == null && job.isKnown() ? indexesByUrl.get(job.getUrl()) : index;
    }

    /** A job takes the place of what is in the list of it, or of its run: that had come to no job before. */
    void put(ReportedJob job) {
        version++;
        Integer known = index(job);
        if (known == null && !job.run().isEmpty()) {
            known = indexes.remove(Name.ofRun(job));
        }
        int index = known == null ? places.size() : known;
        Place place = new Place(index, job, version);
        if (known == null) {
            totals = totals.with(null, job);
            places.add(place);
        } else {
            totals = totals.with(places.get(index).job, job);
            places.set(index, place);
        }
        indexes.put(Name.of(job), index);
        if (job.isKnown() && !job.getUrl().isEmpty()) {
            indexesByUrl.putIfAbsent(job.getUrl(), index);
        }
    }

    /** What they did together. */
    JobTrend.Totals totals() {
        return totals;
    }

    List<ReportedJob> all() {
        return places.stream().map(Place::job).toList();
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
        return places.stream().filter(place -> place.version > from).toList();
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
