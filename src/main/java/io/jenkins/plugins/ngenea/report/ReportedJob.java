package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One Hub job as the build shows it. Never changes, a newer one takes its place. As JSON it is its fields. */
@ExportedBean(defaultVisibility = 2)
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class ReportedJob {
    private final String hub;
    private final String id;
    private final String url;
    private final String workflow;
    private final String site;
    private final String state;
    private final Map<String, Long> counts;
    private final long startedMillis;
    /** 0 as long as it is followed. */
    private final long durationMillis;
    /** The parameter of the build whose lines are the paths of the job; empty if there is none. */
    private final String pathsParameter;
    /** The artifact with the paths that failed; empty if there is none. */
    private final String failedPathsList;
    /** How many are in it. */
    private final long failedPaths;

    public ReportedJob(String hub, String id, String url, String workflow, String site, long startedMillis) {
        this(hub, id, url, workflow, site, "", Map.of(), startedMillis, 0, "", "", 0);
    }

    /** From JSON, in which what is empty is left out. */
    @JsonCreator
    private ReportedJob(
            @JsonProperty("hub") String hub,
            @JsonProperty("id") String id,
            @JsonProperty("url") String url,
            @JsonProperty("workflow") String workflow,
            @JsonProperty("site") String site,
            @JsonProperty("state") String state,
            @JsonProperty("counts") Map<String, Long> counts,
            @JsonProperty("startedMillis") long startedMillis,
            @JsonProperty("durationMillis") long durationMillis,
            @JsonProperty("pathsParameter") String pathsParameter,
            @JsonProperty("failedPathsList") String failedPathsList,
            @JsonProperty("failedPaths") long failedPaths) {
        this.hub = orEmpty(hub);
        this.id = orEmpty(id);
        this.url = orEmpty(url);
        // of the request, and so of whoever wrote it
        this.workflow = RemoteText.name(workflow);
        this.site = RemoteText.name(site);
        this.state = orEmpty(state);
        Map<String, Long> known = counts == null ? new LinkedHashMap<>() : new LinkedHashMap<>(counts);
        known.values().removeIf(Objects::isNull);
        this.counts = Collections.unmodifiableMap(known);
        this.startedMillis = startedMillis;
        this.durationMillis = durationMillis;
        this.pathsParameter = orEmpty(pathsParameter);
        this.failedPathsList = orEmpty(failedPathsList);
        this.failedPaths = failedPaths;
    }

    private static String orEmpty(String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Tells a job from all others. */
    record Name(String hub, String id) {}

    Name name() {
        return new Name(hub, id);
    }

    /** This job as the Hub shows it now. */
    @NonNull
    public ReportedJob with(@NonNull Job job) {
        return new ReportedJob(
                hub,
                id,
                url,
                workflow.isEmpty() ? job.workflow() : workflow,
                site.isEmpty() ? job.site() : site,
                job.stateName(),
                job.counts(),
                startedMillis,
                durationMillis,
                pathsParameter,
                failedPathsList,
                failedPaths);
    }

    /** This job when nobody follows it any more. */
    @NonNull
    public ReportedJob after(long newDurationMillis) {
        return with(newDurationMillis, pathsParameter, failedPathsList, failedPaths);
    }

    /**
     * This job, which got its paths from a parameter of the build: a path on each of its lines.
     *
     * @param parameter its name
     */
    @NonNull
    public ReportedJob withPathsOf(@NonNull String parameter) {
        return with(durationMillis, parameter, failedPathsList, failedPaths);
    }

    /**
     * This job, whose failed paths are in an artifact of the build.
     *
     * @param isAll whether the list has all that failed, one path on each line
     */
    @NonNull
    ReportedJob withFailedPaths(String artifact, long count, boolean isAll) {
        return with(durationMillis, isAll ? pathsParameter : "", artifact, count);
    }

    private ReportedJob with(long newDurationMillis, String parameter, String artifact, long failed) {
        return new ReportedJob(
                hub,
                id,
                url,
                workflow,
                site,
                state,
                counts,
                startedMillis,
                newDurationMillis,
                parameter,
                artifact,
                failed);
    }

    /** This job when it is followed again, with all that is known of it. */
    ReportedJob onceMore() {
        return after(0);
    }

    @Exported
    public String getHub() {
        return hub;
    }

    @Exported
    public String getId() {
        return id;
    }

    /** Page of the job in the Hub. */
    @Exported
    public String getUrl() {
        return url;
    }

    @Exported
    public String getWorkflow() {
        return workflow;
    }

    @Exported
    public String getSite() {
        return site;
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

    /** One counter. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Count {
        private final String name;
        private final long value;

        private Count(String name, long value) {
            this.name = name;
            this.value = value;
        }

        /** The Hub's word for it. */
        @Exported
        public String getName() {
            return name;
        }

        @Exported
        public long getValue() {
            return value;
        }
    }

    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    /** Empty if its paths are not the lines of a parameter, or no list of lines has all that failed. */
    String pathsParameter() {
        return pathsParameter;
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

    public String getDurationText() {
        return Util.getTimeSpanString(durationMillis);
    }

    public String getCountsText() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Symbol of the page that fits the state. */
    public String getIcon() {
        return switch (JobState.of(state).category()) {
            case ENDED_WELL -> "symbol-status-blue";
            case ENDED_BADLY -> "symbol-status-red";
            case CANCELLED -> "symbol-status-aborted";
            default -> isFollowed() ? "symbol-status-blue-anime" : "symbol-status-nobuilt";
        };
    }
}
