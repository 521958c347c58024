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
    private String epoch = newEpoch();

    private final List<Place> places = new ArrayList<>();
    private final Map<Name, Integer> indexes = new HashMap<>();

    /** As they were written down last, by their places. */
    private final Map<Integer, ReportedJob> written = new HashMap<>();

    /** Counted as jobs change: they may be many. */
    private JobTrend.Totals totals = JobTrend.Totals.NONE;

    private long version;

    /** A job, where it stands in the list, and the version of the list that has it. */
    record Place(int index, ReportedJob job, long version) {}

    /**
     * Tells a job from all others, or a run without a job from all other runs.
     *
     * @param at address of its Hub, or what that was called if that is not known: a Hub may have got another name, and the
     *     name another Hub
     */
    private record Name(String at, String id, String run) {}

    /** What is known of a job by now; null if it is not known. */
    @CheckForNull
    ReportedJob get(ReportedJob job) {
        Integer index = index(job);
        return index == null ? null : places.get(index).job;
    }

    private static Name byAddress(ReportedJob job) {
        return new Name(job.start().hubUrl(), job.getId(), "");
    }

    private static Name byName(ReportedJob job) {
        return new Name(job.getHub(), job.getId(), "");
    }

    /** For lines of earlier versions, which do not say the address of the Hub: it may have got another name since. */
    private static Name byPage(ReportedJob job) {
        return new Name(job.getUrl(), job.getId(), "");
    }

    private static Name byRun(ReportedJob job) {
        return new Name("", "", job.start().run());
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private Integer index(ReportedJob job) {
        Integer ofRun = indexes.get(byRun(job));
        if (!job.isKnown() || (ofRun != null && places.get(ofRun).job.getId().equals(job.getId()))) {
            return ofRun;
        }
        Integer index = job.start().isHubKnown() ? indexes.get(byAddress(job)) : null;
        if (index == null) {
            index = indexes.get(byName(job));
            if (index == null && job.start().isHubKnown()) {
                index = indexes.get(byPage(job));
            }
            boolean isOther = index != null
                    && job.start().isHubKnown()
                    && places.get(index).job.start().isHubKnown();
            return isOther ? null : index;
        }
        return index;
    }

    /** A job takes the place of what is in the list of it, or of its run as long as that has no job. */
    void put(ReportedJob job) {
        version++;
        Integer known = index(job);
        if (known == null) {
            known = withoutJob(job);
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
        if (!job.start().run().isEmpty()) {
            indexes.put(byRun(job), index);
        }
        if (job.isKnown()) {
            indexes.put(byName(job), index);
        }
        if (job.isKnown() && (job.start().isHubKnown() || !job.getUrl().isEmpty())) {
            indexes.put(job.start().isHubKnown() ? byAddress(job) : byPage(job), index);
        }
    }

    /** Where the run of a job is that has none yet. */
    private Integer withoutJob(ReportedJob job) {
        Integer index = indexes.get(byRun(job));
        return index == null || places.get(index).job.isKnown() ? null : index;
    }

    /**
     * Takes a run out of the list whose job has another place: it took over what an earlier run had begun. The list is another
     * one from then on, and a page reads all of it.
     */
    void settle(ReportedJob job) {
        Integer waiting = withoutJob(job);
        Integer known = index(job);
        if (waiting == null || known == null) {
            return;
        }
        List<ReportedJob> rest = new ArrayList<>(all());
        rest.remove(waiting.intValue());
        List<ReportedJob> onDisk = List.copyOf(written.values());
        places.clear();
        indexes.clear();
        written.clear();
        totals = JobTrend.Totals.NONE;
        epoch = newEpoch();
        rest.forEach(this::put);
        onDisk.stream().filter(one -> index(one) != null).forEach(this::wrote);
    }

    /** A job of the list was written down. */
    void wrote(ReportedJob job) {
        written.put(index(job), job);
    }

    /** A job of the list as it was written down last; null if it was not. */
    @CheckForNull
    ReportedJob written(ReportedJob job) {
        return written.get(index(job));
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
