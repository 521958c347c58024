package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.model.FileCounts;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One Hub job as the build shows it; or a run that has no job, or none yet. Never changes, a newer one takes its place. As
 * JSON it is its fields.
 */
@ExportedBean(defaultVisibility = 2)
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class ReportedJob {
    private String hub;
    private final String id;

    @JsonUnwrapped
    private ReportedStart start;

    private String state;
    private Map<String, Long> counts;
    /** 0 as long as it is followed. */
    private long durationMillis;
    /** The artifact with the paths that failed; empty if there is none. */
    private String failedPathsList;
    /** How many are in it. */
    private long failedPaths;
    /** Null as long as it is followed, and in what an earlier version wrote. */
    private ReportedEnd end;
    /** When the Hub stopped answering, in milliseconds since 1970; 0 while it answers. Not for the disk. */
    private transient long lostSinceMillis;

    public ReportedJob(String hub, String id, String url, String workflow, String site, long startedMillis) {
        this(hub, id, ReportedStart.of(url, workflow, site, startedMillis), "", Map.of(), 0, "", 0, null);
    }

    /**
     * A run that has no job yet, or came to none, or to none that is known.
     *
     * @param run tells it from other such runs of the build
     */
    @NonNull
    public static ReportedJob withoutJob(String hub, String run, String workflow, String site, long startedMillis) {
        return new ReportedJob(hub, "", "", workflow, site, startedMillis).ofRun(run);
    }

    /** From JSON, in which what is empty is left out. */
    @JsonCreator
    private ReportedJob(
            @JsonProperty("hub") String hub,
            @JsonProperty("id") String id,
            @JsonUnwrapped ReportedStart start,
            @JsonProperty("state") String state,
            @JsonProperty("counts") Map<String, Long> counts,
            @JsonProperty("durationMillis") long durationMillis,
            @JsonProperty("failedPathsList") String failedPathsList,
            @JsonProperty("failedPaths") long failedPaths,
            @JsonProperty("end") ReportedEnd end) {
        this.hub = Util.fixNull(hub);
        this.id = Util.fixNull(id);
        this.start = Objects.requireNonNullElse(start, ReportedStart.UNKNOWN);
        this.state = Util.fixNull(state);
        Map<String, Long> known = counts == null ? new LinkedHashMap<>() : new LinkedHashMap<>(counts);
        known.values().removeIf(Objects::isNull);
        this.counts = Collections.unmodifiableMap(known);
        this.durationMillis = durationMillis;
        this.failedPathsList = Util.fixNull(failedPathsList);
        this.failedPaths = failedPaths;
        this.end = end;
    }

    /** Whoever makes one changes it before anybody sees it. */
    private ReportedJob(ReportedJob other) {
        hub = other.hub;
        id = other.id;
        start = other.start;
        state = other.state;
        counts = other.counts;
        durationMillis = other.durationMillis;
        failedPathsList = other.failedPathsList;
        failedPaths = other.failedPaths;
        end = other.end;
        lostSinceMillis = other.lostSinceMillis;
    }

    /** This job, of a run that may have been shown without one: it takes the place of that. */
    @NonNull
    public ReportedJob ofRun(@NonNull String key) {
        return begun(start.ofRun(key));
    }

    /**
     * This job, on a Hub at this address: its jobs are told from those of other Hubs by that, whatever it is called.
     *
     * @param hubUrl empty if it is not known
     */
    @NonNull
    public ReportedJob at(@NonNull String hubUrl) {
        return begun(start.at(hubUrl, id));
    }

    /** What is known of how it began. */
    public ReportedStart start() {
        return start;
    }

    /** This job, with something else known of how it began. */
    ReportedJob begun(ReportedStart newStart) {
        ReportedJob job = new ReportedJob(this);
        job.start = newStart;
        return job;
    }

    /** This job as the Hub shows it now. */
    @NonNull
    public ReportedJob with(@NonNull Job job) {
        ReportedJob shown = begun(start.with(job));
        shown.state = job.stateName();
        shown.counts = Collections.unmodifiableMap(new LinkedHashMap<>(job.counts()));
        shown.lostSinceMillis = 0;
        return shown;
    }

    /** Whether nothing of it changes with what the Hub shows now. */
    boolean isAsShown(Job job) {
        return lostSinceMillis == 0
                && state.equals(job.stateName())
                && counts.equals(job.counts())
                && start.equals(start.with(job));
    }

    /**
     * This job when nobody follows it any more, for a reason that is not known.
     *
     * @param newDurationMillis 0 if it is followed again
     */
    @NonNull
    public ReportedJob after(long newDurationMillis) {
        ReportedJob over = new ReportedJob(this);
        over.durationMillis = newDurationMillis;
        over.lostSinceMillis = 0;
        over.end = null;
        return over;
    }

    /** This job when nobody follows it any more. */
    @NonNull
    ReportedJob after(ReportedEnd newEnd, Duration took) {
        ReportedJob over = after(Math.max(1, took.toMillis()));
        over.end = newEnd;
        return over;
    }

    /** This job, which got these paths. */
    @NonNull
    public ReportedJob withRequest(@NonNull ReportedRequest paths) {
        return begun(start.withRequest(paths));
    }

    /**
     * This job, whose Hub does not answer.
     *
     * @param sinceMillis since 1970; 0 if it answers again
     */
    ReportedJob lostSince(long sinceMillis) {
        ReportedJob lost = new ReportedJob(this);
        lost.lostSinceMillis = sinceMillis;
        return lost;
    }

    /** This job, which got its paths from a parameter of the build: a path on each of its lines. */
    @NonNull
    public ReportedJob withPathsOf(@NonNull String parameter) {
        return begun(start.withPathsOf(parameter));
    }

    /**
     * This job, whose failed paths are in an artifact of the build.
     *
     * @param isAll whether the list has all that failed, one path on each line
     */
    @NonNull
    ReportedJob withFailedPaths(String artifact, long count, boolean isAll) {
        ReportedJob listed = begun(isAll ? start : start.withPathsOf(""));
        listed.failedPathsList = artifact;
        listed.failedPaths = count;
        return listed;
    }

    /** This job when it is followed again, with all that is known of it, on a Hub that has this name by now. */
    ReportedJob onceMore(String newHub) {
        ReportedJob again = after(0);
        again.hub = newHub;
        return again;
    }

    @Exported
    public String getHub() {
        return hub;
    }

    @Exported
    public String getId() {
        return id;
    }

    /** Page of the job in the Hub; empty if it is not known. */
    @Exported
    public String getUrl() {
        return start.page(id);
    }

    @Exported
    public String getWorkflow() {
        return start.workflow();
    }

    @Exported
    public String getSite() {
        return start.site();
    }

    /** The Hub's word; empty before it was first seen. */
    @Exported
    public String getState() {
        return state;
    }

    /** A list: what stands before a colon in an answer of Jenkins' API must not be a word of the Hub's. */
    @Exported
    public List<Count> getCounts() {
        return counts.entrySet().stream()
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
    }

    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    /** Name of the artifact with the paths that failed; empty if there is none. */
    @Exported
    public String getFailedPathsList() {
        return failedPathsList;
    }

    /** How many paths are in that artifact. */
    @Exported
    public long getFailedPaths() {
        return failedPaths;
    }

    public boolean isFollowed() {
        return durationMillis == 0;
    }

    /** Whether there is a Hub job, and its id is known. */
    public boolean isKnown() {
        return !id.isEmpty();
    }

    public String getDurationText() {
        return Util.getTimeSpanString(durationMillis);
    }

    /** What is done of it. */
    public FileCounts getFiles() {
        return FileCounts.of(counts);
    }

    /** What the page makes of it. */
    public JobStatus getStatus() {
        return isFollowed()
                ? JobStatus.ofFollowed(isKnown(), lostSinceMillis > 0)
                : JobStatus.ofLeft(JobState.of(state), getEnd());
    }

    /** The first path and how many more; empty if that is not known. */
    public String getPathsText() {
        return request().text();
    }

    /** The workflow and where it runs. */
    public String getWork() {
        return getSite().isEmpty() ? getWorkflow() : Messages.ReportedJob_Work(getWorkflow(), getSite());
    }

    ReportedRequest request() {
        return Objects.requireNonNullElse(start.request(), ReportedRequest.UNKNOWN);
    }

    /** How it ended; with nothing in it as long as it is followed. */
    public ReportedEnd getEnd() {
        return end == null ? ReportedEnd.NONE : end;
    }

    /** For an end that {@linkplain ReportedEnd#blamesSetup blames} the way to the Hub. */
    public WhereToMend getWhereToMend() {
        return new WhereToMend(request().credentialsId());
    }

    /** When its Hub stopped answering; null while it answers. */
    @CheckForNull
    public Date getLostSince() {
        return lostSinceMillis == 0 ? null : new Date(lostSinceMillis);
    }

    /**
     * A counter.
     *
     * @param name the Hub's word for it
     */
    @ExportedBean(defaultVisibility = 2)
    public record Count(String name, long value) {
        @Exported
        public String getName() {
            return name;
        }

        @Exported
        public long getValue() {
            return value;
        }
    }
}
